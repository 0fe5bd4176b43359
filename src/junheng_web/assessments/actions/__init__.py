"""What is done with assessments: asked for, judged, recomputed, written as files."""

from junheng_web.assessments.actions.asking import NotPossible, run

__all__ = ["NotPossible", "run"]
