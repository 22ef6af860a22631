"""Whether a locked package has a known hole, by pip-audit (``make audit``).

Where the service of known holes cannot be reached, ``ADVISORIES`` names a folder with a
copy of what it knows, in the Open Source Vulnerability format
(https://ossf.github.io/osv-schema/), such as the Python Packaging Advisory Database.
It is served to pip-audit here, in the words of that service, on this machine alone.
"""

import json
import subprocess
import sys
import threading
from collections import defaultdict
from datetime import UTC
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import yaml
from packaging.utils import canonicalize_name, canonicalize_version
from packaging.version import Version

from bench.databases import say

LOCKS = ("requirements/app.txt", "requirements/test.txt")
AUDIT = "pip_audit --strict --require-hashes --disable-pip --progress-spinner off"


def main(folder="", *locks):
    if not folder:
        return audited(locks or LOCKS)
    known = read(Path(folder))
    count = sum(map(len, known.values()))
    if not count:
        say(f"No advisory of a Python package in {folder}")
        return 2
    newest = max(day(entry) for found in known.values() for entry in found)
    say(f"{count:,} advisories of {len(known):,} packages, the newest of {newest}")
    with HTTPServer(("127.0.0.1", 0), answering(known)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/v1/query"
        service = ("--vulnerability-service", "osv", "--osv-url", url)
        code = audited(locks or LOCKS, *service)
        server.shutdown()
    return code


def audited(locks, *service):
    """The greatest exit code of pip-audit, 0 if it found nothing in any lock file."""
    command = [sys.executable, "-m", *AUDIT.split(), *service, "-r"]
    return max(
        subprocess.run([*command, lock], check=False).returncode  # noqa: S603
        for lock in locks
    )


def read(folder):
    """Advisories that were not taken back, by the name of their package."""
    known = defaultdict(list)
    for path in sorted(folder.rglob("*.yaml")) + sorted(folder.rglob("*.json")):
        entry = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
        if not isinstance(entry, dict) or entry.get("withdrawn"):
            continue
        # Others' packages may have the same name, and a repository alone has none.
        entry["affected"] = [
            affected
            for affected in entry.get("affected") or ()
            if (affected.get("package") or {}).get("ecosystem") == "PyPI"
        ]
        for name in {
            canonicalize_name(affected["package"]["name"])
            for affected in entry["affected"]
        }:
            known[name].append(entry)
    return known


def affects(entry, name, version):
    """Whether an advisory names this version, as the format says how to tell."""
    return any(
        canonicalize_version(version)
        in map(canonicalize_version, affected.get("versions", ()))
        or any(
            within(part["events"], version)
            for part in affected.get("ranges", ())
            if part["type"] == "ECOSYSTEM"
        )
        for affected in entry["affected"]
        if canonicalize_name(affected["package"]["name"]) == name
    )


def within(events, version):
    """Whether the last event up to this version is that the hole came in."""
    inside = False
    for at, kind in sorted(
        (Version(str(at)), kind) for event in events for kind, at in event.items()
    ):
        if kind == "last_affected":
            inside = inside and version <= at
        elif version >= at:
            inside = kind == "introduced"
    return inside


def day(entry):
    """When it became known; the format asks only when it was last changed."""
    return str(entry.get("published") or entry["modified"])


def moment(value):
    """A time that YAML has read, as the format writes it (RFC 3339, in UTC)."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def answering(known):
    class Answers(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            name, version = asked["package"]["name"], Version(asked["version"])
            found = [entry for entry in known[name] if affects(entry, name, version)]
            answer = {"vulns": found} if found else {}
            body = json.dumps(answer, default=moment).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format, *args):  # noqa: A002 (the library's)
            pass

    return Answers


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
