"""A PostgreSQL server for tests: the one of the environment, or a temporary one of this machine.

`EXTRACT_TEST_POSTGRES` is the URL of a database whose user may make others. Without it a cluster is
made in a temporary folder and thrown away afterwards; `python -m tests.postgres COMMAND …` does the
same around a command.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.machines import within

VARIABLE = "EXTRACT_TEST_POSTGRES"
_USER = "extract"
_DEBIAN = Path("/usr/lib/postgresql")


def programs() -> Path | None:
    """Return the folder of PostgreSQL's programs, of the newest version; None if there is none."""
    found = [path.parent for path in _DEBIAN.glob("*/bin/initdb")]
    if found:
        return max(found, key=lambda path: float(path.parent.name))
    program = shutil.which("initdb")
    return Path(program).resolve().parent if program else None


class Server:
    """A PostgreSQL server in a temporary folder, reached by a socket in it alone.

    It does not run as root, which PostgreSQL refuses, and does not wait for the disk.

    Args:
        folder: that is its own.
        bin_folder: of PostgreSQL's programs.
        namespace: of a network, in which other machines reach it too, with a password; needs root.
    """

    def __init__(self, folder: Path, bin_folder: Path, *, namespace: str | None = None) -> None:
        self._folder = folder
        self._bin = bin_folder
        self._namespace = namespace
        self._account = _account()
        if self._account is not None:
            entry = pwd.getpwnam(self._account)
            os.chown(folder, entry.pw_uid, entry.pw_gid)
        data = str(folder / "data")
        options = ["--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"]
        self._call("initdb", "--pgdata", data, "--username", _USER, *options)
        if namespace is not None:
            with (folder / "data" / "pg_hba.conf").open("a") as handle:
                handle.write("host all all samenet scram-sha-256\n")

    @property
    def url(self) -> str:
        """The URL of the database that every server has."""
        return f"postgresql+psycopg://{_USER}@/postgres?host={self._folder}"

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        addresses = "" if self._namespace is None else "*"
        settings = f"-c listen_addresses='{addresses}' -c fsync=off"
        settings += f" -c unix_socket_directories={self._folder}"
        log = ["--log", str(self._folder / "log")]
        self._call("pg_ctl", "start", "--wait", *self._data, *log, "-o", settings)

    def stop(self) -> None:
        """Stop the server at once, as a crash would; the data stay."""
        self._call("pg_ctl", "stop", "--mode=immediate", "--wait", *self._data)

    @property
    def _data(self) -> tuple[str, str]:
        return "--pgdata", str(self._folder / "data")

    def _call(self, program: str, *words: str) -> None:
        command = [str(self._bin / program), *words]
        account: dict[str, Any] = {}
        if self._account is not None:
            entry = pwd.getpwnam(self._account)
            account = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
        if self._namespace is not None:
            # Only root may enter it, and becomes the account inside.
            enter = within(self._namespace)
            command = [*enter, f"--setuid={entry.pw_uid}", f"--setgid={entry.pw_gid}", *command]
            account = {}
        # The log of a server must not hold on to the pipes of the test.
        with (self._folder / f"{program}.out").open("w+") as out:
            done = subprocess.run(  # noqa: S603 - PostgreSQL's own programs
                command,
                stdout=out,
                stderr=out,
                stdin=subprocess.DEVNULL,
                cwd=self._folder,
                check=False,
                **account,
            )
            if done.returncode:
                out.seek(0)
                raise RuntimeError(f"{' '.join(command)} failed:\n{out.read()}")


def _account() -> str | None:
    """Return the account that the server must run as, None for our own."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextmanager
def temporary_server(*, namespace: str | None = None) -> Iterator[Server]:
    """Yield a running server of our own; for `namespace` see `Server`.

    Raises:
        FileNotFoundError: PostgreSQL is not installed.
    """
    bin_folder = programs()
    if bin_folder is None:
        raise FileNotFoundError(
            "PostgreSQL is not installed: apt-get install postgresql, or set"
            f" {VARIABLE} to the URL of a server"
        )
    # Short: the path of a socket has room for about a hundred bytes.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    try:
        server = Server(folder, bin_folder, namespace=namespace)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


def main() -> int:
    """Run the command of the command line beside a server; return its exit status."""
    with temporary_server() as server:
        environment = os.environ | {VARIABLE: server.url}
        return subprocess.run(sys.argv[1:], env=environment, check=False).returncode  # noqa: S603 - the user's command


if __name__ == "__main__":
    sys.exit(main())
