"""`python -m tests.template` migrates the database that test databases are cloned from, before they are."""

import django
import pytest  # noqa: F401  # its presence tells the settings that these are tests
from django.conf import settings
from django.db import connection

from rjcase import embedded

if __name__ == "__main__":
    django.setup()
    if settings.EMBEDDED:
        embedded.start(settings.DATA_DIR, for_tests=True)
    connection.creation.prepare()
