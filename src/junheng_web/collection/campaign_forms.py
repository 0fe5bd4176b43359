"""The forms of campaigns."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from junheng_web.collection.actions.campaigns import Plan
from junheng_web.territory.models import Region


class _Day(forms.DateField):
    """A date in the browser's own calendar."""

    def __init__(self, **more: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], **more)


class CampaignForm(forms.Form):
    """What a campaign asks. Whether the rules exist is for the action to say."""

    region: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=None,  # those of the user, given when the form is made
        label=gettext_lazy("范围"),
        empty_label=None,
        widget=forms.Select(attrs={"class": "form-select"}),
        help_text=gettext_lazy("其下所有县（市、区）都参加"),
    )
    year = forms.IntegerField(
        label=gettext_lazy("年度"), widget=forms.NumberInput(attrs={"class": "form-control"})
    )
    title = forms.CharField(
        label=gettext_lazy("名称"),
        max_length=120,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )
    opens_on = _Day(label=gettext_lazy("开始日期"))
    deadline = _Day(
        label=gettext_lazy("截止日期"), help_text=gettext_lazy("当天仍算按时；此后提交的标为逾期")
    )
    rules_on = _Day(
        label=gettext_lazy("规则日期"), help_text=gettext_lazy("按这一天施行的规则检查和判定")
    )
    jurisdiction = forms.CharField(
        label=gettext_lazy("适用地方"),
        max_length=6,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control", "inputmode": "numeric"}),
        help_text=gettext_lazy("6 位行政区划代码，例如 530000；留空按全国规则"),
    )

    def __init__(self, data: Any = None, *, regions: QuerySet[Region], today: date) -> None:
        year = today.year
        first = regions.first()
        super().__init__(
            data,
            initial={
                "region": first.pk if first else None,
                "year": year,
                "title": _("%(year)s年度义务教育优质均衡数据采集") % {"year": year},
                "opens_on": today,
                "deadline": date(year, 12, 31),
                "rules_on": today,
                "jurisdiction": first.code[:2] + "0000" if first else "",
            },
        )
        self.fields["region"].queryset = regions  # type: ignore[attr-defined]

    def plan(self) -> Plan:
        """What was asked for; the form is valid."""
        given = dict(self.cleaned_data)
        del given["region"]
        return Plan(**given)


class DeadlineForm(forms.Form):
    """A later deadline."""

    deadline = _Day(label=gettext_lazy("新的截止日期"))
    reason = forms.CharField(
        label=gettext_lazy("理由"),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )
