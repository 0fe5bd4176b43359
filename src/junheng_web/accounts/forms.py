"""What administrators of accounts fill in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from junheng_web.accounts.fields import check_name, check_phone, check_username
from junheng_web.accounts.models import User
from junheng_web.accounts.places import NotThere, Spot, find
from junheng_web.accounts.roles import BY_KEY, ROLES, Role

LARGEST = 5_000_000
_REQUIRED = {"required": _("请填写。")}


def _day(label: Any, hint: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": _("日期写作 2025-09-01。")},
    )


class GrantForm(forms.Form):
    """A role, where, from when to when."""

    role = forms.ChoiceField(label=_("角色"), error_messages=_REQUIRED)
    place = forms.CharField(
        label=_("机构"),
        max_length=200,
        error_messages=_REQUIRED,
        help_text=_(
            "学校填学校标识码，部门经办人填“区划代码 部门名称”，其他角色填区划代码；可从列表选。"
        ),
        widget=forms.TextInput(attrs={"list": "places", "autocomplete": "off"}),
    )
    since = _day(_("起"), _("留空为今天。"))
    until = _day(_("止"), _("当天起不再持有；留空为长期。"))

    def __init__(self, *arguments: Any, user: User, **names: Any) -> None:
        super().__init__(*arguments, **names)
        self.user = user
        self.chosen: Role | None = None
        self.spot: Spot | None = None
        choices = [("", "—"), *((role.key, role.name) for role in ROLES)]
        self.fields["role"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Find the place; it has to fit the role and lie within reach."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "role" in cleaned and "place" in cleaned:
            self.chosen = BY_KEY[cleaned["role"]]
            try:
                self.spot = find(self.user, self.chosen, cleaned["place"])
            except NotThere as problem:
                self.add_error("place", str(problem))
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until <= since:
            self.add_error("until", _now("止日须晚于起日；止日当天起不再持有这个角色。"))
        return cleaned


class InviteForm(GrantForm):
    """A new account with its first role."""

    username = forms.CharField(
        label=_("用户名"),
        max_length=30,
        error_messages=_REQUIRED,
        help_text=_("登录用，例如 mouding.zhangsan；开通后不能更改。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    name = forms.CharField(label=_("姓名"), max_length=60, error_messages=_REQUIRED)
    phone = forms.CharField(label=_("手机"), max_length=20, required=False)
    field_order = ("username", "name", "phone", "role", "place", "since", "until")

    def clean_username(self) -> str:
        """Small letters, and nobody's yet."""
        username = str(self.cleaned_data["username"]).strip().lower()
        check_username(username)
        if User.objects.filter(username=username).exists():
            raise ValidationError(_now("这个用户名已有人使用，请换一个。"))
        return username

    def clean_name(self) -> str:
        """A name."""
        check_name(self.cleaned_data["name"])
        return str(self.cleaned_data["name"]).strip()

    def clean_phone(self) -> str:
        """A number, or nothing."""
        check_phone(self.cleaned_data["phone"])
        return str(self.cleaned_data["phone"])


class RosterForm(forms.Form):
    """A workbook of accounts."""

    file = forms.FileField(
        label=_("填好的工作簿"),
        error_messages={
            "required": _("请选择填好的工作簿。"),
            "empty": _("文件是空的，请选择填好的工作簿。"),
        },
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.xlsb,.xls,.et,.ods"}),
    )

    def clean_file(self) -> UploadedFile:
        """No larger than a roster can be."""
        file: UploadedFile = self.cleaned_data["file"]
        most = min(LARGEST, settings.UPLOAD_LIMIT)
        if (file.size or 0) > most:
            raise ValidationError(
                _now("文件有 %(size)s，最大 %(most)s；请分成几个文件上传。")
                % {"size": filesizeformat(file.size or 0), "most": filesizeformat(most)}
            )
        return file
