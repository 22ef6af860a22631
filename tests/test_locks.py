"""Packages come in by their hashes only."""

import base64
import hashlib
import re
import subprocess
import sys
import zipfile

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
MAKEFILE = (ROOT / "Makefile").read_text()
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")
INFO = "lamp-1.dist-info"
FILES = {
    "lamp.py": "LIGHT = True\n",
    f"{INFO}/METADATA": "Metadata-Version: 2.1\nName: lamp\nVersion: 1\n",
    f"{INFO}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
}


def packages(lock):
    """What a lock says of each package, with the lines that go on beneath it."""
    text = lock.read_text().replace("\\\n", " ")
    return [line for line in text.splitlines() if re.match(r"[A-Za-z0-9-]", line)]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_package_is_locked_to_a_version_and_its_hashes(lock):
    without = [line for line in packages(lock) if not HASH.search(line)]
    loose = [line for line in packages(lock) if not re.match(r"\S+==\S+", line)]

    assert len(packages(lock)) > 10
    assert (without, loose) == ([], [])


def test_nothing_else_of_ours_installs_packages_without_them():
    readme = re.findall(r"pip install [^`]*", (ROOT / "README.md").read_text())
    makefile = re.findall(r"-m pip .*", MAKEFILE)
    installing = [line for line in makefile if "--version" not in line]

    assert readme
    assert installing
    for line in readme + installing:
        assert "--require-hashes" in line
        # A package asked for with its extras would be looked for anew.
        assert "--no-deps" in line


@pytest.fixture
def wheel(tmp_path):
    """A package of our own beside the test, so that no network is asked."""
    path = tmp_path / "lamp-1-py3-none-any.whl"
    record = ""
    with zipfile.ZipFile(path, "w") as made:
        for name, text in FILES.items():
            made.writestr(name, text)
            digest = hashlib.sha256(text.encode()).digest()
            plain = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
            record += f"{name},sha256={plain},{len(text)}\n"
        made.writestr(f"{INFO}/RECORD", f"{record}{INFO}/RECORD,,\n")
    return path


def install(wheel, requirement):
    """Install as the Makefile does; what is installed, and what pip says."""
    [options] = re.findall(
        r"^INSTALL := \$\(RUN\) -m pip install (.*)$", MAKEFILE, re.M
    )
    lock = wheel.with_name("lock.txt")
    lock.write_text(requirement)
    target = wheel.with_name("installed")
    command = [sys.executable, "-m", "pip", "install", *options.split()]
    command += ["--no-index", f"--find-links={wheel.parent}", f"--target={target}"]
    said = subprocess.run(  # noqa: S603
        [*command, "-r", lock], capture_output=True, text=True, check=False
    )
    return (target / "lamp.py").exists(), said.stderr


def test_a_package_with_its_hash_is_installed(wheel):
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()

    installed, said = install(wheel, f"lamp==1 --hash=sha256:{digest}\n")

    assert installed, said


def test_a_package_with_another_hash_is_not_installed(wheel):
    digest = hashlib.sha256(wheel.read_bytes() + b" ").hexdigest()

    installed, said = install(wheel, f"lamp==1 --hash=sha256:{digest}\n")

    assert not installed
    assert "DO NOT MATCH THE HASHES" in said


def test_a_package_without_a_hash_is_not_installed(wheel):
    installed, said = install(wheel, "lamp==1\n")

    assert not installed
    assert "Hashes are required" in said
