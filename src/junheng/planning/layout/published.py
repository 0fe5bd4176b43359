"""Files of published instances: OR-Library p-median files, CVRPLIB route files.

Formats. ``pmed``: customers, edges, p; then one edge a line (from, to, length); of doubled edges the last
counts; customers are sites, and distances are shortest ways. ``pmedcap``: number and best known value;
customers, p, capacity; then number, x, y, demand a line; distances are Euclidean, rounded down. CVRPLIB:
``EUC_2D`` (rounded to the nearest) and ``EXPLICIT`` distances, one depot.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import dijkstra

from junheng.errors import InputError
from junheng.planning.layout.capacitated import Demand
from junheng.planning.layout.placement import Numbers, Whole

_MOST = 5_000
_FORMATS = "应是 OR-Library 的 pmed 或 pmedcap 文件"


@dataclass(frozen=True, slots=True, kw_only=True)
class Median:
    """A p-median: ``distances`` is square, whole."""

    distances: Numbers
    open_sites: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Vehicles:
    """A capacitated vehicle routing problem: place 0 is the depot."""

    name: str
    distances: Whole
    loads: Whole
    capacity: int


def read_or_library(path: Path) -> Median | Demand:
    """The problem in a pmed or pmedcap file. Raises :class:`InputError`."""
    numbers = _numbers(path)
    if len(numbers) >= 3 and len(numbers) == 3 + 3 * int(numbers[1]):
        return _pmed(numbers, path)
    if len(numbers) >= 5 and len(numbers) == 5 + 4 * int(numbers[2]):
        return _pmedcap(numbers, path)
    raise InputError(f"{path.name} 的数的个数与开头写的不符", remedy=_FORMATS)


def _numbers(path: Path) -> list[float]:
    words = _text(path).split()
    try:
        found = [float(word) for word in words]
    except ValueError:
        raise InputError(f"{path.name} 里有不是数的内容", remedy=_FORMATS) from None
    if not found or not np.isfinite(found).all():
        raise InputError(f"{path.name} 是空的，或有不是有限的数", remedy=_FORMATS)
    return found


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{path.name} 不是文本文件", remedy=_FORMATS) from None
    except OSError as problem:
        raise InputError(f"打不开 {path}：{problem.strerror}", remedy="看看文件在不在") from None


def _pmed(numbers: list[float], path: Path) -> Median:
    nodes, edges, open_sites = (int(each) for each in numbers[:3])
    _sizes(path, nodes, open_sites)
    lines = np.asarray(numbers[3:]).reshape(edges, 3)
    ends = lines[:, :2].astype(np.int64) - 1
    if edges and (ends.min() < 0 or ends.max() >= nodes or (lines[:, 2] < 0).any()):
        raise InputError(f"{path.name} 的边连到没有的点，或长度是负数", remedy=_FORMATS)
    length = {
        (min(one, other), max(one, other)): far
        for (one, other), far in zip(ends.tolist(), lines[:, 2].tolist(), strict=True)
        if one != other
    }
    if not length and nodes > 1:
        raise InputError(f"{path.name} 没有边，点与点不相通", remedy=_FORMATS)
    first, second = np.asarray(list(length) or [(0, 0)]).T
    far = np.asarray(list(length.values()) or [0.0])
    graph = coo_matrix((far, (first, second)), shape=(nodes, nodes)).tocsr()
    distances = dijkstra(graph, directed=False)
    if not np.isfinite(distances).all():
        raise InputError(f"{path.name} 有的点之间没有路", remedy="补上边")
    return Median(distances=distances, open_sites=open_sites)


def _pmedcap(numbers: list[float], path: Path) -> Demand:
    nodes, open_sites, capacity = (int(each) for each in numbers[2:5])
    _sizes(path, nodes, open_sites)
    lines = np.asarray(numbers[5:]).reshape(nodes, 4)
    loads = lines[:, 3].astype(np.int64)
    if capacity < 0 or (lines[:, 3] != loads).any() or (loads < 0).any() or capacity > 10**6:
        raise InputError(f"{path.name} 的需求或容量不是合理的整数", remedy=_FORMATS)
    distances = np.floor(_apart(lines[:, 1:3]) + 1e-9)
    return Demand(
        costs=distances, amounts=loads, room=np.full(nodes, capacity), open_sites=open_sites
    )


def _sizes(path: Path, nodes: int, open_sites: int) -> None:
    if not 1 <= nodes <= _MOST or not 1 <= open_sites <= nodes:
        raise InputError(
            f"{path.name} 的点数 {nodes} 或要选的个数 {open_sites} 不对",
            remedy=f"点数 1 到 {_MOST}，要选的个数 1 到点数",
        )


def _apart(points: Numbers) -> Numbers:
    gaps = points[:, None, :] - points[None, :, :]
    return np.hypot(gaps[..., 0], gaps[..., 1])


def read_vrplib(path: Path) -> Vehicles:
    """The problem in a CVRPLIB file. Raises :class:`InputError`."""
    heads, sections = _sections(_text(path))
    try:
        return _vehicles(path, heads, sections)
    except (KeyError, ValueError, IndexError, OverflowError) as problem:
        raise InputError(
            f"{path.name} 读不懂：{_what(problem)}",
            remedy="应是 CVRPLIB 的 .vrp 文件：DIMENSION、CAPACITY、EDGE_WEIGHT_TYPE、"
            "NODE_COORD_SECTION 或 EDGE_WEIGHT_SECTION、DEMAND_SECTION",
        ) from None


def _what(problem: Exception) -> str:
    return f"缺少 {problem.args[0]}" if isinstance(problem, KeyError) else "有一处不是应有的数"


def _sections(text: str) -> tuple[dict[str, str], dict[str, list[str]]]:
    heads: dict[str, str] = {}
    sections: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in text.splitlines():
        word = line.strip()
        if re.fullmatch(r"[A-Z_]+_SECTION\s*:?", word):
            current = sections.setdefault(word.rstrip(" :\t"), [])
        elif word == "EOF":
            break
        elif current is None and ":" in word:
            name, _, value = word.partition(":")
            heads[name.strip()] = value.strip()
        elif current is not None and word:
            current.append(word)
    return heads, sections


def _vehicles(
    path: Path, heads: Mapping[str, str], sections: Mapping[str, Sequence[str]]
) -> Vehicles:
    size, capacity = int(heads["DIMENSION"]), int(heads["CAPACITY"])
    if not 1 <= size <= _MOST or capacity < 1:
        raise ValueError("size")
    if "DISTANCE" in heads:
        raise InputError(f"{path.name} 限制了每条线路的长度，还不能读", remedy="用不限长度的文件")
    loads = _by_number(sections["DEMAND_SECTION"], size, 1)[:, 0]
    kind = heads["EDGE_WEIGHT_TYPE"]
    if kind == "EUC_2D":
        apart = _apart(_by_number(sections["NODE_COORD_SECTION"], size, 2))
        distances = np.floor(apart + 0.5)
    elif kind == "EXPLICIT":
        distances = _explicit(heads["EDGE_WEIGHT_FORMAT"], sections["EDGE_WEIGHT_SECTION"], size)
    else:
        raise InputError(
            f"{path.name} 的距离类型 {kind} 还不能读", remedy="用 EUC_2D 或 EXPLICIT 的文件"
        )
    depots = [int(word) for line in sections.get("DEPOT_SECTION", ["1"]) for word in line.split()]
    first = depots[0] - 1
    if not 0 <= first < size or len([each for each in depots if each > 0]) != 1:
        raise InputError(f"{path.name} 不止一个车场", remedy="只能有一个车场")
    order = np.r_[first, np.delete(np.arange(size), first)]
    loads = loads[order][1:]
    if (loads < 0).any() or (loads > capacity).any() or (distances < 0).any():
        raise InputError(
            f"{path.name} 有的需求是负数或超过一辆车的容量 {capacity}，或距离是负数",
            remedy="改正需求、容量或距离",
        )
    return Vehicles(
        name=heads.get("NAME", path.stem),
        distances=distances[np.ix_(order, order)].astype(np.int64),
        loads=loads.astype(np.int64),
        capacity=capacity,
    )


def _by_number(lines: Sequence[str], size: int, width: int) -> Numbers:
    """The figures after the number of each place, in the order of the numbers 1 to ``size``."""
    found = np.full((size, width), np.nan)
    for line in lines:
        number, *figures = line.split()
        if not 1 <= int(number) <= size:
            raise ValueError("number")
        found[int(number) - 1] = [float(each) for each in figures[:width]]
    if not np.isfinite(found).all():
        raise ValueError("missing")
    return found


def _explicit(form: str, lines: Sequence[str], size: int) -> Numbers:
    figures = [float(word) for line in lines for word in line.split()]
    found = np.zeros((size, size))
    if form == "FULL_MATRIX":
        found = np.asarray(figures).reshape(size, size)
        if not np.array_equal(found, found.T):
            raise ValueError("not symmetric")
        return found
    places = {
        "LOWER_ROW": np.tril_indices(size, -1),
        "LOWER_DIAG_ROW": np.tril_indices(size),
        "LOWER_COL": np.triu_indices(size, 1),
        "UPPER_ROW": np.triu_indices(size, 1),
        "UPPER_DIAG_ROW": np.triu_indices(size),
    }[form]
    if len(figures) != len(places[0]) or not np.isfinite(figures).all():
        raise ValueError("count")
    found[places] = figures
    return np.maximum(found, found.T)
