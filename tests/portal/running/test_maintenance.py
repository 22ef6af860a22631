"""The file of maintenance, written and read by two users of the machine."""

import os
import stat
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from portal.running import maintenance
from portal.running.maintenance import Mode

STATES = [Mode.READ_ONLY, Mode.CLOSED]


@pytest.fixture
def strict_umask():
    before = os.umask(0o077)
    yield
    os.umask(before)


@pytest.mark.parametrize("target", STATES)
def test_what_one_user_switches_every_user_of_the_machine_can_read(
    var, strict_umask, target
):
    maintenance.change(target)

    assert stat.S_IMODE((var / "maintenance").stat().st_mode) == 0o644
    assert maintenance.mode() == target


@pytest.mark.parametrize("target", STATES)
def test_a_state_is_on_the_disk_before_it_counts(var, monkeypatch, target):
    on_disk = []
    real = os.fsync

    def fsync(fd):
        real(fd)
        place = Path(os.readlink(f"/proc/self/fd/{fd}"))
        on_disk.append(place.read_text() if place.is_file() else os.listdir(place))

    monkeypatch.setattr(os, "fsync", fsync)

    maintenance.change(target)

    assert on_disk == [target, ["maintenance"]]


def test_a_state_that_cannot_be_read_keeps_the_site_read_only(
    open_var, as_another_user
):
    maintenance.change(Mode.READ_ONLY)
    (open_var / "maintenance").chmod(0)

    with as_another_user():
        assert maintenance.mode() == Mode.READ_ONLY


@pytest.mark.parametrize("state", ["on", "off"])
def test_a_folder_that_cannot_be_written_gets_a_sentence(
    open_var, as_another_user, state
):
    maintenance.change(Mode.READ_ONLY)
    open_var.chmod(0o555)

    with (
        as_another_user(),
        pytest.raises(CommandError, match=f"{open_var} cannot be written"),
    ):
        call_command("maintenance", state)

    assert maintenance.mode() == Mode.READ_ONLY
    open_var.chmod(0o755)
