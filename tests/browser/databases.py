"""The database of a site under test: filled once, then copied for each file of tests."""

from __future__ import annotations

import os
import shutil
import uuid
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where one site keeps what it knows: a folder, and a PostgreSQL database if ``url`` names one."""

    folder: Path
    url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """What tells the site so."""
        found = {"JUNHENG_WEB_DATA": str(self.folder)}
        return found | ({"DATABASE_URL": self.url} if self.url else {})


def new(folder: Path) -> Place:
    """An empty place: on the server that ``DATABASE_URL`` names, or else on SQLite."""
    folder.mkdir(parents=True)
    server = os.environ.get("DATABASE_URL", "")
    return Place(folder=folder, url=_created(server, "") if server else "")


def copy(place: Place, folder: Path) -> Place:
    """Another place that knows the same. Nothing may be connected to the first."""
    shutil.copytree(place.folder, folder)
    return Place(folder=folder, url=_created(place.url, place.url) if place.url else "")


def drop(place: Place) -> None:
    """Remove the place."""
    if place.url:
        name = urlsplit(place.url).path.lstrip("/")
        with psycopg.connect(_at(place.url, "postgres"), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    shutil.rmtree(place.folder)


def _created(server: str, template: str) -> str:
    name = f"browser_{uuid.uuid4().hex}"
    of = f' TEMPLATE "{urlsplit(template).path.lstrip("/")}"' if template else ""
    with psycopg.connect(_at(server, "postgres"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"{of}')
    return _at(server, name)


def _at(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))
