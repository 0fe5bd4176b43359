"""Codes with a form or a check digit of their own: divisions, organisations, persons.

Every function returns what is wrong, in Chinese, or ``""`` if nothing is. None of them looks
anything up: a code that passes has the right form, it need not exist.
"""

from __future__ import annotations

from datetime import date

PROVINCES = frozenset(
    str(number)
    for first, last in (
        (11, 15),
        (21, 23),
        (31, 37),
        (41, 46),
        (50, 54),
        (61, 65),
        (71, 71),
        (81, 82),
    )
    for number in range(first, last + 1)
)
"""The first two digits of the codes of provinces (GB/T 2260)."""
INVENTED = "99"
"""No province has this number: codes that begin with it are those of invented counties."""
_WITHOUT_COUNTIES = frozenset(("441900", "442000", "460400", "620200"))
_CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100 leaves out I, O, S, V, Z
_CREDIT_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
IDENTITY_WEIGHTS = tuple(pow(2, 17 - place, 11) for place in range(17))
IDENTITY_SIGNS = "10X98765432"


def has_known_province(code: str) -> bool:
    """Whether ``code`` begins like a province's code, or like an invented one (99)."""
    return code[:2] == INVENTED or code[:2] in PROVINCES


def county_code_problem(code: str) -> str:
    """Whether ``code`` has the form of a county's code (GB/T 2260): six digits, not a prefecture's.

    The four prefectures without counties stand for themselves; 99 marks an invented county.
    """
    if len(code) != 6 or not (code.isascii() and code.isdigit()):
        return "不是 6 位数字"
    if not has_known_province(code):
        return f"前两位 {code[:2]} 不是任何省级行政区划"
    if code.endswith("0000"):
        return "是省级代码，不是县级"
    if code.endswith("00") and code not in _WITHOUT_COUNTIES:
        return "是地市级代码，不是县级"
    return ""


def credit_code_problem(code: str) -> str:
    """Whether ``code`` is a well-formed unified social credit code (GB 32100-2015).

    18 signs of the standard's alphabet, the last one the check sign: 31 minus the weighted sum
    modulo 31, weights 3^i mod 31.
    """
    if len(code) != 18:
        return f"是 {len(code)} 位，应是 18 位"
    wrong = sorted({sign for sign in code if sign not in _CREDIT_SIGNS})
    if wrong:
        return f"含有不会出现在代码里的字符 {'、'.join(wrong)}"
    weighted = sum(
        _CREDIT_SIGNS.index(sign) * weight
        for sign, weight in zip(code, _CREDIT_WEIGHTS, strict=False)
    )
    if _CREDIT_SIGNS[-weighted % 31] != code[17]:
        return "最后一位校验码不对，代码里有写错的字符"
    return ""


def identity_number_problem(number: str, *, today: date) -> str:
    """Whether ``number`` is a well-formed citizen identity number (GB 11643-1999).

    18 characters; a date of birth that exists and is not after ``today``; the last character the
    check character of ISO 7064 MOD 11-2 (X stands for 10).
    """
    if len(number) != 18:
        return f"是 {len(number)} 位，应是 18 位"
    digits, last = number[:17], number[17].upper()
    if not (digits.isascii() and digits.isdigit()) or last not in IDENTITY_SIGNS:
        return "含有不会出现在号码里的字符"
    if digits[:2] not in PROVINCES:
        return "前两位不是任何省级行政区划"
    if not _born_before(digits[6:14], today):
        return "第 7 至 14 位不是可能的出生日期"
    weighted = sum(
        int(digit) * weight for digit, weight in zip(digits, IDENTITY_WEIGHTS, strict=True)
    )
    if IDENTITY_SIGNS[weighted % 11] != last:
        return "最后一位校验码不对，号码里有写错的数字"
    return ""


def _born_before(digits: str, today: date) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return date(1850, 1, 1) <= born <= today


def masked(number: str) -> str:
    """An identity number as it may be shown: the middle is hidden."""
    if len(number) <= 6:
        return "*" * len(number)
    return f"{number[:3]}{'*' * (len(number) - 5)}{number[-2:]}"
