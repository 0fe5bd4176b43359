"""The commitment: what is fixed and announced before anything is drawn.

``commitment.json`` names the procedure and its program by hash, the number of classes, the mode,
what public value will be used, and the hash of every pupil's line in the canonical roster. Its own
SHA-256 is the commitment. From it, the slips and the public value comes the seed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from junheng.errors import UserError
from junheng.planning.assign import verify
from junheng.planning.assign.roster import Canonical, canonical
from junheng.planning.inputs.assign import AssignInputs


class Mode(StrEnum):
    """How classes are found; the values are those of the procedure."""

    BALANCED = verify.BALANCED
    BEST_OF = verify.BEST_OF

    @property
    def zh(self) -> str:
        """The words shown to users."""
        return {Mode.BALANCED: "均衡交换", Mode.BEST_OF: "多次随机取最均衡"}[self]

    def rounds(self, subjects: int) -> int:
        """So many rounds, or tries, where nothing else is asked for: more for many subjects."""
        if self is Mode.BEST_OF:
            return 1000
        return 6 if subjects <= 3 else 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the school decides. ``rounds`` 0 or more (tries: 1 or more), ``None``: the usual.

    ``public_source`` says in words where the public value will come from, ``public_form`` is one of
    :data:`PUBLIC_FORMS`.
    """

    classes: int
    mode: Mode = Mode.BALANCED
    rounds: int | None = None
    title: str = "阳光分班"
    public_source: str = ""
    public_form: str = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """``text`` is ``commitment.json``; the roster is by codes, with who is who."""

    text: str
    options: Options
    roster: Canonical
    teachers: tuple[str, ...]

    @property
    def value(self) -> str:
        """What is announced: SHA-256 of the text."""
        return verify.hashed(self.text)


def commit(inputs: AssignInputs, options: Options, secret: bytes) -> Commitment:
    """Fix the roster and the options. ``secret`` is the school's, 32 bytes that nobody can guess."""
    roster = canonical(inputs, secret)
    teachers = tuple(teacher.name for teacher in inputs.teachers)
    if options.rounds is None:
        options = replace(options, rounds=options.mode.rounds(len(inputs.subjects)))
    text = verify.as_json(
        {
            "method": verify.METHOD,
            "program": verify.program(),
            "title": options.title,
            "classes": options.classes,
            "mode": options.mode.value,
            "rounds": options.rounds,
            "public_source": options.public_source,
            "public_form": options.public_form,
            "teachers": list(teachers),
            "columns": roster.text.partition("\n")[0],
            "pupils": roster.leaves,
        }
    )
    return Commitment(text=text, options=options, roster=roster, teachers=teachers)


def seed(commitment: str, slips: str, public_value: str) -> bytes:
    """The seed. ``slips`` is the text of ``slips.txt``, ``public_value`` as :func:`public` has it."""
    return verify.seed_of(commitment, slips, public_value)


def slips_text(slips: tuple[str, ...]) -> str:
    """``slips.txt``: one a line."""
    return "".join(f"{slip}\n" for slip in slips)


def _as_text(value: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", value).split())


def _digits(value: str) -> str:
    return "".join(sign for sign in _as_text(value) if sign.isascii() and sign.isdigit())


def _hexadecimal(value: str) -> str:
    found = _as_text(value).replace(" ", "").lower().removeprefix("0x")
    return found if all(sign in "0123456789abcdef" for sign in found) else ""


PUBLIC_FORMS: Mapping[str, tuple[str, Callable[[str], str]]] = {
    "text": ("原文：空白合并，全角变半角", _as_text),
    "digits": ("只取数字，如彩票开奖号码、收盘指数", _digits),
    "hex": ("十六进制，如公开随机数信标", _hexadecimal),
}
"""How a public value is brought into one form, so that spaces and full-width signs do not matter."""

LONGEST_VALUE = 1000


def public(value: str, form: str) -> str:
    """The public value in its one form. Raises :class:`junheng.errors.UserError`."""
    words, make = PUBLIC_FORMS[form]
    made = make(value)
    if not made or len(made) > LONGEST_VALUE or not made.isprintable():
        raise UserError(
            f"公开数值“{value[:40]}”用不了：承诺书写明的形式是“{words}”",
            remedy=f"照公布的样子填写，最多 {LONGEST_VALUE} 个字",
        )
    return made
