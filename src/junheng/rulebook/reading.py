"""The YAML of a folder as a :class:`Book`: every file parsed, checked and typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from junheng.documents import Register
from junheng.rulebook import schema, typed
from junheng.rulebook.across import check_across
from junheng.rulebook.file_checks import Known, check_file, check_referred
from junheng.rulebook.marked_yaml import Marked, read
from junheng.rulebook.messages import parsed
from junheng.rulebook.sources import card_files, register_of
from junheng.standards import Book, Card, Option, Switch

RESERVED = ("standards.yaml", "jurisdictions.yaml", "register.yaml")
"""Files of the folder that hold no cards."""

_Part = TypeVar("_Part")
_Typed = TypeVar("_Typed")


def read_folder(folder: Path) -> Book:
    """The book in ``folder``. Raises :class:`junheng.errors.CardError` naming file and line."""
    marked = read(register_of(folder), name="register.yaml")
    documents = parsed(schema.RegisterFile, marked).documents
    register = Register(_keyed(documents, typed.document, "id", marked, "documents"))
    marked = read(folder / "standards.yaml", name="standards.yaml")
    written = parsed(schema.StandardsFile, marked).standards
    standards = _keyed(written, typed.standard, "id", marked, "standards")
    for at, each in enumerate(written):
        if each.document not in register:
            raise marked.error(
                f"文件“{each.document}”没有登记", ("standards", at, "document"), remedy=_REGISTER
            )
    marked = read(folder / "jurisdictions.yaml", name="jurisdictions.yaml")
    written_places = parsed(schema.PlacesFile, marked).jurisdictions
    places = _keyed(written_places, typed.jurisdiction, "code", marked, "jurisdictions")
    if "" not in places:
        raise marked.error("没有登记全国（code: nation）")
    known = Known(
        documents=frozenset(register.by_id),
        standards=frozenset(standards),
        jurisdictions=frozenset(places),
    )
    cards: list[Card] = []
    options: list[Option] = []
    switches: list[Switch] = []
    referring: list[tuple[schema.CardFile, Marked]] = []
    for path in card_files(folder):
        name = path.relative_to(folder).as_posix()
        if name in RESERVED:
            continue
        marked = read(path, name=name)
        content = parsed(schema.CardFile, marked)
        check_file(content, marked, known)
        for at, card in enumerate(content.cards):
            place = f"{name}:{marked.line(('cards', at))}"
            cards.append(typed.card(card, content, place=place))
        options.extend(typed.option(each) for each in content.options)
        switches.extend(typed.switch(each) for each in content.switches)
        known.note(content)
        referring.append((content, marked))
    book = Book(
        register=register,
        standards=tuple(standards.values()),
        jurisdictions=places,
        cards=tuple(cards),
        options=tuple(options),
        switches=tuple(switches),
    )
    for content, marked in referring:
        check_referred(content, marked, {card.id for card in cards})
    check_across(book)
    return book


_REGISTER = "先在 register.yaml 登记这份文件，或改正编号"


def _keyed(
    parts: Iterable[_Part],
    make: Callable[[_Part], _Typed],
    key: str,
    marked: Marked,
    table: str,
) -> dict[str, _Typed]:
    found: dict[str, _Typed] = {}
    for at, part in enumerate(parts):
        made = make(part)
        name = getattr(made, key)
        if name in found:
            raise marked.error(f"“{name}”写了两次", (table, at, key), remedy="删去其中一个")
        found[name] = made
    return found
