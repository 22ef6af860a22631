"""Whether the site is open, read-only or closed: a file that every process looks at."""

import os
from enum import StrEnum

from django.conf import settings

NAME = "maintenance"


class Mode(StrEnum):
    OPEN = "open"
    READ_ONLY = "read-only"  # pages can be read, nothing can be sent
    CLOSED = "closed"  # a restore has not come to its end


def mode() -> Mode:
    """Asked at each request, so it is one look at one small file, mostly not there."""
    name = os.path.join(settings.VAR_DIR, NAME)
    if not os.path.exists(name):  # quicker than an error at nearly every request
        return Mode.OPEN
    try:
        with open(name) as file:
            text = file.read()
    except FileNotFoundError:
        return Mode.OPEN
    except OSError:  # it is there: nobody made it to leave the site open
        return Mode.READ_ONLY
    return Mode.CLOSED if text == Mode.CLOSED else Mode.READ_ONLY


def change(target: Mode) -> None:
    """Counts for every process of this machine from its next request on."""
    if target == Mode.OPEN:
        _file().unlink(missing_ok=True)
        return
    _file().parent.mkdir(parents=True, exist_ok=True)
    ready = _file().with_suffix(".new")
    with ready.open("w") as file:
        file.write(target)
        file.flush()
        os.fsync(file.fileno())
    ready.chmod(0o644)  # whoever runs the site reads it, also when root wrote it
    ready.replace(_file())
    _name_to_disk()


def cannot_be_written(problem: OSError) -> str:
    """What to say where ``change`` fails."""
    return (
        f"{settings.VAR_DIR} cannot be written ({problem.strerror}). "
        "Run this as the user of the site."
    )


def _name_to_disk():
    """Else a loss of power in a restore could leave the site open, half put back."""
    folder = os.open(settings.VAR_DIR, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _file():
    return settings.VAR_DIR / NAME
