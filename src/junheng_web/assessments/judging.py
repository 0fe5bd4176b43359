"""Judging what was entered, by the library: the one way for runs, recomputing, questions and trials."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from junheng.census.defects import Defect, Severity
from junheng.census.entry import Entered, read_entered
from junheng.census.reading import Reading
from junheng.evaluation import CountyResult, Evaluation, evaluate
from junheng.rulebook import rules
from junheng.standards import RuleSet

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What decides which rules hold: a place, a day, and the options chosen."""

    jurisdiction: str
    on: date
    options: tuple[str, ...]

    def rules(self) -> RuleSet:
        """The rule set. Raises ``RuleSetError`` where there is none."""
        return _resolved(self)


@lru_cache(maxsize=64)
def _resolved(terms: Terms) -> RuleSet:
    """Resolved once in a process: the book does not change while it runs."""
    return rules(jurisdiction=terms.jurisdiction, on=terms.on, with_=terms.options)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What came out: ``evaluation`` is ``None`` where the data was refused, ``defects`` say why."""

    defects: tuple[Defect, ...]
    evaluation: Evaluation | None

    @property
    def errors(self) -> tuple[Defect, ...]:
        """The defects that refuse the data."""
        return tuple(each for each in self.defects if each.severity is Severity.ERROR)

    @property
    def county(self) -> CountyResult:
        """The county. Raises ``LookupError`` where the data was refused."""
        if self.evaluation is None:
            raise LookupError("the data was refused")
        return self.evaluation.counties[0]


def judge(
    entered: Entered,
    terms: Terms,
    *,
    codes: Sequence[str],
    source: str,
    progress: Progress | None = None,
) -> Judged:
    """Read, check and judge the data of one county; ``codes`` are those that the county has borne.

    Refused are data with errors, without a school, or with schools of another county. Raises
    ``RuleSetError`` where no rules can be resolved.
    """
    rule_set = terms.rules()
    reading = read_entered(entered, source=source, progress=progress)
    defects = (*reading.defects, *_elsewhere(reading, codes))
    if any(each.severity is Severity.ERROR for each in defects):
        return Judged(defects=defects, evaluation=None)
    evaluation = evaluate(reading.require(), rule_set, progress=progress)
    return Judged(defects=defects, evaluation=evaluation)


def _elsewhere(reading: Reading, codes: Sequence[str]) -> list[Defect]:
    """What makes the data no data of this one county, though every cell of it can be read."""
    if reading.census is None:
        return []
    found = reading.census.county_codes
    wrong = [code for code in found if code not in codes]
    if len(found) == 1 and not wrong:
        return []
    others = [code for code in found if code != (codes[0] if codes else "")]
    return [
        Defect(
            check="county.other",
            severity=Severity.ERROR,
            message="学校的县级行政区划代码不是本县的" if found else "没有一所学校",
            file=reading.source,
            sheet="学校",
            header="县级行政区划代码",
            found="、".join(others),
            expected=codes[0] if codes else "",
            remedy="改为本县的代码，全县各校用同一个代码",
        )
    ]
