"""The draw: seed, classes, head teachers, and everything that is published of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from junheng.planning.assign import commitment as committing
from junheng.planning.assign import verify
from junheng.planning.assign.commitment import Commitment, Mode
from junheng.planning.assign.costs import problem
from junheng.planning.assign.search import search
from junheng.planning.lots import Lots
from junheng.planning.watch import Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Classes drawn. ``classes`` (1, 2, ...) are in the order of the roster; ``teachers`` are the
    places in the list of teachers, by class. ``files`` are the texts of what is published.
    """

    commitment: Commitment
    public_value: str
    slips: str
    seed: bytes
    classes: tuple[int, ...]
    teachers: tuple[int, ...]
    files: dict[str, str]
    finished: bool


def draw(commitment: Commitment, public_value: str, slips: Sequence[str], watch: Watch) -> Drawn:
    """Draw from what is committed to. ``public_value`` in its one form.

    Raises :class:`junheng.planning.assign.search.NoRoom` if those who must stay together do not
    fit, :class:`verify.Differs` if no teacher can be found for a class.
    """
    roster = verify.Roster(commitment.roster.text)
    text = committing.slips_text(tuple(slips))
    seed = committing.seed(commitment.value, text, public_value)
    classes = classes_by_lot(roster, commitment.options, seed, watch)
    finished = not watch.cut_short
    teachers: list[int] = []
    files = {
        verify.ASSIGNMENT: verify.assignment_text(roster.codes, classes),
        verify.BALANCE: verify.balance_text(roster, classes),
        verify.SLIPS: text,
    }
    if commitment.teachers:
        names = list(commitment.teachers)
        avoided = verify.avoided(roster, classes)
        teachers = verify.teachers_of(names, commitment.options.classes, avoided, seed)
        files[verify.TEACHERS] = verify.teachers_text(names, teachers)
    files[verify.NOTICE] = verify.notice_text(
        json.loads(commitment.text), commitment.value, public_value, files
    )
    sizes = [count for _, count in sorted(Counter(classes).items())]
    files[verify.RECORD] = verify.record_text(commitment.value, public_value, seed, files, sizes)
    return Drawn(
        commitment=commitment,
        public_value=public_value,
        slips=text,
        seed=seed,
        classes=tuple(classes),
        teachers=tuple(teachers),
        files=files,
        finished=finished,
    )


def classes_by_lot(
    roster: verify.Roster, options: committing.Options, seed: bytes, watch: Watch
) -> list[int]:
    """The class (1, 2, ...) of every pupil, in the order of the roster."""
    lots = Lots(verify.stream(seed, "pupils"))
    rounds = options.rounds or 0
    bundles = roster.bundles()
    if options.mode is Mode.BALANCED:
        found = search(
            problem(roster, options.classes), lots, rounds=rounds, kick=verify.KICK, watch=watch
        )
        places: Sequence[int] = found.groups
    else:
        places = _best_of(roster, options.classes, lots, rounds, watch)
    return spread(bundles, [place + 1 for place in places], len(roster.rows))


def spread(bundles: Sequence[Sequence[int]], values: Sequence[int], pupils: int) -> list[int]:
    """The value of its unit for every pupil."""
    found = [0] * pupils
    for bundle, value in zip(bundles, values, strict=True):
        for pupil in bundle:
            found[pupil] = value
    return found


def _best_of(
    roster: verify.Roster, classes: int, lots: Lots, tries: int, watch: Watch
) -> list[int]:
    """The most even of ``tries`` drawn by lot alone; the first where several are."""
    bundles = roster.bundles()
    scores = [verify.standardised(values) for values in roster.scores().values()]
    kinds = [(verify.BY_LOT[weight], who) for weight, who in roster.kinds().values()]
    best: tuple[int, list[int]] | None = None
    for _ in range(tries):
        places = verify.drawn(bundles, len(roster.rows), classes, lots)
        pupils = spread(bundles, places, len(roster.rows))
        value = verify.unevenness(pupils, classes, scores, kinds)
        if best is None or value < best[0]:
            best = (value, places)
        if watch.over():
            break
    if best is None:
        raise ValueError("at least one try")
    return best[1]
