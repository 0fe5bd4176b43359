"""A stored assessment against itself computed again: what differs, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from junheng import __version__
from junheng.evaluation import document
from junheng_web.assessments.actions.judging_work import source_of, terms_of
from junheng_web.assessments.judging import judge
from junheng_web.assessments.lines import lines_of
from junheng_web.assessments.models import Assessment
from junheng_web.assessments.queries.input import codes_of, school_numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One place where the stored and the recomputed differ; text of what stands there."""

    place: str
    stored: str
    recomputed: str

    def __str__(self) -> str:
        return _("%(place)s：存的是 %(stored)s，重算得 %(recomputed)s") % {
            "place": self.place,
            "stored": self.stored,
            "recomputed": self.recomputed,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What came of recomputing. ``notes`` say what has changed around the assessment: edition, program."""

    notes: tuple[str, ...]
    differences: tuple[Difference, ...]

    @property
    def equal(self) -> bool:
        """Whether nothing differs."""
        return not self.differences


def compare(assessment: Assessment) -> Comparison:
    """Compute a finished assessment again from its frozen input, and compare everything stored.

    Raises ``RuleSetError`` where its rules can no longer be resolved at all.
    """
    county = assessment.round.county
    judged = judge(
        assessment.entered,
        terms_of(assessment),
        codes=codes_of(county),
        source=_source(assessment),
    )
    evaluation = judged.evaluation
    if evaluation is None:
        reasons = "；".join(str(each) for each in judged.errors[:3])
        gone = Difference(place=_("输入"), stored=_("可以判定"), recomputed=reasons)
        return Comparison(notes=_notes(assessment, ""), differences=(gone,))
    again = document(evaluation)
    found = list(_simple(assessment, evaluation.census.digest, evaluation.rules.fingerprint))
    found += _walk("document", _bare(assessment.document), _bare(again))
    lines = lines_of(evaluation, assessment, schools=school_numbers(county))
    for name, fresh in (
        ("clauses", lines.clauses),
        ("disparities", lines.disparities),
        ("rows", lines.rows),
        ("cases", lines.cases),
    ):
        found += _rows(name, list(getattr(assessment, name).all()), fresh)
    whole = {
        "verdict": judged.county.verdict.value,
        "unmet": lines.unmet,
        "undetermined": lines.undetermined,
        "areas": lines.areas,
        "summary": lines.summary,
        "openings": lines.openings,
    }
    for name, value in whole.items():
        found += _walk(name, getattr(assessment, name), value)
    notes = _notes(assessment, evaluation.rules.fingerprint)
    return Comparison(notes=notes, differences=tuple(found))


def _source(assessment: Assessment) -> str:
    """What the data was called then: the county may have another name by now."""
    kept = assessment.document.get("data", {}).get("source")
    return kept if isinstance(kept, str) else source_of(assessment.round)


def _notes(assessment: Assessment, fingerprint: str) -> tuple[str, ...]:
    notes = []
    if fingerprint and fingerprint != assessment.fingerprint:
        notes.append(
            _("规则版本已变：当时的规则指纹是 %(then)s，现在同一地方、同一日期的规则指纹是 %(now)s")
            % {"then": assessment.fingerprint[:16], "now": fingerprint[:16]}
        )
    if assessment.program != __version__:
        notes.append(
            _("程序版本已变：当时 %(then)s，现在 %(now)s")
            % {"then": assessment.program, "now": __version__}
        )
    return tuple(notes)


def _simple(assessment: Assessment, digest: str, fingerprint: str) -> Iterator[Difference]:
    if assessment.entered_hash != digest:
        yield Difference(place=_("输入指纹"), stored=assessment.entered_hash, recomputed=digest)
    if assessment.fingerprint != fingerprint:
        yield Difference(place=_("规则指纹"), stored=assessment.fingerprint, recomputed=fingerprint)


def _bare(whole: dict[str, Any]) -> dict[str, Any]:
    """The document without what is compared by itself: program and rule set's fingerprint."""
    kept = {name: value for name, value in whole.items() if name != "junheng"}
    rules = kept.get("ruleset")
    if isinstance(rules, dict):
        kept["ruleset"] = {k: v for k, v in rules.items() if k != "fingerprint"}
    return kept


_IDENTITY = ("id", "school_code", "indicator", "code")


def _walk(place: str, stored: Any, fresh: Any) -> Iterator[Difference]:
    """Every leaf that differs, with the way to it."""
    if isinstance(stored, dict) and isinstance(fresh, dict):
        for name in {**stored, **fresh}:
            if name in stored and name in fresh:
                yield from _walk(f"{place}.{name}", stored[name], fresh[name])
            else:
                yield _leaf(f"{place}.{name}", stored.get(name), fresh.get(name))
    elif isinstance(stored, list) and isinstance(fresh, list):
        if len(stored) != len(fresh):
            yield _leaf(f"{place}（{_('个数')}）", len(stored), len(fresh))
        for number, (old, new) in enumerate(zip(stored, fresh, strict=False)):
            yield from _walk(f"{place}[{_called(old, number)}]", old, new)
    elif stored != fresh or isinstance(stored, bool) is not isinstance(fresh, bool):
        yield _leaf(place, stored, fresh)


def _called(value: Any, number: int) -> str:
    if isinstance(value, dict):
        for name in _IDENTITY:
            if name in value:
                stage = value.get("stage") or ""
                return f"{value[name]}{'/' if stage else ''}{stage}"
    return str(number)


def _leaf(place: str, stored: Any, fresh: Any) -> Difference:
    return Difference(place=place, stored=str(stored)[:200], recomputed=str(fresh)[:200])


def _rows(name: str, stored: list[Any], fresh: list[Any]) -> Iterator[Difference]:
    """The rows of one kind of line, by what they are called."""
    old = {_key(each): _plain(each) for each in stored}
    new = {_key(each): _plain(each) for each in fresh}
    for key in {**old, **new}:
        place = f"{name}[{key}]"
        if key not in old or key not in new:
            yield _leaf(place, old.get(key, _("没有")), new.get(key, _("没有")))
        else:
            yield from _walk(place, old[key], new[key])


def _key(line: Any) -> str:
    parts = [getattr(line, each, "") for each in ("clause", "school_code", "indicator", "stage")]
    return "/".join(part for part in parts if part)


def _plain(line: models.Model) -> dict[str, Any]:
    """Its content; the link to the school is left out, because schools may be registered later."""
    left_out = ("id", "assessment", "school")
    return {
        field.name: getattr(line, field.attname)
        for field in line._meta.concrete_fields  # noqa: SLF001 - Django's documented way
        if field.name not in left_out
    }
