"""The derivation of a figure or verdict as data: a tree from the verdict down to input cells."""

from __future__ import annotations

from dataclasses import dataclass

from junheng.evaluation.results import Input, Missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a derivation.

    ``title`` says what is derived, ``status`` the word it ends in (may be empty), ``value`` and
    ``bound`` as printed with units, ``formula`` in words and ``working`` the same with the numbers put in.
    ``cite`` names the clause; ``children`` are the steps it rests on, ``inputs`` the cells. ``schools`` is
    the number of the clause where it looks at schools one by one: each of them can be asked about.
    """

    title: str
    status: str = ""
    value: str = ""
    bound: str = ""
    formula: str = ""
    working: str = ""
    cite: str = ""
    note: str = ""
    schools: str = ""
    inputs: tuple[Input, ...] = ()
    missing: tuple[Missing, ...] = ()
    children: tuple[Step, ...] = ()
