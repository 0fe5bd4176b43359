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


def name_actions(names: Mapping[str, str | Promise]) -> None:
    """Make the names of acts known. Raises ``ValueError`` for an act that has another name already."""
    _add(_ACTIONS, names)


def name_kinds(names: Mapping[str, str | Promise]) -> None:
    """Make the names of kinds of objects known, by the label of the model in small letters."""
    _add(_KINDS, names)


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
    }
)
name_kinds({"audit.entry": _("操作记录"), "audit.verification": _("核验")})
