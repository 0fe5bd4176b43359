"""The address of a database, as a user writes it and as it may be shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from urllib.parse import unquote

from junheng.census.containers.access import opening
from junheng.errors import InputError

_SCHEME = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]+)://(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_LOGIN = re.compile(r"//(?P<user>[^:/?#]*):.*@", re.DOTALL)
"""To the last ``@``: a password may hold one, or a slash, that its owner forgot to escape."""
_PARAMETER = re.compile(r"(?P<name>(?:ssl)?password)=[^&#]*", re.IGNORECASE)
_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "sqlite": "sqlite",
        "duckdb": "duckdb",
        "postgresql": "postgresql",
        "postgres": "postgresql",
    }
)
_FORMS = (
    "写成 sqlite:///文件、duckdb:///文件（绝对路径以四道斜线开头，例如 sqlite:////srv/data.db），"
    "或 postgresql://用户@主机:端口/数据库"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """One database. ``kind`` is sqlite, duckdb or postgresql; ``url`` may hold a password, and is
    for the driver alone: everything else uses ``shown``. ``file`` is set for the first two.
    """

    kind: str
    url: str
    shown: str
    file: Path | None = None

    def __repr__(self) -> str:
        return f"Address({self.shown!r})"

    def existing_file(self) -> Path:
        """The database's file. Raises :class:`InputError` where it is missing or may not be read."""
        file = self.file or Path()
        with opening(file), file.open("rb"):
            return file


def is_address(text: str) -> bool:
    """Whether ``text`` is meant as the address of a database, not as a path."""
    return _SCHEME.fullmatch(text) is not None


def shown(url: str) -> str:
    """The address without its password, for people and for files."""
    return _PARAMETER.sub(r"\g<name>=***", _LOGIN.sub(r"//\g<user>:***@", url))


def parsed(url: str) -> Address:
    """The parts of an address. Raises :class:`InputError` where it is none that can be read."""
    match = _SCHEME.fullmatch(url)
    kind = _KINDS.get(match["scheme"].lower()) if match else None
    if match is None or kind is None:
        raise InputError(f"“{shown(url)}”不是能读取的数据库地址", remedy=_FORMS)
    if kind == "postgresql":
        url = f"postgresql://{match['rest']}"
        return Address(kind=kind, url=url, shown=shown(url))
    if not match["rest"].startswith("/") or match["rest"] == "/":
        raise InputError(f"“{url}”里没有写数据库文件", remedy=_FORMS)
    file = Path(unquote(match["rest"][1:]))
    return Address(kind=kind, url=url, shown=url, file=file)
