"""What kinds of plans there are, what each asks for, and what it is given."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from junheng.errors import UserError

if TYPE_CHECKING:
    from junheng.census.records import Census
    from junheng.census.tables import Table
    from junheng.planning.outcome import Outcome
    from junheng.planning.subjects import Subject
    from junheng.planning.watch import Watch
    from junheng.standards import RuleSet

Words = str | Promise
_SHARE = re.compile(r"([0-9]{1,4}(?:\.[0-9]{1,9})?)\s*(%?)")
_NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,6})?")
_LONGEST = 100


class Sort(StrEnum):
    """What an option holds."""

    WHOLE = "whole"
    SHARE = "share"  # of 1, kept as the text of an exact fraction
    NUMBER = "number"  # at least 0, kept as it was written
    CHOICE = "choice"
    FLAG = "flag"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option. ``default`` is plain data as it is kept; "" stands for nothing chosen."""

    name: str
    label: Words
    sort: Sort
    default: Any = ""
    unit: Words = ""
    least: int = 0
    most: int = 1_000_000
    choices: tuple[tuple[str, Words], ...] = ()
    note: Words = ""
    optional: bool = False
    """Whether nothing may be chosen."""

    def read(self, text: str) -> Any:
        """The plain value of what was typed. Raises :class:`UserError`."""
        text = text.strip().replace("％", "%")
        if self.sort is Sort.FLAG:
            return bool(text)
        if not text and self.optional:
            return ""
        if self.sort is Sort.WHOLE:
            return self._whole(text)
        if self.sort is Sort.SHARE:
            return self._share(text)
        if self.sort is Sort.NUMBER:
            return self._number(text)
        if self.sort is Sort.CHOICE and text not in dict(self.choices):
            raise self._wrong(_("请选一项"))
        if len(text) > _LONGEST or "\x00" in text:
            raise self._wrong(_("太长"))
        return text

    def _whole(self, text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) < 10):
            raise self._wrong(_("应是整数"))
        found = int(text)
        if not self.least <= found <= self.most:
            raise self._wrong(
                _("应在 %(least)s 到 %(most)s 之间") % {"least": self.least, "most": self.most}
            )
        return found

    def _share(self, text: str) -> str:
        found = _SHARE.fullmatch(text)
        share = Fraction(found[1]) / (100 if found[2] else 1) if found else Fraction(2)
        if share > 1:
            raise self._wrong(_("应是比例，如 20% 或 0.2"))
        return str(share)

    def _number(self, text: str) -> str:
        if not _NUMBER.fullmatch(text):
            raise self._wrong(_("应是数"))
        if not self.least <= Fraction(text) <= self.most:
            raise self._wrong(
                _("应在 %(least)s 到 %(most)s 之间") % {"least": self.least, "most": self.most}
            )
        return text

    def _wrong(self, what: str) -> UserError:
        return UserError(f"{self.label}：{what}")

    def typed(self, value: Any) -> str:
        """A plain value as it stands in the field of a form."""
        if self.sort is Sort.SHARE and value != "":
            return _percent(Fraction(str(value)))
        return str(value)

    def said(self, value: Any) -> str:
        """A plain value in words."""
        if self.sort is Sort.FLAG:
            return _("是") if value else _("否")
        if value == "":
            return _("不填")
        if self.sort is Sort.CHOICE:
            return str(dict(self.choices).get(str(value), value))
        return f"{self.typed(value)} {self.unit}".strip()


def _percent(share: Fraction) -> str:
    return f"{float(share * 100):.9f}".rstrip("0").rstrip(".") + "%"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a planner works on.

    ``data`` is the uploaded workbook; for a planner that reads the census from its data, a folder with
    the census and the sheets of the workbook; None where there is neither. ``census`` is there where an
    assessment is. ``options`` are plain values by name.
    """

    county_code: str
    year: int
    rules: RuleSet
    options: Mapping[str, Any]
    watch: Watch
    census: Census | None = None
    data: Path | None = None

    def exact(self, name: str) -> Fraction:
        """An option that is a share or a number, exactly."""
        return Fraction(str(self.options[name]))

    def maybe(self, name: str) -> Fraction | None:
        """The same; ``None`` where nothing was chosen."""
        return None if self.options[name] == "" else self.exact(name)

    def whole(self, name: str) -> int | None:
        """An option that is a whole number; ``None`` where nothing was chosen."""
        return None if self.options[name] == "" else int(self.options[name])

    def workbook(self) -> Path:
        """The data. Raises :class:`UserError` where there is none."""
        if self.data is None:
            raise UserError(_("没有上传附表"), remedy=_("下载模板，填好后在提出规划的页面上传"))
        return self.data

    def counted(self) -> Census:
        """The census. Raises :class:`UserError` where there is none."""
        if self.census is None:
            raise UserError(_("没有可用的判定"), remedy=_("先判定这个县的这一年"))
        return self.census


Prefill = Callable[["Census"], Mapping[str, Sequence[Sequence[Any]]]]
"""Makes rows of the template from the county's census, by English name of the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planner:
    """One kind of plan, and the ``libraries`` that it needs.

    ``subject`` names the tables of the workbook that may be uploaded with it, and whether the planner
    reads the census from the same place. ``personal``: the workbook speaks of persons, and is handed
    out again only to those who make plans.
    """

    kind: str
    title: Words
    about: Words
    run: Callable[[Asked], Outcome]
    libraries: tuple[str, ...] = ()
    needs_assessment: bool = False
    subject: Subject | None = None
    options: tuple[Option, ...] = ()
    prefill: Prefill | None = None
    personal: bool = False

    @property
    def available(self) -> bool:
        """Whether the libraries that it needs are installed."""
        return all(find_spec(name) is not None for name in self.libraries)

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables that may be uploaded."""
        return self.subject.tables if self.subject is not None else ()

    @property
    def needs_workbook(self) -> bool:
        """Whether it cannot do without uploaded tables."""
        return any(table.required for table in self.tables)

    def defaults(self) -> dict[str, Any]:
        """Every option at its default."""
        return {option.name: option.default for option in self.options}

    def said(self, options: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Options in words: their labels and values; those that this version no longer knows by name."""
        known = {option.name: option for option in self.options}
        found = [
            (str(option.label), option.said(options[name]))
            for name, option in known.items()
            if name in options
        ]
        return [*found, *((name, str(options[name])) for name in options if name not in known)]


@dataclass(slots=True)
class _Registry:
    planners: dict[str, Planner] = field(default_factory=dict)


_REGISTRY = _Registry()


def register(planner: Planner) -> None:
    """Make a planner known. Raises ``ValueError`` if its kind is taken."""
    if planner.kind in _REGISTRY.planners:
        raise ValueError(f"two planners are called {planner.kind}")
    _REGISTRY.planners[planner.kind] = planner


def planners() -> list[Planner]:
    """All of them, in the order in which they were made known."""
    return list(_REGISTRY.planners.values())


def planner_of(kind: str) -> Planner:
    """The planner of that kind. Raises ``KeyError``."""
    return _REGISTRY.planners[kind]


def planner_of_kept(kind: str) -> Planner:
    """The planner of a plan that was kept, also where this version no longer has it."""
    return _REGISTRY.planners.get(kind) or Planner(
        kind=kind, title=kind, about=lazy("这一版程序没有这种规划"), run=_gone
    )


def _gone(_asked: Asked) -> Outcome:
    raise UserError(_("这一版程序没有这种规划"))


def kinds() -> list[tuple[str, Words]]:
    """Kinds and titles, for filters."""
    return [(planner.kind, planner.title) for planner in planners()]
