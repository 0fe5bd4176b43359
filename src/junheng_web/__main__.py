"""``python -m junheng_web COMMAND``: the site's own commands, and Django's."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command given on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "junheng_web.site.settings")
    execute_from_command_line(["junheng_web", *sys.argv[1:]])


if __name__ == "__main__":
    main()
