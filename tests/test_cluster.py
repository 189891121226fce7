"""Runs that lease from one PostgreSQL database: as two users of it, and from two machines."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy.engine import make_url

from extract.leases import Leasing
from extract.store import open_store
from tests.commands import RunCli
from tests.databases import Users, execute, query, two_users
from tests.fake_run import SCRIPT, run_fake
from tests.machines import Network, give_up, network
from tests.postgres import temporary_server
from tests.store.test_store import ANNA, RUN
from tests.test_chaos import write_real_news
from tests.test_run import files, write_news

ROOT = Path(__file__).parents[1]
ARTICLES = 400


def until(happened: Callable[[], object], *processes: subprocess.Popen[str]) -> None:
    """Wait until something has happened, for as long as the processes run."""
    deadline = time.monotonic() + 120
    while not happened():
        for each in processes:
            assert each.poll() is None, each.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.02)


@contextmanager
def started(*words: str) -> Iterator[subprocess.Popen[str]]:
    """A command that runs, and is killed where the test ends before it."""
    process = subprocess.Popen(  # noqa: S603 - our own commands
        words, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def end_of(process: subprocess.Popen[str], users: Users) -> str:
    """Return what a run says until it ends; one that hangs fails with what it waits for."""
    try:
        return process.communicate(timeout=240)[0]
    except subprocess.TimeoutExpired:
        sessions = "SELECT usename, state, wait_event_type, wait_event, query FROM pg_stat_activity"
        pytest.fail(f"it does not end: {query(users.rule, sessions)}")


def leased(database: str, by: subprocess.Popen[str]) -> int:
    """Return how many articles a run holds."""
    held = f"state = 'waiting' AND leased_by LIKE '%:{by.pid}:%'"
    return int(query(database, f"SELECT count(*) FROM ledger WHERE {held}")[0][0])  # noqa: S608 - our own words


def stopped_with_a_lease(database: str, run: subprocess.Popen[str]) -> bool:
    """Stop a run, and tell whether it then holds articles; where it holds none it goes on."""
    run.send_signal(signal.SIGSTOP)
    holds = leased(database, run) > 0
    if not holds:
        run.send_signal(signal.SIGCONT)
    return holds


def done(users: Users) -> dict[object, int]:
    """Return how many articles each run has done."""
    rows = "SELECT run_id, count(*) FROM ledger WHERE state = 'done' GROUP BY run_id"
    return dict(query(users.rule, rows))


def test_two_users_make_what_one_run_makes_and_one_of_them_is_killed(
    users: Users, tmp_path: Path, run_cli: RunCli
) -> None:
    """The owner brings the articles and is killed; a user with fewer rights does the rest."""
    news = str(write_real_news(tmp_path / "news.jsonl", ARTICLES))

    def extract(name: str, *words: str) -> list[str]:
        (tmp_path / name).mkdir()
        outputs = ["--jsonl", f"{tmp_path}/{name}/records.jsonl"]
        outputs += ["--entities", f"{tmp_path}/{name}/entities.jsonl"]
        program = str(Path(sys.executable).parent / "extract")
        return [program, "run", *words, "--workers", "1", *outputs]

    _, *local = extract("local", news, "--db", f"sqlite:///{tmp_path}/facts.db")
    assert run_cli(*local)[0] == 0
    open_store(users.owner).close()
    with started(*extract("owner", news, "--lease", "--db", users.owner)) as owner:
        until(lambda: done(users) and stopped_with_a_lease(users.rule, owner), owner)
        ((run, before),) = done(users).items()
        with started(*extract("helper", "--lease", "--db", users.helper)) as helper:
            until(lambda: leased(users.rule, helper), helper)
            owner.send_signal(signal.SIGCONT)
            until(lambda: done(users)[run] > before, owner, helper)
            until(lambda: stopped_with_a_lease(users.rule, owner), owner, helper)
            owner.kill()
            assert owner.wait() == -signal.SIGKILL
            lost = leased(users.rule, owner)
            # So much time passes.
            passed = f"leased_until - interval '{Leasing().seconds} seconds'"
            execute(users.rule, f"UPDATE ledger SET leased_until = {passed}")  # noqa: S608 - ours
            said = end_of(helper, users)
    assert helper.returncode == 0, said
    assert files(tmp_path / "helper") == files(tmp_path / "local")
    rows = "SELECT state, attempts, count(*) FROM ledger GROUP BY state, attempts"
    assert query(users.rule, f"{rows} ORDER BY attempts") == [
        ("done", 1, ARTICLES - lost),
        ("done", 2, lost),
    ]


class Cluster(NamedTuple):
    """Two machines, “one” and “two”, and a database that they reach over the network."""

    machines: Network
    users: Users

    def words(self, name: str, user: str, *arguments: str, **query: str) -> list[str]:
        """Return the command that runs Python on a machine, with the URL of the database last."""
        host = self.machines.hub_address(name)
        url = make_url(user).set(host=host, query=query).render_as_string(hide_password=False)
        return [*self.machines.inside(name), sys.executable, *arguments, url]


@pytest.fixture(scope="module")
def server_and_machines() -> Iterator[tuple[str, Network]]:
    with network("one", "two") as machines:
        try:
            with temporary_server(namespace=machines.hub) as server:
                yield server.url, machines
        except FileNotFoundError as error:
            give_up(str(error))


@pytest.fixture
def cluster(server_and_machines: tuple[str, Network]) -> Iterator[Cluster]:
    server, machines = server_and_machines
    with two_users(server) as users:
        open_store(users.owner).close()
        yield Cluster(machines, users)
        machines.mend("one")


# In a URL: both ends notice within seconds what else takes them a minute.
SOON = {
    "keepalives_idle": "1",
    "keepalives_interval": "1",
    "keepalives_count": "2",
    "tcp_user_timeout": "3000",
}


def test_a_machine_that_loses_its_link_loses_nothing_and_holds_nobody_up(
    cluster: Cluster, tmp_path: Path
) -> None:
    calm = tmp_path / "calm"
    calm.mkdir()
    news = write_news(calm / "news.jsonl", 120)
    run_fake(news, folder=calm)
    machines, users = cluster
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()

    def work(name: str, user: str) -> list[str]:
        script = [*SCRIPT[1:], str(news), str(tmp_path / name)]
        script += ["--workers", "1", "--seconds", "0.1", "--lease"]
        return cluster.words(name, user, *script, **SOON)

    with started(*work("one", users.owner)) as one, started(*work("two", users.helper)) as two:
        until(lambda: len(done(users)) == 2, one, two)
        machines.cut("one")
        time.sleep(0.3)
        before = done(users)
        machines.mend("one")  # soon enough
        until(lambda: all(done(users)[run] > before[run] for run in before), one, two)
        until(lambda: leased(users.rule, one), one, two)
        machines.cut("one")
        said = end_of(two, users)
        assert two.returncode == 0, said
        assert files(tmp_path / "two") == files(calm)
        said = end_of(one, users)
        assert one.returncode == 1
        assert "StoreError: database “postgresql" in said
    again = "SELECT count(*) FROM ledger WHERE state = 'done' AND attempts > 1"
    taken_over = query(users.rule, again)
    assert taken_over != [(0,)]
    machines.mend("one")
    with started(*work("one", users.owner)) as one:
        said = end_of(one, users)
        assert one.returncode == 0, said
    assert files(tmp_path / "one") == files(calm)
    assert query(users.rule, again) == taken_over
    assert query(users.rule, "SELECT count(*) FROM ledger WHERE state = 'done'") == [(120,)]


WRITES_FOR_LONG = """
import sys, time
from extract.store import open_store
from extract.store.memory import next_change

with open_store(sys.argv[1]) as store, store._writing() as connection:
    next_change(connection)
    connection.exec_driver_sql("UPDATE state SET resolutions = 7")
    print("writing", flush=True)
    time.sleep(60)
"""


def test_what_a_lost_machine_was_writing_is_undone_soon(cluster: Cluster) -> None:
    command = cluster.words("one", cluster.users.helper, "-c", WRITES_FOR_LONG, **SOON)
    with started(*command) as lost:
        assert lost.stdout.readline() == "writing\n"
        cluster.machines.cut("one")
        cut = time.monotonic()
        with open_store(cluster.users.owner) as store:
            store.write_records([ANNA], run=RUN)
    assert 1 < time.monotonic() - cut < 20
    assert query(cluster.users.rule, "SELECT resolutions FROM state") == [(0,)]


TELLS_PATIENCE = """
import sys
from extract.store import open_store

names = ("keepalives_idle", "keepalives_interval", "keepalives_count", "tcp_user_timeout")
with open_store(sys.argv[1]) as store, store.reading() as connection:
    rows = connection.exec_driver_sql("SELECT name, setting FROM pg_settings").all()
    theirs = {name.removeprefix("tcp_keep") : value for name, value in rows}
    ours = connection.connection.driver_connection.info.get_parameters()
    print(*(theirs[name.removeprefix("keep")] for name in names))
    print(*(ours[name] for name in names))
"""


def test_both_ends_wait_a_minute_for_each_other_where_a_url_says_nothing(cluster: Cluster) -> None:
    with started(*cluster.words("two", cluster.users.helper, "-c", TELLS_PATIENCE)) as process:
        assert process.communicate(timeout=60)[0] == "30 10 3 60000\n" * 2


@pytest.fixture(autouse=True)
def _this_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
