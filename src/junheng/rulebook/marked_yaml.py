"""YAML read with the safe loader's own grammar, remembering the line of every value.

Only text, whole numbers, dates, true and false, lists and mappings are let through. A decimal that
is not quoted would already be a float, so it is refused: figures are exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from junheng.errors import CardError

Path_ = tuple[str | int, ...]
_ALLOWED = {"str": "文本", "int": "整数", "bool": "是否", "null": "空", "timestamp": "日期"}


@dataclass(frozen=True, slots=True)
class Marked:
    """A document and the line (1-based) of each of its values, by path."""

    file: str
    value: object
    lines: dict[Path_, int]

    def line(self, path: Path_) -> int:
        """The line of the value at ``path``, or of the nearest one around it."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return self.lines.get((), 1)

    def error(self, message: str, path: Path_ = (), *, remedy: str = "") -> CardError:
        """The error to raise about the value at ``path``."""
        return CardError(message, file=self.file, line=self.line(path), remedy=remedy)


def read(path: Path, *, name: str) -> Marked:
    """One YAML file. ``name`` is how messages call it. Raises :class:`CardError`."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CardError("找不到这个文件", file=name, line=1) from None
    except UnicodeDecodeError:
        raise CardError("不是 UTF-8 编码的文本", file=name, line=1, remedy="另存为 UTF-8") from None
    loader = yaml.SafeLoader(text)
    try:
        node = loader.get_single_node()
        marks = Marked(name, None, {})
        if node is None:
            raise CardError("是空文件", file=name, line=1)
        value = _plain(node, (), marks, loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise CardError(f"不是合规的 YAML：{error.problem}", file=name, line=line) from None
    finally:
        loader.dispose()
    return Marked(name, value, marks.lines)


def _plain(node: yaml.Node, path: Path_, marks: Marked, loader: yaml.SafeLoader) -> object:
    marks.lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, marks, loader)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, at), marks, loader) for at, item in enumerate(node.value)]
    kind = node.tag.rpartition(":")[2]
    if kind == "float":
        raise marks.error(
            f"“{node.value}”没有加引号，会被当成近似的小数", path, remedy=f'写成 "{node.value}"'
        )
    if kind not in _ALLOWED:
        raise marks.error(f"“{node.value}”的类型 {node.tag} 不能用在卡片里", path)
    return loader.construct_object(node)


def _mapping(
    node: yaml.MappingNode, path: Path_, marks: Marked, loader: yaml.SafeLoader
) -> dict[str, object]:
    found: dict[str, object] = {}
    for key_node, value_node in node.value:
        key = key_node.value
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode) or key_node.tag.rpartition(":")[2] != "str":
            marks.lines[(*path, str(key))] = line
            raise marks.error(
                f"键“{key}”不是文本", (*path, str(key)), remedy=f'加引号，写成 "{key}":'
            )
        marks.lines[(*path, key)] = line
        if key in found:
            raise marks.error(f"键“{key}”写了两次", (*path, key), remedy="删去其中一个")
        found[key] = _plain(value_node, (*path, key), marks, loader)
    return found
