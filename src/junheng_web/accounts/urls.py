"""Addresses of accounts: the library's for signing in, ours for the rest."""

from allauth.account import views as account
from django.urls import include, path, re_path

from junheng_web.accounts.views import me, people, rosters

ours = (
    [
        path("me/", me.me, name="me"),
        path("roles/", me.roles, name="roles"),
        path("sessions/", me.sessions, name="sessions"),
        path("sessions/<int:pk>/end", me.end, name="end_session"),
        path("sessions/end-others", me.end_others, name="end_other_sessions"),
        path("users/", people.index, name="people"),
        path("users/invite", people.invite, name="invite"),
        path("users/<int:pk>/", people.person, name="person"),
        path("users/<int:pk>/roles/<int:holding>/withdraw", people.withdraw, name="withdraw"),
        re_path(
            r"^users/(?P<pk>[0-9]+)/(?P<verb>disable|enable|unlock|reset-password|reset-factor)$",
            people.change,
            name="change",
        ),
        path("users/import/", rosters.upload, name="roster_upload"),
        path("users/import/template.xlsx", rosters.blank, name="roster_template"),
        path("users/import/<uuid:pk>/", rosters.look, name="roster"),
        path("users/import/<uuid:pk>/commit", rosters.commit, name="roster_commit"),
        path("users/import/<uuid:pk>/passwords", rosters.passwords, name="roster_passwords"),
    ],
    "accounts",
)

urlpatterns = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("second-factor/", include("allauth.mfa.urls")),
    path("", include(ours)),
]
