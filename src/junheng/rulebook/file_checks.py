"""What one file must satisfy by itself, each fault with its line."""

from __future__ import annotations

from dataclasses import dataclass, field

from junheng.errors import CardError
from junheng.rulebook import schema
from junheng.rulebook.card_checks import check_card
from junheng.rulebook.marked_yaml import Marked, Path_
from junheng.rulebook.typed import code_of
from junheng.standards import Effect


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What cards may refer to. ``options`` and ``switches`` grow as files are read."""

    documents: frozenset[str]
    standards: frozenset[str]
    jurisdictions: frozenset[str]
    taken: set[str] = field(default_factory=set)

    def note(self, content: schema.CardFile) -> None:
        """Remember the ids of options and switches, which must be unique in the book."""
        self.taken.update(each.id for each in content.options)
        self.taken.update(each.id for each in content.switches)


def check_file(content: schema.CardFile, marked: Marked, known: Known) -> None:
    """Raise :class:`CardError` for the first fault of a file, from its top down."""
    if content.standard not in known.standards:
        raise marked.error(
            f"没有标准“{content.standard}”；可用：{'、'.join(sorted(known.standards))}",
            ("standard",),
        )
    _check_places(content, marked, known)
    for at, card in enumerate(content.cards):
        path: Path_ = ("cards", at)
        effect = card.effect or content.effect
        if effect is None:
            raise marked.error(f"{card.id} 没有写作用（effect）", path)
        _check_level(content, effect, marked, path)
        _check_document(card.cite, marked, known, (*path, "cite"))
        _check_editions(card, marked, known, path)
        check_card(card, effect, marked, path)
    _check_options(content, marked, known)
    _check_switches(content, marked, known)


def _check_places(content: schema.CardFile, marked: Marked, known: Known) -> None:
    if content.cards and not content.jurisdictions:
        raise marked.error("有卡片，却没有写适用的行政区划（jurisdictions）")
    levels: set[int] = set()
    for at, written in enumerate(content.jurisdictions):
        if code_of(written) not in known.jurisdictions:
            raise marked.error(
                f"行政区划“{written}”没有登记",
                ("jurisdictions", at),
                remedy="先在 jurisdictions.yaml 登记，或改正代码；全国写 nation",
            )
        levels.add(len(code_of(written)))
        if len(levels) > 1:
            raise marked.error(
                f"行政区划“{written}”与前面的不在同一级",
                ("jurisdictions", at),
                remedy="分成几个文件",
            )


def _check_level(content: schema.CardFile, effect: Effect, marked: Marked, path: Path_) -> None:
    national = code_of(content.jurisdictions[0]) == ""
    if national and effect is not Effect.DEFINES:
        raise marked.error(f"国家的卡片只能用 defines，不能用 {effect}", (*path, "effect"))
    if not national and effect is Effect.DEFINES:
        raise marked.error(
            "defines 只用于国家的卡片；地方用 raises、refines、adds 或 rescopes", (*path, "effect")
        )


def _check_document(cite: schema.CitePart, marked: Marked, known: Known, path: Path_) -> None:
    if cite.document not in known.documents:
        raise marked.error(
            f"文件“{cite.document}”没有登记",
            (*path, "document"),
            remedy="先在 register.yaml 登记这份文件，或改正编号",
        )


def _check_editions(card: schema.CardPart, marked: Marked, known: Known, path: Path_) -> None:
    previous: schema.EditionPart | None = None
    for at, edition in enumerate(card.editions):
        here = (*path, "editions", at)
        if edition.cite is not None:
            _check_document(edition.cite, marked, known, (*here, "cite"))
        if edition.until is not None and edition.until < edition.since:
            raise marked.error(
                f"{card.id} 的版本 {edition.since} 起、{edition.until} 止，终止早于起始",
                (*here, "until"),
            )
        if previous is not None and edition.since <= previous.since:
            raise marked.error(
                f"{card.id} 的版本要按日期先后排：{edition.since} 排在 {previous.since} 之后",
                (*here, "since"),
            )
        ended = previous.until if previous is not None else None
        if ended is not None and ended >= edition.since:
            raise marked.error(
                f"{card.id} 的上一版本到 {ended} 才止，与 {edition.since} 起的版本重叠",
                (*here, "since"),
            )
        previous = edition


def _check_options(content: schema.CardFile, marked: Marked, known: Known) -> None:
    seen = set(known.taken)
    for at, option in enumerate(content.options):
        path: Path_ = ("options", at)
        _unique(option.id, seen, marked, path)
        _check_document(option.cite, marked, known, (*path, "cite"))
        choices = [each.id for each in option.choices]
        if option.default not in choices:
            raise marked.error(
                f"口径“{option.id}”的默认值“{option.default}”不在选择之中；可用：{'、'.join(choices)}",
                (*path, "default"),
            )


def _check_switches(content: schema.CardFile, marked: Marked, known: Known) -> None:
    seen = {*known.taken, *(each.id for each in content.options)}
    for at, switch in enumerate(content.switches):
        path: Path_ = ("switches", at)
        _unique(switch.id, seen, marked, path)
        _check_document(switch.cite, marked, known, (*path, "cite"))


def _unique(name: str, seen: set[str], marked: Marked, path: Path_) -> None:
    if name in seen:
        raise _twice(name, marked, path)
    seen.add(name)


def _twice(name: str, marked: Marked, path: Path_) -> CardError:
    return marked.error(f"“{name}”写了两次", (*path, "id"), remedy="删去其中一个")


def check_referred(content: schema.CardFile, marked: Marked, clauses: set[str]) -> None:
    """Raise :class:`CardError` for an option or a switch about a clause that has no card."""
    named = [("options", at, each.id, each.clause) for at, each in enumerate(content.options)]
    named += [("switches", at, each.id, each.clause) for at, each in enumerate(content.switches)]
    for table, at, name, clause in named:
        if clause not in clauses:
            raise marked.error(f"“{name}”说的条款 {clause} 没有卡片", (table, at, "clause"))
