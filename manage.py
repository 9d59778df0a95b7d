#!/usr/bin/env python
"""Django's command line. Any command starts or attaches to the embedded servers unless DATABASE_URL is set."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huddinge_vo.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
