"""Create the yardstick's own table: ``python -m bench.yardstick.table``."""

import django
from django.core.management import call_command

if __name__ == "__main__":
    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)
