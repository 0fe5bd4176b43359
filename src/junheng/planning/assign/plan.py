"""Sunshine classes from beginning to end: committed, drawn, measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from junheng.planning.assign import peers, verify
from junheng.planning.assign.commitment import Commitment, Options, commit, public
from junheng.planning.assign.demands import impossible
from junheng.planning.assign.draw import Drawn, draw
from junheng.planning.assign.measures import Balance, measure
from junheng.planning.assign.meetings import Meetings, meetings
from junheng.planning.assign.search import NoRoom
from junheng.planning.inputs.assign import AssignInputs
from junheng.planning.lots import Lots, seed_of
from junheng.planning.outcome import Ending, Outcome, Reason
from junheng.planning.watch import Watch

NO_ROOM = Reason(
    where="同班的要求",
    what="要求同班的学生组太多或太大，从大到小放，没有找到放得进各班的办法；不能证明谁也放不进",
    remedy="减少同班的要求，或减少班数；试分班可换一个 --public-value",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Classes drawn and measured, beside those of snake dealing and of one drawing by lot."""

    inputs: AssignInputs
    drawn: Drawn
    balance: Balance
    snake: Balance
    by_lot: Balance
    meetings: Meetings | None = None

    @property
    def class_of(self) -> dict[str, int]:
        """The class of every pupil, by number."""
        return _by_number(self.drawn.commitment, self.drawn.classes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Impossible:
    """Why there are no classes; ``ending`` says whether it is proven that there cannot be any."""

    options: Options
    pupils: int
    reasons: tuple[Reason, ...]
    ending: Ending = Ending.IMPOSSIBLE


def assign(
    inputs: AssignInputs,
    commitment: Commitment,
    public_value: str,
    slips: Sequence[str],
    watch: Watch,
) -> Result | Impossible:
    """Draw the classes of what is committed to, and measure them."""
    options = commitment.options
    reasons, ending = impossible(inputs, options.classes), Ending.IMPOSSIBLE
    if not reasons:
        try:
            drawn = draw(commitment, public_value, slips, watch)
        except NoRoom:
            reasons, ending = (NO_ROOM,), Ending.STOPPED
        except verify.Differs as problem:
            reasons = (Reason(where="", what=str(problem), remedy="减少同班或回避的要求"),)
            ending = Ending.STOPPED
    if reasons:
        return Impossible(
            options=options, pupils=len(inputs.pupils), reasons=reasons, ending=ending
        )
    roster = verify.Roster(commitment.roster.text)
    lots = Lots(seed_of("by lot", commitment.value, public_value))

    def measured(classes: Sequence[int]) -> Balance:
        return measure(inputs, _by_number(commitment, classes), options.classes)

    return Result(
        inputs=inputs,
        drawn=drawn,
        balance=measured(drawn.classes),
        snake=measured(peers.snake(roster, options.classes)),
        by_lot=measured(peers.by_lot(roster, options.classes, lots)),
    )


def _by_number(commitment: Commitment, classes: Sequence[int]) -> dict[str, int]:
    people = commitment.roster.people.values()
    return {pupil.person_id: c for pupil, c in zip(people, classes, strict=True)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A trial: everything at once, from a public value made up. ``meetings``: over so many seeds."""

    options: Options
    public_value: str = "试分班"
    slips: tuple[str, ...] = ()
    meetings: int = 0


def trial(inputs: AssignInputs, asked: Trial, watch: Watch) -> Result | Impossible:
    """Commit, draw and measure in one go. The secret follows from the value: only for trials.

    Raises :class:`junheng.errors.UserError` for a public value that cannot be used.
    """
    value = public(asked.public_value, asked.options.public_form)
    reasons = impossible(inputs, asked.options.classes)
    if reasons:
        return Impossible(options=asked.options, pupils=len(inputs.pupils), reasons=reasons)
    commitment = commit(inputs, asked.options, trial_secret(value))
    found = assign(inputs, commitment, value, asked.slips, watch)
    if isinstance(found, Impossible) or not asked.meetings:
        return found
    return Result(
        inputs=inputs,
        drawn=found.drawn,
        balance=found.balance,
        snake=found.snake,
        by_lot=found.by_lot,
        meetings=meetings(commitment, asked.meetings, watch),
    )


def trial_secret(public_value: str) -> bytes:
    """The secret of a trial: anybody can make it, so that trials can be repeated."""
    return seed_of("trial", public_value)


def plan_assign(inputs: AssignInputs, asked: Trial, watch: Watch) -> Outcome:
    """The outcome of a trial."""
    from junheng.planning.assign.told import told  # noqa: PLC0415 - told knows the results above

    return told(trial(inputs, asked, watch))
