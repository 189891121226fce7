"""What a test needs root for: machines on a network of their own, and a disk that is soon full.

Where they cannot be made the test is skipped, but on CI it fails.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NoReturn
from uuid import uuid4

_NAMESPACES = Path("/run/netns")
# Of a range that is nobody's (RFC 5737); four addresses for each link.
_NET = "192.0.2"


class Network:
    """Machines, as network namespaces, each with a link to one that is their `hub`."""

    def __init__(self, names: list[str]) -> None:
        self.hub = f"hub-{uuid4().hex[:8]}"
        self._machines = {name: f"{name}-{uuid4().hex[:8]}" for name in names}

    @property
    def namespaces(self) -> list[str]:
        """The names of all namespaces."""
        return [self.hub, *self._machines.values()]

    def inside(self, name: str) -> list[str]:
        """Return the words before a command that is to run on a machine."""
        return within(self._machines[name])

    def hub_address(self, name: str) -> str:
        """Return the address at which a machine reaches the hub."""
        return f"{_NET}.{4 * list(self._machines).index(name) + 1}"

    def link(self) -> None:
        """Connect the machines with the hub."""
        for number, namespace in enumerate(self._machines.values()):
            pair = ["type", "veth", "peer", "name", "hub", "netns", namespace]
            _call("ip", "-n", self.hub, "link", "add", f"machine{number}", *pair)
            for here, device, address in (
                (self.hub, f"machine{number}", 4 * number + 1),
                (namespace, "hub", 4 * number + 2),
            ):
                _call("ip", "-n", here, "address", "add", f"{_NET}.{address}/30", "dev", device)
                _call("ip", "-n", here, "link", "set", device, "up")

    def cut(self, name: str) -> None:
        """Take the link of a machine away."""
        _call("ip", "-n", self._machines[name], "link", "set", "hub", "down")

    def mend(self, name: str) -> None:
        """Give a machine its link again."""
        _call("ip", "-n", self._machines[name], "link", "set", "hub", "up")


def give_up(reason: str) -> NoReturn:
    """End the test: something is not here that it needs, and that CI must have."""
    import pytest  # noqa: PLC0415 - `python -m tests.postgres` runs before it is installed

    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def network(*names: str) -> Iterator[Network]:
    """Yield a network of machines with these names."""
    made = Network(list(names))
    with ExitStack() as undo:
        try:
            for each in made.namespaces:
                _call("ip", "netns", "add", each)
                undo.callback(_call, "ip", "netns", "delete", each)
            made.link()
        except (OSError, subprocess.CalledProcessError) as error:
            give_up(f"network namespaces cannot be made here: {_reason(error)}")
        yield made


def within(namespace: str) -> list[str]:
    """Return the words before a command that is to run in a network namespace."""
    return ["nsenter", f"--net={_NAMESPACES / namespace}"]


@contextmanager
def small_disk(folder: Path, *, kilobytes: int) -> Iterator[Path]:
    """Yield `folder` as a file system of its own with so much room, in memory."""
    folder.mkdir()
    size = f"size={kilobytes}k"
    try:
        _call("mount", "-t", "tmpfs", "-o", size, "tmpfs", str(folder))
    except (OSError, subprocess.CalledProcessError) as error:
        give_up(f"a file system cannot be mounted here: {_reason(error)}")
    try:
        yield folder
    finally:
        _call("umount", str(folder))


def enlarge(disk: Path, *, kilobytes: int) -> None:
    """Give a small disk so much room."""
    _call("mount", "-o", f"remount,size={kilobytes}k", str(disk))


def _reason(error: OSError | subprocess.CalledProcessError) -> str:
    said = error.stderr if isinstance(error, subprocess.CalledProcessError) else str(error)
    return f"{said.strip()} (run the tests as root, with iproute2 and util-linux)"


def _call(*words: str) -> None:
    subprocess.run(words, check=True, capture_output=True, text=True)  # noqa: S603 - the system's own
