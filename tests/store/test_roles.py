"""Users of a PostgreSQL database who do not own its tables; docs/cluster.md says what they need."""

import pytest
from sqlalchemy.engine import make_url

from extract.errors import StoreError
from extract.knowledge import Knowledge
from extract.schemas import Failure
from extract.store import open_store
from tests.databases import Users, execute, query, two_users
from tests.fake_extractor import resolve
from tests.store.test_store import ANNA, CARLA, RUN, record


@pytest.mark.parametrize("late", [False, True], ids=["rights-first", "tables-first"])
def test_a_user_with_the_rights_of_the_page_does_what_the_owner_does(
    postgres_server: str, *, late: bool
) -> None:
    with two_users(postgres_server, late=late) as users:
        open_store(users.owner).close()
        do_everything(users.helper)
        assert query(users.helper, "SELECT count(*) FROM failures") == [(0,)]


def do_everything(url: str) -> None:
    with open_store(url) as store, store.alone():
        store.check_rights()
        store.ledger.add_waiting([ANNA.article, CARLA.article], run=RUN)
        assert len(store.ledger.lease(by="me", version="1", size=2, seconds=60)) == 2
        assert store.write_records([ANNA], run=RUN, leased=True) == ()
        late = Failure(article="a2", stage="annotate", error="late")
        store.ledger.note_failures([late], run=RUN, articles={"a2": CARLA.article}, leased=True)
        assert store.write_records([ANNA, CARLA], run=RUN) == ()
        assert store.write_knowledge(Knowledge.of(resolve(store.article_mentions())))
        assert store.delete_articles(["a2"]) == ["a2"]
        store.finish_run(RUN, finished=RUN.started)
        assert [each.article.id for each in store.records()] == ["a1"]


def test_a_right_that_is_missing_is_no_fault_of_the_articles(users: Users) -> None:
    open_store(users.owner).close()
    execute(users.rule, f"REVOKE INSERT ON counts FROM {make_url(users.helper).username}")
    with open_store(users.helper) as store:
        with pytest.raises(
            StoreError, match=r"counts; let the owner.* or give this user its rights"
        ):
            store.write_records([ANNA, record("a3", "Nobody.")], run=RUN)
        assert store.ledger.entries(["a1", "a3"]) == {}
        with pytest.raises(StoreError, match=r"may not insert into counts; give the user its"):
            store.check_rights()


def test_only_the_owner_makes_tables(users: Users) -> None:
    with pytest.raises(StoreError, match="let the owner of the tables do this"):
        open_store(users.helper)
    assert query(users.rule, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]


def test_a_run_makes_temporary_tables(users: Users) -> None:
    open_store(users.owner).close()
    database = make_url(users.rule).database
    execute(users.rule, f"REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC")
    with open_store(users.helper) as store, pytest.raises(StoreError, match="temporary tables"):
        store.check_rights()
