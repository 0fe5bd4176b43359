"""Text from outside, made safe to show."""

from __future__ import annotations

import json

import pytest

from junheng.model.text import escaped, invisible, printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("示例一小 [red]①（东校区）\t\n二行", "示例一小 [red]①（东校区）\t\n二行"),
        ("\x1b[31m红", "□[31m红"),
        ("\x1b]52;c;eA==\x07", "□]52;c;eA==□"),
        ("\x9b2J清屏", "□2J清屏"),
        ("退\x08格\x7f", "退□格□"),
        ("一行\r盖住\r\n二行", "一行\n盖住\n二行"),
        ("一\u202e小\u202c二\u200f", "一小二"),
        ("\u2066甲\u2069", "甲"),
        ("半个\ud83d", "半个□"),
        ("家\u200d庭", "家\u200d庭"),
    ],
)
def test_what_a_screen_would_obey_is_marked_or_left_out(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize("code", [*range(9), *range(11, 32), *range(0x7F, 0xA0)])
def test_no_control_character_but_tab_and_new_line_is_shown(code: int) -> None:
    assert chr(code) not in printable(f"甲{chr(code)}乙")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("第一 小学\n东校区\u3000二", ""),
        ("一\u200b小", "U+200B"),
        ("\ufeff一小", "U+FEFF"),
        ("一\u202e小", "U+202E"),
        ("\x1b[31m", "U+001B"),
        ("\x85", "U+0085"),
    ],
)
def test_the_first_character_nobody_sees_is_named(text: str, found: str) -> None:
    assert invisible(text) == found


def test_json_says_the_same_without_such_characters() -> None:
    content = {"name": "一\u202e小\x9b\x7f\u200b"}
    written = escaped(json.dumps(content, ensure_ascii=False))
    assert written == '{"name": "一\\u202e小\\u009b\\u007f\\u200b"}'
    assert json.loads(written) == content
