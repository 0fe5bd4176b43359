"""Ways through all doors: with one actor for whom each opens, and one thing behind it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from django.http import HttpResponse

from tests.site.security.doors import DOORS, Door
from tests.site.security.world import ACTORS, Thing, World


def ways_in(world: World, door: Door) -> Iterator[tuple[str, Thing | None]]:
    """One actor who may read what stands behind a door, with one thing there."""
    for actor in (*ACTORS[::-1], ""):
        for thing in world.things[door.on] if door.on else [None]:
            if actor and door.opens("GET", actor, thing):
                yield actor, thing
                return


def readers(world: World) -> Iterator[tuple[Door, str, Thing | None]]:
    """Every door that can be read, with one who may and one thing there."""
    for door in DOORS:
        for actor, thing in ways_in(world, door):
            yield door, actor, thing


def writers(world: World) -> Iterator[tuple[Door, str, Thing | None]]:
    """Every door of pages that can be written to, with one who may and one thing there."""
    for door in DOORS:
        if door.post is None or door.program:
            continue
        for actor, thing in product(ACTORS[::-1], world.things[door.on] if door.on else [None]):
            if door.opens("POST", actor, thing) and actor not in ("anonymous", "disabled"):
                yield door, actor, thing
                break


def let_go(answer: HttpResponse) -> None:
    """Close the file that an answer holds; as a server does, but without ending the connection."""
    for close in answer._resource_closers:
        close()
