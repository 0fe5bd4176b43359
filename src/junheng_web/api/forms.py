"""The form that makes a token."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from junheng_web.accounts.models import User
from junheng_web.api.actions import FOR_PROGRAMS, LONGEST
from junheng_web.lib.doors import Permission

WORDS = {
    Permission.READ_RETURNS: _("读取报表"),
    Permission.FILL_SCHOOL: _("填写学校报表"),
    Permission.FILL_FACTS: _("填写县级数据"),
    Permission.SUBMIT_SCHOOL: _("提交学校报表"),
    Permission.READ_ASSESSMENTS: _("读取判定结果"),
    Permission.RUN_ASSESSMENTS: _("发起判定"),
    Permission.READ_PLANS: _("读取规划"),
}


class TokenForm(forms.Form):
    """What the token is for, what it may do, and until when."""

    name = forms.CharField(label=_("用途"), max_length=80, help_text=_("例如：学籍系统每日报送"))
    permissions = forms.MultipleChoiceField(
        label=_("允许"), widget=forms.CheckboxSelectMultiple, choices=()
    )
    expires_on = forms.DateField(
        label=_("失效日期"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("最长一年"),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = [each for each in FOR_PROGRAMS if user.reach(each)]
        self.fields["permissions"].choices = [(each.value, WORDS[each]) for each in held]  # type: ignore[attr-defined]
        self.fields["expires_on"].initial = timezone.localdate() + timedelta(days=90)

    def clean_expires_on(self) -> Any:
        """Tomorrow at the earliest, a year from now at the latest."""
        found, today = self.cleaned_data["expires_on"], timezone.localdate()
        if not today < found <= today + LONGEST:
            raise forms.ValidationError(_("失效日期须在明天到一年之内"))
        return found
