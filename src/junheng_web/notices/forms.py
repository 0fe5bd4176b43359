"""What is asked of those who register a group robot."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from junheng_web.notices.models import Webhook
from junheng_web.notices.webhooks import NotSent, check_address
from junheng_web.territory.models import Region

_REQUIRED = {"required": _("请填写。")}


class WebhookForm(forms.Form):
    """A robot of a region. What is typed here is never shown again."""

    region = forms.ModelChoiceField(
        label=_("区划"), queryset=Region.everything.none(), error_messages=_REQUIRED
    )
    kind = forms.ChoiceField(label=_("种类"), choices=Webhook.Kind.choices)
    address = forms.CharField(
        label=_("Webhook 地址"),
        max_length=500,
        error_messages=_REQUIRED,
        help_text=_("从群机器人的设置里整段复制。保存后不再显示。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    secret = forms.CharField(
        label=_("加签密钥"),
        max_length=120,
        required=False,
        help_text=_("只有钉钉要填，以 SEC 开头。保存后不再显示。"),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *arguments: Any, regions: QuerySet[Region], **names: Any) -> None:
        super().__init__(*arguments, **names)
        self.fields["region"].queryset = regions  # type: ignore[attr-defined]

    def clean_address(self) -> str:
        """An address that the site may call."""
        address = str(self.cleaned_data["address"]).strip()
        try:
            check_address(address)
        except NotSent as problem:
            raise ValidationError(str(problem)) from problem
        return address
