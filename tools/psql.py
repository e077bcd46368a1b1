"""`make psql`: a database shell that sees what one person of a scheme may see, on the embedded servers.

It signs in as the web role, under every wall, and cannot write. SCHEME and WHO choose the scheme and
the person's e-mail; without SCHEME it opens with no context, where every scheme table is empty.
"""

import os
import shlex
import subprocess
import sys
import tempfile

from tools import machine, packages
from tools.console import ROOT, Stop, run, script

_SIGNED = """\
\\set QUIET on
select pg_backend_pid() as pid \\gset
\\set ctx `{sign} :pid`
select set_config('rjcase.ctx', :'ctx', false) \\g /dev/null
"""
_STARTUP = """\
set default_transaction_read_only = on;
\\set PROMPT1 '{prompt}=> '
\\set PROMPT2 '{prompt}-> '
\\unset QUIET
"""


def main() -> int:
    """Open the shell, or (`--sign <pid>`, called by psql itself) print the context for that backend."""
    packages.ready(packages.RUNTIME)
    if str(packages.PYTHON) != sys.executable:
        os.chdir(ROOT)
        os.execv(packages.PYTHON, [str(packages.PYTHON), "-m", "tools.psql", *sys.argv[1:]])  # noqa: S606
    if sys.argv[1:2] == ["--sign"]:
        print(_sign(int(sys.argv[2])))
        return 0
    return _shell()


def _shell() -> int:
    from rjcase.embedded import urls
    from rjcase.embedded.postgres import BIN

    scheme = os.environ.get("SCHEME", "")
    if "DATABASE_URL" in os.environ:
        raise Stop("make psql is for the embedded servers; use psql with the URL of your own.")
    run([packages.PYTHON, "-m", "rjcase.embedded", "up"], "The embedded servers could not be started")
    sign = f"cd {shlex.quote(str(ROOT))} && {shlex.quote(sys.executable)} -m tools.psql --sign"
    startup = (_SIGNED.format(sign=sign) if scheme else "") + _STARTUP.format(prompt=scheme or "no scheme")
    with tempfile.NamedTemporaryFile("w", suffix=".psqlrc") as file:
        file.write(startup)
        file.flush()
        command = [str(BIN / "psql"), urls(machine.data_folder())["DATABASE_URL"]]
        return subprocess.run(command, env={**os.environ, "PSQLRC": file.name}, check=False).returncode


def _sign(backend_pid: int) -> str:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rjcase.settings")
    django.setup()
    from django.contrib.auth import get_user_model

    from rjcase.tenancy import acting
    from rjcase.tenancy.models import Scheme

    slug = os.environ["SCHEME"]
    email = os.environ.get("WHO") or f"manager@{slug}.example"
    scheme = Scheme.objects.filter(slug=slug).first()
    user = get_user_model().objects.filter(email=email).first()
    if scheme is None or user is None:
        raise Stop(f"There is no scheme {slug} or nobody with the e-mail {email}; the tables stay empty.")
    with acting(scheme, user, why="make psql") as context:
        return context.signed(backend_pid)


if __name__ == "__main__":
    script(main)
