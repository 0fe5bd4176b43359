"""What pydantic found, told in Chinese with the file and line where it stands."""

from __future__ import annotations

from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from junheng.errors import CardError
from junheng.rulebook.marked_yaml import Marked

_Model = TypeVar("_Model", bound=BaseModel)

_EXPECTED = {
    "string_type": "文本（数字要加引号）",
    "list_type": "列表",
    "dict_type": "映射（键: 值）",
    "model_type": "映射（键: 值）",
    "date_type": "日期，如 2017-04-19",
    "bool_type": " true 或 false",
}


def parsed(model: type[_Model], marked: Marked) -> _Model:
    """The document as ``model``. Raises :class:`CardError` for the first thing that does not fit."""
    try:
        return model.model_validate(marked.value)
    except ValidationError as error:
        first = min(error.errors(), key=lambda each: marked.line(tuple(each["loc"])))
        raise _told(first, marked) from None


def _told(error: ErrorDetails, marked: Marked) -> CardError:
    path = tuple(error["loc"])
    context = error.get("ctx", {})
    key = path[-1] if path else ""
    match error["type"]:
        case "unknown_key":
            path = (*path, context["key"])
            message = f"不认识的键“{context['key']}”；此处可用：{context['known']}"
        case "missing":
            message = f"缺少“{key}”"
        case "enum":
            known = context["expected"].replace("'", "").replace(" or ", "、").replace(", ", "、")
            message = f"“{key}”不能是“{error['input']}”；可用：{known}"
        case "too_short":
            message = f"“{key}”至少要有 {context['min_length']} 项"
        case "string_too_short":
            message = f"“{key}”不能是空的"
        case "string_pattern_mismatch":
            message = f"“{key}”写成“{error['input']}”，不合规"
        case "figure" | "operators":
            message = error["msg"]
        case kind:
            expected = _EXPECTED.get(kind, error["msg"])
            message = f"“{key}”应为{expected}，写的是“{error['input']}”"
    return marked.error(message, path)
