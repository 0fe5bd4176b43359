"""What the site asks to have translated, taken from its source, and what its catalogues answer."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.pofile import read_po
from django.template.base import Lexer, TokenType
from django.utils.translation.template import block_re, endblock_re, templatize

SITE = Path(__file__).resolve().parents[2] / "src" / "junheng_web"
CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")

# Where singular, plural and context stand among the arguments of each function.
_PLACES = {
    "gettext": (0, None, None),
    "gettext_noop": (0, None, None),
    "ngettext": (0, 1, None),
    "pgettext": (1, None, 0),
    "npgettext": (1, 2, 0),
}
_LITERAL = r"u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
_CALL = re.compile(
    rf"\s(_|n?p?gettext)\(({_LITERAL}(?:,\s*{_LITERAL})*)(?:,\s*count)?\)", re.DOTALL
)
_CONSTANT = re.compile(r"_\((?:\".*?\"|'.*?')\)")
_INLINE = re.compile(r"trans(?:late)?\s")


class NotLiteral(ValueError):
    """A text to translate that is put together at run time, so that no catalogue can hold it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A text of the source; ``place`` is where it was found."""

    place: str
    singular: str
    plural: str | None = None
    context: str | None = None

    @property
    def key(self) -> tuple[str | None, str]:
        """By what a catalogue finds it."""
        return self.context, self.singular


def in_python(text: str, name: str = "code") -> Iterator[Message]:
    """The messages of a module. Raises :class:`NotLiteral` for an f-string or a sum of texts."""
    tree = ast.parse(text)
    functions = {
        alias.asname or alias.name: alias.name.removesuffix("_lazy")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name.removesuffix("_lazy") in _PLACES
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            function = functions.get(node.func.id)
            if function is not None:
                yield from _called(node, function, f"{name}:{node.lineno}")


def _called(call: ast.Call, function: str, place: str) -> Iterator[Message]:
    def text(index: int | None) -> str | None:
        if index is None:
            return None
        argument = call.args[index]
        if isinstance(argument, ast.JoinedStr | ast.BinOp):
            raise NotLiteral(place)
        # A name or a look-up is a text that is marked where it is defined.
        return argument.value if isinstance(argument, ast.Constant) else None

    singular, plural, context = (text(index) for index in _PLACES[function])
    if singular:
        yield Message(place=place, singular=singular, plural=plural, context=context)


def in_template(text: str, name: str = "template") -> Iterator[Message]:
    """The messages of a template, as Django's own extraction sees them."""
    found = " " + templatize(text, origin=name)
    for match in _CALL.finditer(found):
        texts = [ast.literal_eval(literal) for literal in re.findall(_LITERAL, match[2], re.DOTALL)]
        places = _PLACES["gettext" if match[1] == "_" else match[1]]
        singular, plural, context = (None if at is None else texts[at] for at in places)
        line = found.count("\n", 0, match.start()) + 1
        yield Message(
            place=f"{name}:{line}", singular=str(singular), plural=plural, context=context
        )


def untranslated(text: str) -> Iterator[tuple[int, str]]:
    """Chinese of a template that no tag hands to translation, with its line."""
    inside: str | None = None
    for token in Lexer(text).tokenize():
        contents = token.contents
        if token.token_type is TokenType.BLOCK:
            if endblock_re.match(contents) or contents == "endcomment":
                inside = None
            elif block_re.match(contents):
                inside = "translation"
            elif contents.split()[0] == "comment":
                inside = "comment"
        left = _CONSTANT.sub("", contents)
        told = token.token_type is TokenType.BLOCK and _INLINE.match(contents)
        if inside is None and not told and token.token_type is not TokenType.COMMENT:
            for number, line in enumerate(left.splitlines()):
                if CHINESE.search(line):
                    yield token.lineno + number, line.strip()


def sources() -> Iterator[Path]:
    """The modules and templates of the site."""
    for path in sorted(SITE.rglob("*")):
        if path.is_file() and (path.suffix == ".py" or "templates" in path.parts):
            yield path


def placeholders(text: str) -> set[str]:
    """What a text leaves open: ``%(name)s``, ``%s`` and ``{name}``."""
    text = text.replace("%%", "")
    return {*re.findall(r"%(?:\(\w+\))?[sdif]", text), *re.findall(r"\{\w*\}", text)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """An entry of a catalogue: the forms of the source and those of the language."""

    place: str
    source: tuple[str, ...]
    forms: tuple[str, ...]
    fuzzy: bool

    @property
    def complete(self) -> bool:
        """Whether every form is there and none is a guess."""
        return not self.fuzzy and all(self.forms)


def catalogues() -> list[Path]:
    """Every English catalogue of the site."""
    return sorted(SITE.glob("**/locale/en/LC_MESSAGES/django.po"))


def translations(path: Path) -> dict[tuple[str | None, str], Translation]:
    """The entries of a catalogue by what finds them."""
    with path.open("rb") as file:
        catalog = read_po(file, locale="en", abort_invalid=True)
    return {
        (entry.context, source[0]): Translation(
            place=f"{path.relative_to(SITE)}:{entry.lineno}",
            source=source,
            forms=_forms(entry.string),
            fuzzy=entry.fuzzy,
        )
        for entry in catalog
        if (source := _forms(entry.id)) != ("",)
    }


def _forms(text: object) -> tuple[str, ...]:
    return tuple(map(str, text)) if isinstance(text, tuple | list) else (str(text),)
