"""From the book to the rule set in force for one place and date, with the options chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from junheng.errors import RuleSetError
from junheng.standards.book import Book
from junheng.standards.card import Card
from junheng.standards.choose import choose
from junheng.standards.clause import Clause, Edition
from junheng.standards.fingerprint import fingerprint
from junheng.standards.overlay import Conflict, laid_over
from junheng.standards.places import chain, normal_code
from junheng.standards.ruleset import RuleSet
from junheng.standards.standard import Standard


def resolve(
    book: Book,
    *,
    standard: str,
    jurisdiction: str,
    on: date,
    with_: Sequence[str] = (),
) -> RuleSet:
    """The rules of ``standard`` in force in ``jurisdiction`` on the day ``on``.

    ``jurisdiction`` is a GB/T 2260 code with or without trailing zeros; a place the book does not
    know is judged by its nearest known ancestor, the nation at last. ``with_`` holds ids of switches
    and ``option=choice``. Raises :class:`RuleSetError` for an unknown standard, switch, option or
    choice, an ill-formed code, or a date before the standard existed.
    """
    known = _standard(book, standard)
    if on < known.since:
        raise RuleSetError(
            f"{on.isoformat()} 时还没有“{known.title.zh}”标准：它自 {known.since.isoformat()} 起施行",
            remedy=f"日期改为 {known.since.isoformat()} 或以后",
        )
    places = chain(normal_code(jurisdiction), book.jurisdictions)
    clauses: dict[str, Clause] = {}
    for place in places:
        for card, edition in in_force(book.cards, standard=standard, code=place.code, on=on):
            try:
                clauses[card.id] = laid_over(clauses.get(card.id), card, edition, place.name)
            except Conflict as conflict:
                raise RuleSetError(f"{card.place}: {conflict}") from None
    ordered = {key: clauses[key] for key in sorted(clauses, key=clause_order)}
    options, chosen, switches = choose(book, clauses=ordered, on=on, with_=with_)
    place = places[-1]
    return RuleSet(
        id=standard,
        jurisdiction=place.code,
        jurisdiction_name=place.name,
        on=on,
        clauses=ordered,
        options=options,
        chosen=chosen,
        switches=switches,
        fingerprint=fingerprint(standard, place.code, ordered, chosen, switches),
        register=book.register,
    )


def _standard(book: Book, standard_id: str) -> Standard:
    for each in book.standards:
        if each.id == standard_id:
            return each
    names = "；".join(f"{each.id}（{each.title.zh}）" for each in book.standards)
    raise RuleSetError(f"没有标准“{standard_id}”", remedy=f"可用的标准：{names}")


def in_force(
    cards: Iterable[Card], *, standard: str, code: str, on: date
) -> Iterable[tuple[Card, Edition]]:
    """The cards of one place that have an edition in force on that day, each with that edition."""
    for card in cards:
        if card.standard == standard and code in card.jurisdictions:
            edition = edition_on(card.editions, on)
            if edition is not None:
                yield card, edition


def edition_on(editions: Sequence[Edition], on: date) -> Edition | None:
    """The latest edition begun by ``on``, unless it had ended. ``editions`` are in order of date."""
    begun = [edition for edition in editions if edition.since <= on]
    if not begun or (begun[-1].until is not None and on > begun[-1].until):
        return None
    return begun[-1]


_GROUPS = ("", "E", "B", "P", "D", "T")
_AS_LISTED = ("P", "D", "T")


def clause_order(clause_id: str) -> tuple[int, tuple[tuple[int, int, str], ...]]:
    """The order of the standard: articles, then eligibility, parameters, duties and targets.

    Numbers sort as numbers (7.2 before 7.10), names after them (6.7 before 6.school, 6.school
    before 6.cv as the standard has them). Parameters, duties and targets keep the order of their
    cards.
    """
    parts = clause_id.split(".")
    group = "" if parts[0].isdigit() else parts[0]
    rank = _GROUPS.index(group) if group in _GROUPS else len(_GROUPS)
    if group in _AS_LISTED:
        return rank, ()
    named = {"school": 1, "cv": 2}
    keys = tuple(
        (0, int(part), "") if part.isdigit() else (1, named.get(part, 0), part) for part in parts
    )
    return rank, keys
