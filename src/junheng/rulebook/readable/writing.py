"""From the book and a resolved rule set to what the readable rule book says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from junheng.documents import Document
from junheng.rulebook.readable.content import (
    EditionRow,
    Entry,
    ExampleRow,
    Handbook,
    OptionRow,
    Section,
    SwitchRow,
)
from junheng.rulebook.readable.figures import bounds_text
from junheng.rulebook.readable.phrases import in_brackets
from junheng.rulebook.readable.words import (
    EFFECTS,
    INTRODUCTIONS,
    JUDGED,
    RESTATES,
    SCOPES,
    SECTIONS,
    label,
    pick,
)
from junheng.standards import (
    Book,
    Bound,
    Card,
    Citation,
    Clause,
    Edition,
    Effect,
    RuleSet,
    Text,
)
from junheng.standards.overlay import OUTSIDE_THE_VERDICT
from junheng.standards.places import chain
from junheng.standards.resolve import edition_on


def handbook(book: Book, rules: RuleSet, *, lang: str = "zh") -> Handbook:
    """The readable rule book of ``rules``, which ``book`` was resolved to. ``lang``: zh or en."""
    return _Writer(book=book, rules=rules, lang=lang).handbook()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writer:
    book: Book
    rules: RuleSet
    lang: str

    def handbook(self) -> Handbook:
        standard = next(each for each in self.book.standards if each.id == self.rules.id)
        places = chain(self.rules.jurisdiction, self.book.jurisdictions)
        sections = tuple(self._sections())
        return Handbook(
            lang=self.lang,
            title=self._title(standard.title),
            standard=standard.id,
            places=tuple(each.name if self.lang == "zh" else each.name_en for each in places),
            code=self.rules.jurisdiction,
            on=self.rules.on,
            fingerprint=self.rules.fingerprint,
            sections=sections,
            documents=tuple(self._documents()),
        )

    def _title(self, standard: Text) -> str:
        between = "" if self.lang == "zh" else ": "
        return f"{self._text(standard)}{between}{label('book', self.lang)}"

    def _text(self, text: Text) -> str:
        return text.zh if self.lang == "zh" else text.en

    def _other(self, text: Text) -> str:
        return text.en if self.lang == "zh" else text.zh

    def _sections(self) -> Iterator[Section]:
        for group, title in SECTIONS.items():
            entries = tuple(
                self._entry(clause) for clause in self.rules if clause.id.split(".")[0] == group
            )
            if entries:
                yield Section(
                    id=group,
                    title=pick(title, self.lang),
                    introduction=pick(INTRODUCTIONS.get(group, ("", "")), self.lang),
                    entries=entries,
                )

    def _entry(self, clause: Clause) -> Entry:
        edition = clause.edition
        cards = tuple(self._cards(clause.id))
        return Entry(
            id=clause.id,
            title=self._text(clause.title),
            summary=self._text(clause.summary),
            other_title=self._other(clause.title),
            other_summary=self._other(clause.summary),
            weight=label(_weight(clause), self.lang),
            judged=pick(JUDGED[clause.judged], self.lang),
            decides=_weight(clause) == "decides",
            scope=pick(SCOPES[clause.scope], self.lang),
            bounds=bounds_text(edition.bounds, self.lang),
            cited=self.cited(edition.cite),
            document=self.rules.register[edition.cite.document],
            home=self.cited(clause.cite),
            since=edition.since,
            until=edition.until,
            checked=edition.checked,
            note=self._text(edition.note) if edition.note else "",
            lineage=tuple(self._lineage(cards)),
            editions=tuple(self._editions(cards)),
            options=tuple(self._options(clause.id)),
            switches=tuple(self._switches(clause.id)),
            examples=tuple(self._examples(cards)),
        )

    def _cards(self, clause_id: str) -> Iterator[Card]:
        """Every card of the clause that any place above here has, nation first."""
        for place in chain(self.rules.jurisdiction, self.book.jurisdictions):
            for card in self.book.cards:
                if (
                    card.standard == self.rules.id
                    and card.id == clause_id
                    and place.code in card.jurisdictions
                ):
                    yield card

    def _place(self, card: Card) -> str:
        here = {each.code for each in chain(self.rules.jurisdiction, self.book.jurisdictions)}
        code = next(code for code in card.jurisdictions if code in here)
        place = self.book.jurisdictions[code]
        return place.name if self.lang == "zh" else place.name_en

    def _lineage(self, cards: tuple[Card, ...]) -> Iterator[str]:
        for number, card in enumerate(cards):
            edition = self._in_force(card)
            if edition is not None:
                word = self._effect(card, edition, cards[:number], self.rules.on)
                yield f"{self._place(card)} {word}{in_brackets(self.cited(edition.cite), self.lang)}"

    def _effect(self, card: Card, edition: Edition, above: tuple[Card, ...], on: date) -> str:
        """What the card does; a raise to the very figures handed down only restates them."""
        handed: dict[str, Bound] = {}
        for each in above:
            upper = edition_on(each.editions, on)
            handed.update(upper.bounds if upper else {})
        same = all(handed.get(slot) == bound for slot, bound in edition.bounds.items())
        if card.effect is Effect.RAISES and same:
            return pick(RESTATES, self.lang)
        return pick(EFFECTS[card.effect], self.lang)

    def _in_force(self, card: Card) -> Edition | None:
        return edition_on(card.editions, self.rules.on)

    def _editions(self, cards: tuple[Card, ...]) -> Iterator[EditionRow]:
        for level, card in enumerate(cards):
            for number, edition in enumerate(card.editions):
                following = card.editions[number + 1 : number + 2]
                yield EditionRow(
                    place=self._place(card),
                    effect=self._effect(card, edition, cards[:level], edition.since),
                    since=edition.since,
                    until=edition.until or _day_before(following[0].since if following else None),
                    checked=edition.checked,
                    bounds=bounds_text(edition.bounds, self.lang),
                    cited=self.cited(edition.cite),
                    note=self._text(edition.note) if edition.note else "",
                    in_force=edition is self._in_force(card),
                )

    def _options(self, clause_id: str) -> Iterator[OptionRow]:
        for option in self.rules.options.values():
            if option.clause == clause_id:
                chosen = self.rules.chosen[option.id]
                yield OptionRow(
                    id=option.id,
                    title=self._text(option.title),
                    choices=tuple(
                        (choice.id, self._text(choice.title), choice.id == chosen)
                        for choice in option.choices
                    ),
                    cited=self.cited(option.cite),
                )

    def _switches(self, clause_id: str) -> Iterator[SwitchRow]:
        for switch in self.book.switches:
            if switch.clause == clause_id:
                yield SwitchRow(
                    id=switch.id,
                    title=self._text(switch.title),
                    summary=self._text(switch.summary),
                    since=switch.since,
                    cited=self.cited(switch.cite),
                    on=switch.id in self.rules.switches,
                )

    def _examples(self, cards: tuple[Card, ...]) -> Iterator[ExampleRow]:
        """The examples of the lowest card that has any: they use the figures in force here."""
        shown = [card for card in cards if card.examples and self._in_force(card)]
        for example in shown[-1].examples if shown else ():
            yield ExampleRow(
                kind=example.kind.zh if self.lang == "zh" else example.kind.replace("_", " "),
                text=self._text(example.text),
                outcome=example.expect.zh
                if self.lang == "zh"
                else example.expect.replace("_", " "),
                mark=example.expect.mark,
            )

    def _documents(self) -> Iterator[Document]:
        cited = {
            cite.document
            for clause in self.rules
            for cite in (clause.cite, *(cite for _, _, cite in clause.lineage))
        }
        cited |= {switch.cite.document for switch in self.book.switches if self._has(switch.clause)}
        return (each for each in self.rules.register if each.id in cited)

    def _has(self, clause_id: str) -> bool:
        return clause_id in self.rules.clauses

    def cited(self, cite: Citation) -> str:
        """A citation in the language of the book."""
        if self.lang == "zh":
            return self.rules.cited(cite)
        pieces = [self.rules.register[cite.document].cited()]
        if cite.article:
            pieces.append(f"art. {cite.article}" if cite.article.isdigit() else cite.article)
        return " ".join(pieces) + (f" ({cite.item})" if cite.item else "")


def _weight(clause: Clause) -> str:
    if clause.judged in OUTSIDE_THE_VERDICT:
        return "outside"
    return "decides" if clause.decides else "informs"


def _day_before(day: date | None) -> date | None:
    return None if day is None else date.fromordinal(day.toordinal() - 1)
