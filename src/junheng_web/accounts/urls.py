"""Addresses of accounts: the library's for signing in, ours for the rest."""

from allauth.account import views as account
from django.urls import include, path

from junheng_web.accounts import views

ours = (
    [
        path("me/", views.me, name="me"),
    ],
    "accounts",
)

urlpatterns = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("second-factor/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
    path("", include(ours)),
]
