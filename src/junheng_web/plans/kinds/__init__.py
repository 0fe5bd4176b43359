"""The planners of the library as the site offers them, in the order in which they are listed."""

from __future__ import annotations

from junheng_web.plans.kinds.class_size import CLASS_SIZE
from junheng_web.plans.kinds.comply import COMPLY
from junheng_web.plans.kinds.layout import LAYOUT
from junheng_web.plans.kinds.places import PLACES
from junheng_web.plans.kinds.posts import POSTS
from junheng_web.plans.kinds.quota import QUOTA
from junheng_web.plans.kinds.rotate import ROTATE
from junheng_web.plans.planners import Planner

KINDS: tuple[Planner, ...] = (
    COMPLY,
    ROTATE,
    CLASS_SIZE,
    PLACES,
    LAYOUT,
    POSTS,
    QUOTA,
)
