"""Options and switches: what the user turned on, against what the book offers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from junheng.errors import RuleSetError
from junheng.standards.book import Book
from junheng.standards.clause import Clause
from junheng.standards.ruleset import Option, Switch


def choose(
    book: Book, *, clauses: Mapping[str, Clause], on: date, with_: Sequence[str]
) -> tuple[Mapping[str, Option], Mapping[str, str], Mapping[str, Switch]]:
    """The options of these clauses, the choice of each, and the switches turned on.

    Raises :class:`RuleSetError` naming everything that can be chosen.
    """
    options = {option.id: option for option in book.options if option.clause in clauses}
    offered = {switch.id: switch for switch in book.switches if switch.clause in clauses}
    chosen = {option.id: option.default for option in options.values()}
    asked: dict[str, str] = {}
    switches: dict[str, Switch] = {}
    for item in with_:
        name, is_option, choice = (part.strip() for part in item.partition("="))
        if is_option:
            _check_choice(options, offered, item, name, choice)
            if asked.setdefault(name, choice) != choice:
                raise RuleSetError(
                    f"口径“{name}”选了两次：{asked[name]} 和 {choice}", remedy="只留一个"
                )
            chosen[name] = choice
        elif name in offered:
            switch = offered[name]
            if on < switch.since:
                raise RuleSetError(
                    f"例外条款“{name}”自 {switch.since.isoformat()} 起才能使用，"
                    f"这里按 {on.isoformat()} 判定",
                    remedy="去掉这个例外，或改用以后的日期",
                )
            switches[name] = switch
        else:
            raise RuleSetError(f"没有例外条款“{item}”", remedy=_menu(options, offered))
    return options, chosen, {key: switches[key] for key in offered if key in switches}


def _check_choice(
    options: Mapping[str, Option],
    offered: Mapping[str, Switch],
    item: str,
    name: str,
    choice: str,
) -> None:
    option = options.get(name)
    if option is None:
        raise RuleSetError(f"没有口径“{name}”（{item}）", remedy=_menu(options, offered))
    if choice not in {each.id for each in option.choices}:
        names = "、".join(f"{each.id}（{each.title.zh}）" for each in option.choices)
        raise RuleSetError(f"口径“{name}”没有“{choice}”这种选择", remedy=f"可选：{names}")


def _menu(options: Mapping[str, Option], offered: Mapping[str, Switch]) -> str:
    switches = "、".join(f"{each.id}（{each.title.zh}）" for each in offered.values())
    choices = "、".join(
        f"{each.id}={'|'.join(choice.id for choice in each.choices)}" for each in options.values()
    )
    return f"可用的例外条款：{switches or '无'}；可用的口径：{choices or '无'}"
