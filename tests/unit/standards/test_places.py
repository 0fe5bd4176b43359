"""From a code as people write it to the chain of places whose rules hold there."""

from __future__ import annotations

import pytest

from junheng.errors import RuleSetError
from junheng.standards import Jurisdiction
from junheng.standards.places import chain, normal_code

PLACES = {
    each.code: each
    for each in (
        Jurisdiction(code="", name="全国", name_en="China"),
        Jurisdiction(code="53", name="云南省", name_en="Yunnan"),
        Jurisdiction(code="5323", name="楚雄州", name_en="Chuxiong"),
        Jurisdiction(code="532302", name="禄丰市", name_en="Lufeng", former=("532331",)),
    )
}


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", ""),
        ("000000", ""),
        ("00", ""),
        ("53", "53"),
        ("530000", "53"),
        ("5300", "53"),
        ("5323", "5323"),
        ("532300", "5323"),
        (" 532323 ", "532323"),
    ],
)
def test_a_code_is_known_with_and_without_its_trailing_zeros(written: str, code: str) -> None:
    assert normal_code(written) == code


@pytest.mark.parametrize("written", ["5", "532", "53232", "5323231", "abcdef", "53-23", "５３"])
def test_anything_else_is_no_code(written: str) -> None:
    with pytest.raises(RuleSetError) as caught:
        normal_code(written)
    assert str(caught.value) == (
        f"行政区划代码“{written}”不合规：应为 2、4 或 6 位数字\n"
        "  怎么改：按 GB/T 2260 填写，如 53（省）、5323（州、市）、532323（县）；全国留空"
    )


@pytest.mark.parametrize("written", ["530023", "005323", "0053"])
def test_a_place_below_nowhere_is_no_code(written: str) -> None:
    with pytest.raises(RuleSetError, match="下级代码不为 00，上级代码却是 00"):
        normal_code(written)


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("", ["全国"]),
        ("53", ["全国", "云南省"]),
        ("532302", ["全国", "云南省", "楚雄州", "禄丰市"]),
        ("532399", ["全国", "云南省", "楚雄州"]),
        ("530102", ["全国", "云南省"]),
        ("110101", ["全国"]),
    ],
)
def test_the_chain_ends_at_the_nearest_place_that_is_known(code: str, names: list[str]) -> None:
    assert [place.name for place in chain(code, PLACES)] == names


def test_a_code_that_was_replaced_leads_to_the_place_that_has_it_now() -> None:
    assert chain("532331", PLACES)[-1].code == "532302"


def test_the_level_of_a_place_follows_from_its_code() -> None:
    assert [place.level for place in PLACES.values()] == [0, 1, 2, 3]
