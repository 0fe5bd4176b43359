"""What things cost: the price list, in exact yuan, with what each thing changes.

The defaults in ``prices.yaml`` are illustrative and say so; a county gives its own in the sheet 达标单价.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml


class Item(StrEnum):
    """The things a plan can do. The order is that of lists and tables."""

    HIRE = "hire"
    HIRE_PE_ARTS = "hire_pe_arts"
    RECRUIT_BACKBONE = "recruit_backbone"
    UPGRADE = "upgrade"
    PROMOTE = "promote"
    MOVE = "move"
    TEACHING_BUILD = "teaching_build"
    TEACHING_CONVERT = "teaching_convert"
    SPORTS_BUILD = "sports_build"
    EQUIPMENT = "equipment"
    MULTIMEDIA = "multimedia"

    @property
    def zh(self) -> str:
        """The words shown to users."""
        return _WORDS[self][0]

    @property
    def unit(self) -> str:
        """The unit of its quantity."""
        return _WORDS[self][1]

    @property
    def building(self) -> bool:
        """Whether it is a project with a fixed charge and a least size."""
        return self in (Item.TEACHING_BUILD, Item.SPORTS_BUILD)

    @property
    def people(self) -> bool:
        """Whether it is counted in teachers of a stage, and not in things of a school."""
        return self in PEOPLE


_WORDS = {
    Item.HIRE: ("招聘教师", "人"),
    Item.HIRE_PE_ARTS: ("招聘体育艺术教师", "人"),
    Item.RECRUIT_BACKBONE: ("引进骨干教师", "人"),
    Item.UPGRADE: ("在职提升学历", "人"),
    Item.PROMOTE: ("培养骨干教师", "人"),
    Item.MOVE: ("交流轮岗", "人"),
    Item.TEACHING_BUILD: ("新建教学及辅助用房", "平方米"),
    Item.TEACHING_CONVERT: ("改造为教学及辅助用房", "平方米"),
    Item.SPORTS_BUILD: ("新建运动场地", "平方米"),
    Item.EQUIPMENT: ("添置教学仪器设备", "元"),
    Item.MULTIMEDIA: ("配备网络多媒体教室", "间"),
}
PEOPLE = (
    Item.HIRE,
    Item.HIRE_PE_ARTS,
    Item.RECRUIT_BACKBONE,
    Item.UPGRADE,
    Item.PROMOTE,
    Item.MOVE,
)
HIRES = (Item.HIRE, Item.HIRE_PE_ARTS, Item.RECRUIT_BACKBONE)
THINGS = tuple(item for item in Item if item not in PEOPLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """The price of one item, yuan for one person, room, m2 or yuan of equipment.

    ``once`` in the year it is done, ``yearly`` in that year and every later one. ``unit_size`` is
    what is added at a time. ``fixed`` and ``least`` (0 without) are of one building project.
    """

    item: Item
    once: Fraction
    yearly: Fraction
    unit_size: Fraction = Fraction(1)
    fixed: Fraction = Fraction(0)
    least: Fraction = Fraction(0)
    basis: str = ""

    @property
    def once_a_unit(self) -> Fraction:
        """Yuan once for ``unit_size``."""
        return self.once * self.unit_size

    @property
    def yearly_a_unit(self) -> Fraction:
        """Yuan a year for ``unit_size``."""
        return self.yearly * self.unit_size

    @property
    def least_units(self) -> int:
        """The least project in whole units."""
        return -(-self.least // self.unit_size)


Prices = Mapping[Item, Price]


@lru_cache(maxsize=1)
def default_prices() -> Prices:
    """The illustrative prices of ``prices.yaml``, every item once."""
    text = files("junheng.planning").joinpath("prices.yaml").read_text(encoding="utf-8")
    found = [_price(entry) for entry in yaml.safe_load(text)]
    return {price.item: price for price in found}


def _price(entry: Mapping[str, Any]) -> Price:
    figures = {
        name: Fraction(str(entry[column]))
        for name, column in (
            ("once", "once_yuan"),
            ("yearly", "yearly_yuan"),
            ("unit_size", "unit_size"),
            ("fixed", "fixed_yuan"),
            ("least", "least"),
        )
        if column in entry
    }
    return Price(item=Item(entry["item"]), basis=str(entry["basis"]), **figures)


def with_own(own: Mapping[Item, Mapping[str, Fraction | None]]) -> Prices:
    """The default prices with the county's own in their place; ``None`` keeps the default."""
    found = dict(default_prices())
    for item, figures in own.items():
        given: dict[str, Any] = {
            name: value for name, value in figures.items() if value is not None
        }
        found[item] = replace(found[item], **given)
    return found
