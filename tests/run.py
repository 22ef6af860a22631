"""All tests in three parts: SQLite, PostgreSQL, browser (``python -m tests.run``)."""

import os
import subprocess
import sys
import time

from tests import chromium, postgresql

CI = os.environ.get("CI", "").lower() in {"1", "true"}
NO_TESTS = 5  # pytest's exit code
# One more than processors: tests wait for disks, servers and the browser.
WORKERS = ("-n", str((os.cpu_count() or 1) + 1))


def main(arguments):
    parts = {
        "SQLite": on_sqlite,
        "PostgreSQL": on_postgresql,
        "browser": in_browser,
    }
    chromium.find() or chromium.install()  # who has none hears of it before the wait
    lines, failed = [], False
    for name, part in parts.items():
        say(f"\n== Tests: {name} ==")
        started = time.monotonic()
        problem = part(arguments)
        seconds = round(time.monotonic() - started)
        failed = failed or bool(problem and not problem.startswith("skipped"))
        lines.append(f"{name}: {problem or 'passed'} ({seconds} s)")
    say("\n" + "\n".join(lines))
    return 1 if failed else 0


def on_sqlite(arguments):
    return pytest("not browser", *arguments)


def on_postgresql(arguments):
    with postgresql.server() as url:
        only = "both_databases and not browser"
        return pytest(only, *arguments, DATABASE_URL=url)


def in_browser(arguments):
    if not chromium.find():
        why = "there is no Chromium here, and it could not be installed by apt"
        return f"failed: {why}" if CI else f"skipped: {why}"
    return pytest("browser", *arguments)


def pytest(marks, *arguments, **environment):
    """Run one part; return what is wrong, or nothing."""
    environment = {**os.environ, "DATABASE_URL": "", **environment}
    if not environment["DATABASE_URL"]:
        del environment["DATABASE_URL"]
    # Where Python may keep nothing, each worker and each process that a test starts
    # would compile all of the tests and of the site anew.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    # Who is done early takes over what waits for others: long tests stand in rows.
    spread = (*WORKERS, "--dist", "worksteal")
    command = [sys.executable, "-m", "pytest", "-q", "-m", marks, *spread, *arguments]
    code = subprocess.call(command, env=environment)  # noqa: S603
    if code == NO_TESTS:
        return "failed: no test was found"
    return f"failed (pytest said {code})" if code else ""


def say(text):
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
