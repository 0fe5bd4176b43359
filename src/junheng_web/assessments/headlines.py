"""The first line of every page: the sentence that answers its question."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from junheng_web.assessments.models import Assessment, Basis
from junheng_web.assessments.names import VERDICTS, nearness
from junheng_web.assessments.queries.boards import Standing
from junheng_web.assessments.titles import title_of
from junheng_web.lib.clauses import clause_name


def of_county(assessment: Assessment) -> str:
    """``甲县 2025：未达标，差 3 项；最近的一项：7.11 教师交流轮岗（差 1.2%）``."""
    verdict = str(VERDICTS[assessment.verdict])
    pieces = [verdict]
    if assessment.unmet:
        pieces.append(_("差 %(count)s 项") % {"count": assessment.unmet})
    if assessment.undetermined:
        pieces.append(_("%(count)s 项因缺数据无法判定") % {"count": assessment.undetermined})
    sentence = _("%(place)s：%(verdict)s") % {
        "place": place(assessment),
        "verdict": _("，").join(pieces),
    }
    nearest = assessment.summary.get("nearest")
    if nearest:
        sentence += _("；最近的一项：%(clause)s %(title)s（%(gap)s）") % {
            "clause": clause_name(nearest["clause"]),
            "title": title_of(assessment, nearest["clause"], nearest["title"]),
            "gap": nearness(nearest),
        }
    return marked(sentence, assessment)


def line_for_schools(assessment: Assessment) -> str:
    """The verdict alone: what a school sees of its county."""
    return marked(
        _("%(place)s：%(verdict)s")
        % {"place": place(assessment), "verdict": VERDICTS[assessment.verdict]},
        assessment,
    )


def place(assessment: Assessment) -> str:
    """County and year."""
    return f"{assessment.round.county.name} {assessment.round.campaign.year}"


def marked(sentence: str, assessment: Assessment) -> str:
    """The sentence with the mark of a judgement on data that was not locked."""
    if assessment.basis == Basis.DRAFT:
        return sentence + _("【未锁定数据，仅供参考】")
    return sentence


def of_board(name: str, year: int, found: Sequence[Standing]) -> str:
    """``虚构州 2025：10 个县中 3 个达标，5 个未达标，2 个无法判定；最接近的是乙县``."""
    judged = [each for each in found if each.assessment is not None]
    counts = [
        (sum(each.verdict == verdict for each in judged), word)
        for verdict, word in VERDICTS.items()
    ]
    parts = [f"{count} {word}" for count, word in counts if count]
    if len(judged) < len(found):
        parts.append(_("%(count)s 个尚未判定") % {"count": len(found) - len(judged)})
    sentence = ngettext(
        "%(name)s %(year)s：%(count)s 个县中 %(parts)s",
        "%(name)s %(year)s：%(count)s 个县中 %(parts)s",
        len(found),
    ) % {"name": name, "year": year, "count": len(found), "parts": _("，").join(parts)}
    failing = [each for each in judged if each.verdict == "not_met"]
    if failing:
        near = min(failing, key=lambda each: each.closeness)
        assert near.assessment is not None  # noqa: S101 - only judged ones were looked at
        sentence += _("；最接近达标的是%(county)s（差 %(unmet)s 项）") % {
            "county": near.county.name,
            "unmet": near.assessment.unmet,
        }
    return sentence
