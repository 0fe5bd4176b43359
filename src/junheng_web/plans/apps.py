"""Plans of counties: asked for, worked out in the background, compared, adopted, carried out."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Plans(AppConfig):
    """Plans of counties: asked for, worked out in the background, compared, adopted, carried out."""

    name = "junheng_web.plans"
    verbose_name = _("规划")

    def ready(self) -> None:
        """Make the work of this app known to the queue, and the planners to this app."""
        from junheng_web.jobs.kinds import Kind, register  # noqa: PLC0415 - models are loaded only now
        from junheng_web.plans import kinds, planners  # noqa: PLC0415 - as above
        from junheng_web.plans.actions import planning_work  # noqa: PLC0415 - as above

        register(Kind(name="plan", work=planning_work.work, abandoned=planning_work.abandoned))
        for planner in kinds.KINDS:
            planners.register(planner)
