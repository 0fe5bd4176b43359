"""Addresses of this app."""

from __future__ import annotations

from django.urls import path

from junheng_web.collection.fill_urls import patterns as filling
from junheng_web.collection.views import board, campaigns, review, review_return, seal, submission

app_name = "collection"
urlpatterns = [
    path("", campaigns.campaigns, name="campaigns"),
    path("campaigns/new/", campaigns.new, name="campaign_new"),
    path("campaigns/<int:pk>/", campaigns.campaign, name="campaign"),
    path("campaigns/<int:pk>/<slug:verb>", campaigns.act, name="campaign_act"),
    path("board/<int:pk>/", board.board, name="board"),
    path("board/<int:pk>/returns/", board.returns, name="board_returns"),
    path("board/<int:pk>/remind", board.remind_chosen, name="remind"),
    path("rounds/<int:pk>/", board.county, name="round"),
    path("rounds/<int:pk>/seal/", seal.seal, name="seal"),
    path("rounds/<int:pk>/seal/<slug:verb>", seal.act, name="seal_act"),
    path("unlocks/<int:pk>/<slug:verb>", seal.decide_unlock, name="unlock_act"),
    path("review/", review.inbox, name="inbox"),
    path("review/decide", review.decide, name="decide"),
    path("review/<int:pk>/", review_return.review, name="review"),
    path("review/<int:pk>/say", review_return.say, name="say"),
    path("review/<int:pk>/act/<slug:verb>", review_return.act, name="review_act"),
    path("review/remarks/<int:pk>/settle", review_return.settled, name="settle"),
    path("returns/<int:pk>/submit", submission.hand_in, name="submit"),
    path("returns/<int:pk>/withdraw", submission.take_back, name="withdraw"),
    *filling,
]
