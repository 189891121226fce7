"""Who decides: the name that goes into a decision."""

from __future__ import annotations

import getpass
import shutil
import subprocess

from extract.errors import ConfigError


def author_name(given: str | None) -> str:
    """Return the name `given`, else that of git's settings, else that of the login.

    Raises:
        ConfigError: there is none of them.
    """
    if given and given.strip():
        return given.strip()
    if git := shutil.which("git"):
        answer = subprocess.run(  # noqa: S603 - a fixed command
            [git, "config", "user.name"], capture_output=True, text=True, check=False
        )
        if name := answer.stdout.strip():
            return name
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError) as error:
        raise ConfigError("who decides? Give a name with --by") from error
