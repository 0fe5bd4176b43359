"""Campaigns, rounds, returns and what is said about them."""

from junheng_web.collection.models.campaigns import (
    AT_WORK,
    Campaign,
    CampaignState,
    Round,
    RoundState,
)
from junheng_web.collection.models.evidence import Evidence
from junheng_web.collection.models.remarks import Remark
from junheng_web.collection.models.reminders import Reminder
from junheng_web.collection.models.returns import Return, ReturnState, Revision, Source
from junheng_web.collection.models.unlocks import Unlock
from junheng_web.collection.models.uploads import Upload, UploadState

__all__ = [
    "AT_WORK",
    "Campaign",
    "CampaignState",
    "Evidence",
    "Remark",
    "Reminder",
    "Return",
    "ReturnState",
    "Revision",
    "Round",
    "RoundState",
    "Source",
    "Unlock",
    "Upload",
    "UploadState",
]
