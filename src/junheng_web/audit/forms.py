"""What is asked of those who read."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    """Why something personal has to be seen. Kept in the trail, word for word."""

    reason = forms.CharField(
        label=_("事由"),
        min_length=4,
        max_length=500,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control", "autocomplete": "off"}),
        error_messages={
            "required": _("请填写事由：为什么需要看到原值，例如“核对张某的学籍”。"),
            "min_length": _("事由太短，请写清为什么需要看到原值（至少 4 个字）。"),
        },
    )


class VerificationForm(forms.Form):
    """Where a walk begins."""

    start = forms.IntegerField(
        label=_("从第几条开始"),
        min_value=1,
        initial=1,
        widget=forms.NumberInput(attrs={"class": "form-control"}),
        error_messages={
            "required": _("请填写起始序号，从头核验填 1。"),
            "invalid": _("起始序号须是整数，从头核验填 1。"),
            "min_value": _("起始序号须是 1 以上的整数。"),
        },
    )
