"""What acts and their objects are called on pages. Each app names its own in its ``labels.py``::

    name_actions({"collection.submit": _("提交报表")})
    name_kinds({"collection.return": _("报表")})

These modules are imported once every app is there.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_ACTIONS: dict[str, str | Promise] = {}
_KINDS: dict[str, str | Promise] = {}
_PROPERTIES: dict[str, str | Promise] = {}


def name_actions(names: Mapping[str, str | Promise]) -> None:
    """Make the names of acts known. Raises ``ValueError`` for an act that has another name already."""
    _add(_ACTIONS, names)


def name_kinds(names: Mapping[str, str | Promise]) -> None:
    """Make the names of kinds of objects known, by the label of the model in small letters."""
    _add(_KINDS, names)


def name_properties(names: Mapping[str, str | Promise]) -> None:
    """Make the names of what changes before and after known; one name serves all kinds of objects."""
    _add(_PROPERTIES, names)


def _add(known: dict[str, str | Promise], names: Mapping[str, str | Promise]) -> None:
    for key, name in names.items():
        if known.setdefault(key, name) != name:
            raise ValueError(f"{key} has two names")


def action_label(action: str) -> str:
    """What an act is called; its key where nobody named it."""
    return str(_ACTIONS.get(action, action))


def kind_label(kind: str) -> str:
    """What a kind of object is called; its key where nobody named it."""
    return str(_KINDS.get(kind, kind))


def property_label(key: str) -> str:
    """What a property is called; its key where nobody named it."""
    return str(_PROPERTIES.get(key, key))


def action_choices() -> list[tuple[str, str | Promise]]:
    """Every act that has a name, those of an app together."""
    return sorted(_ACTIONS.items())


def kind_choices() -> list[tuple[str, str | Promise]]:
    """Every kind of object that has a name."""
    return sorted(_KINDS.items())


CHANNELS = (
    ("web", _("网页")),
    ("api", _("接口")),
    ("command", _("命令行")),
    ("worker", _("后台")),
)
"""The ways by which people and programs act."""

name_actions(
    {
        "audit.read_trail": _("查看操作记录"),
        "audit.read_entry": _("查看一条操作记录"),
        "audit.export_trail": _("导出操作记录"),
        "audit.ask_verification": _("发起核验"),
        "audit.verify": _("核验操作记录"),
        "audit.stop_verification": _("停止核验"),
        "audit.refused": _("访问被拒绝"),
    }
)
name_kinds({"audit.entry": _("操作记录"), "audit.verification": _("核验")})
name_properties(
    {
        "code": _("代码"),
        "name": _("名称"),
        "since": _("起"),
        "until": _("止"),
        "role": _("角色"),
        "place": _("机构"),
        "person": _("账号"),
        "username": _("用户名"),
        "active": _("启用"),
        "enabled": _("启用"),
        "closed": _("撤销日期"),
        "kind": _("种类"),
        "opened": _("开通账号数"),
        "ended": _("退出处数"),
        "query": _("查询条件"),
        "start": _("起始序号"),
        "host": _("发往"),
        "signed": _("加签"),
        "state": _("状态"),
        "reason": _("事由"),
        "door": _("地址样式"),
        "times": _("次数"),
    }
)
