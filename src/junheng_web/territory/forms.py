"""What administrators change of regions, schools and departments."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from junheng_web.territory.models import Level
from junheng_web.territory.units import UNITS
from junheng_web.territory.words import AREAS, TYPES

_REQUIRED = {"required": _("请填写。")}
_LOWER = {
    Level.NATION: Level.PROVINCE,
    Level.PROVINCE: Level.PREFECTURE,
    Level.PREFECTURE: Level.COUNTY,
}


def level_below(level: str) -> str:
    """The level of the regions in a region of that level; "" below a county."""
    return str(_LOWER.get(Level(level), ""))


def _code() -> forms.RegexField:
    return forms.RegexField(
        r"^[0-9]{6}$",
        label=_("区划代码"),
        help_text=_("6 位数字（GB/T 2260）。"),
        error_messages=_REQUIRED | {"invalid": _("区划代码是 6 位数字，例如 532302。")},
    )


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages=_REQUIRED | {"invalid": _("日期写作 2025-09-01。")},
    )


class DayForm(forms.Form):
    """As of which day."""

    day = _day(_("哪一天"))


class RegionForm(forms.Form):
    """A new region, or a new code or name of one, from a day on."""

    code = _code()
    name = forms.CharField(label=_("名称"), max_length=60, error_messages=_REQUIRED)
    since = _day(_("从哪天起"))


class SchoolForm(forms.Form):
    """A new school."""

    code = forms.RegexField(
        r"^[0-9A-Za-z]{4,32}$",
        label=_("学校标识码"),
        error_messages=_REQUIRED | {"invalid": _("学校标识码只含数字和字母，一般是 10 位数字。")},
    )
    name = forms.CharField(label=_("学校名称"), max_length=120, error_messages=_REQUIRED)
    type = forms.ChoiceField(label=_("学校类型"), choices=list(TYPES.items()))
    area_class = forms.ChoiceField(label=_("城乡类型"), choices=list(AREAS.items()))


class NameForm(forms.Form):
    """Another name."""

    name = forms.CharField(label=_("名称"), max_length=120, error_messages=_REQUIRED)


class CloseForm(forms.Form):
    """The day on which a school ends."""

    on = _day(_("撤销日期"))

    def __init__(self, *arguments: Any, **names: Any) -> None:
        super().__init__(*arguments, **names)
        self.fields["on"].initial = timezone.localdate()


class DepartmentForm(forms.Form):
    """A department of a kind."""

    kind = forms.ChoiceField(label=_("部门"), choices=[(unit.kind, unit.name) for unit in UNITS])


class RegisterForm(forms.Form):
    """A workbook of schools."""

    file = forms.FileField(
        label=_("填好的工作簿"),
        error_messages={
            "required": _("请选择填好的工作簿。"),
            "empty": _("文件是空的，请选择填好的工作簿。"),
        },
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.xlsb,.xls,.et,.ods"}),
    )

    def clean_file(self) -> UploadedFile:
        """No larger than what the site takes."""
        file: UploadedFile = self.cleaned_data["file"]
        most = settings.UPLOAD_LIMIT
        if (file.size or 0) > most:
            raise ValidationError(
                _now("文件有 %(size)s，最大 %(most)s；请分成几个文件上传。")
                % {"size": filesizeformat(file.size or 0), "most": filesizeformat(most)}
            )
        return file
