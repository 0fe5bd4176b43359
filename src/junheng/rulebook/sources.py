"""Where the rule book stands on disk, and the hash that tells whether it has changed."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

CARDS = Path(__file__).parent / "cards"
REGISTER = Path(__file__).parent.parent / "documents" / "register.yaml"
COMPILED = Path(__file__).parent / "compiled.jsonl"


def card_files(folder: Path) -> tuple[Path, ...]:
    """Every YAML file below ``folder``, in order of its name."""
    return tuple(sorted(folder.rglob("*.yaml"), key=lambda path: path.as_posix()))


def register_of(folder: Path) -> Path:
    """The register of documents: the folder's own ``register.yaml``, else the built-in one."""
    own = folder / "register.yaml"
    return own if own.exists() else REGISTER


def digest(folder: Path) -> str:
    """SHA-256 (hex) over the names and contents of all sources.

    Line ends do not count, so that a checkout on Windows has the same hash.
    """
    hashed = sha256()
    for path in (*card_files(folder), register_of(folder)):
        name = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name
        content = path.read_bytes().replace(b"\r\n", b"\n")
        hashed.update(f"{name}\0{len(content)}\0".encode())
        hashed.update(content)
    return hashed.hexdigest()
