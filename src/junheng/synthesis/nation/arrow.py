"""From whole numbers to Arrow columns, without a detour over Python objects.

Areas and money are exact decimals of two places: their unscaled values are whole numbers (hundredths),
and a 128-bit decimal is that number in its low half.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from junheng.synthesis.nation.draws import Flags, Floats, Whole

DECIMAL = pa.decimal128(18, 2)
Array = Any
"""An Arrow array: the library has no types of its own to check against."""


def _validity(blank: Flags | None) -> tuple[Any, int]:
    if blank is None or not blank.any():
        return None, 0
    return pa.py_buffer(np.packbits(~blank, bitorder="little")), int(blank.sum())


def whole(values: Whole, blank: Flags | None = None) -> Array:
    """A column of 64-bit whole numbers."""
    validity, nulls = _validity(blank)
    data = pa.py_buffer(np.ascontiguousarray(values, dtype=np.int64))
    return pa.Array.from_buffers(pa.int64(), len(values), [validity, data], nulls)


def decimal(hundredths: Whole, blank: Flags | None = None) -> Array:
    """A column of decimals of two places, given in hundredths, none negative."""
    validity, nulls = _validity(blank)
    halves = np.zeros((len(hundredths), 2), dtype=np.int64)
    halves[:, 0] = hundredths
    return pa.Array.from_buffers(DECIMAL, len(hundredths), [validity, pa.py_buffer(halves)], nulls)


def degrees(values: Floats) -> Array:
    """A column of degrees."""
    return pa.array(values)


def flags(values: Flags, blank: Flags | None = None) -> Array:
    """A column of yes and no."""
    validity, nulls = _validity(blank)
    data = pa.py_buffer(np.packbits(values, bitorder="little"))
    return pa.Array.from_buffers(pa.bool_(), len(values), [validity, data], nulls)


def words(places: NDArray[Any], words_: Sequence[str], blank: Flags | None = None) -> Array:
    """A column of words from a list of at most 127 that is always the same: ``places`` tell which."""
    return _dictionary(places.astype(np.int8), pa.int8(), words_, blank)


def codes(places: NDArray[Any], codes_: Sequence[str]) -> Array:
    """A column of codes from a list of any length."""
    return _dictionary(places.astype(np.int32), pa.int32(), codes_, None)


def _dictionary(
    places: NDArray[Any], kind: Any, words_: Sequence[str], blank: Flags | None
) -> Array:
    validity, nulls = _validity(blank)
    indices = pa.Array.from_buffers(kind, len(places), [validity, pa.py_buffer(places)], nulls)
    return pa.DictionaryArray.from_arrays(indices, pa.array(words_, pa.string()), safe=False)


def text(values: Sequence[str | None]) -> Array:
    """A column of text."""
    return pa.array(values, pa.string())
