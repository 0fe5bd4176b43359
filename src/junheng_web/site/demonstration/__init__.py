"""An invented prefecture on the site: ten counties, about 400 schools, three years, people of every role."""

from junheng_web.site.demonstration.loading import Loaded, load

__all__ = ["Loaded", "load"]
