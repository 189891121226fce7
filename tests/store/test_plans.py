"""Common questions find their rows by an index, on both databases, whatever the size of the tables.

SQLite says how it would look for rows; PostgreSQL does too, told to go through a whole table only
where there is no other way.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy import create_engine, event

from extract.store import Feed, Store, open_store
from extract.store.views import VIEWS
from tests.store.test_views import facts  # noqa: F401 - a fixture

#: What may be gone through: it is small, or what a query has made.
SMALL = {"state", "runs", "CONSTANT", "asked", "anon_1", *VIEWS}
QUESTIONS = [
    "SELECT * FROM who_was_mentioned_with_whom WHERE name = 'Anna'",
    "SELECT * FROM who_was_mentioned_with_whom WHERE entity_id = 'anna'",
    "SELECT low, COUNT(DISTINCT story_id) FROM counts_by_article WHERE unit = 'man' GROUP BY low",
    "SELECT * FROM counts_by_article WHERE unit_class IN ('casualty', 'body') ORDER BY published",
    "SELECT * FROM counts_by_article WHERE article_id = '2024-08-01'",
    "SELECT * FROM timeline WHERE starts >= '2024-08-01' AND starts < '2024-09-01'",
    "SELECT * FROM timeline WHERE article_id = '2024-08-01'",
    "SELECT * FROM agencies_by_country WHERE country = 'TR' AND type = 'intelligence'",
    """
    SELECT a.title, m.text, d.edtf
    FROM dates d JOIN mentions m ON m.id = d.mention_id JOIN articles a ON a.id = m.article_id
    WHERE d.start <= '2025-01-17' AND d."end" > '2025-01-17'
    """,
    "SELECT * FROM mentions WHERE entity_id = 'anna'",
    "SELECT e.* FROM aliases a JOIN entities e ON e.id = a.entity_id WHERE a.name = 'Ana'",
    "SELECT * FROM entities WHERE label = 'PERSON' AND name = 'Anna'",
    "SELECT * FROM articles WHERE published >= '2024-08-01' AND published < '2024-08-02'",
    "SELECT m.* FROM locations l JOIN mentions m ON m.id = l.mention_id WHERE l.country = 'TR'",
    "SELECT article_id FROM stories WHERE story_id = '2024-08-03'",
    "SELECT * FROM decisions WHERE entity_id = 'anna'",
    "SELECT * FROM failures",
]


def gone_through(url: str, statement: str, parameters: Any = ()) -> set[str]:
    """Return the tables that a statement would be answered by going through, as it calls them."""
    rows = plan(url, statement, parameters)
    if isinstance(rows, dict):
        return set(without_condition(rows)) - SMALL
    found = {row.split()[1] for row in rows if row.startswith("SCAN ")}  # of an index too
    return {each for each in found if not each.startswith("(subquery")} - SMALL


def plan(url: str, statement: str, parameters: Any = ()) -> Any:
    """Return how a database would answer: lines of SQLite, or the tree of PostgreSQL's nodes."""
    engine = create_engine(url)
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            found = [row[-1] for row in rows]
        else:
            # What it does with large tables, in small ones.
            for way in ("seqscan", "hashjoin", "mergejoin"):
                connection.exec_driver_sql(f"SET enable_{way} = off")
            rows = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", parameters)
            found = rows.scalar_one()[0]["Plan"]
    engine.dispose()
    return found


def without_condition(node: dict[str, Any]) -> Iterator[str]:
    """Yield the tables that are gone through, by themselves or along an index."""
    if "Relation Name" in node and not {"Index Cond", "Recheck Cond"} & node.keys():
        yield node["Alias"]
    for each in node.get("Plans", ()):
        yield from without_condition(each)


def test_a_question_is_answered_by_an_index(facts: str) -> None:  # noqa: F811
    """All in one database: to make one takes PostgreSQL a second."""
    found = {question: gone_through(facts, question) for question in QUESTIONS}
    assert {question: tables for question, tables in found.items() if tables} == {}


def test_a_table_that_is_gone_through_is_noticed(facts: str) -> None:  # noqa: F811
    assert gone_through(facts, "SELECT * FROM mentions WHERE text = 'Anna'") == {"mentions"}
    assert gone_through(facts, "SELECT * FROM timeline WHERE context = ''")


def polled(store: Store) -> None:
    feed = Feed(store, query_cursor(store))
    for each in (feed.records(), feed.entities(), feed.decisions(), feed.deletions()):
        list(each)


def query_cursor(store: Store) -> str:
    origin, _, _number = Feed(store).cursor.rpartition(".")
    return f"{origin}.1"


LOOKUPS: dict[str, Callable[[Store], Any]] = {
    "an article": lambda store: store.record("2024-08-01"),
    "some articles": lambda store: list(store.records(["2024-08-01", "2024-08-02"])),
    "where an entity stands": lambda store: list(store.mentions_of("anna")),
    "articles about an entity": lambda store: store.telling_articles(["anna"]),
    "some entities": lambda store: list(store.entities_of(["anna", "mit"], count_stories=True)),
    "why": lambda store: store.decisions_on(list(store.entities_of(["anna"]))),
    "decisions on an entity": lambda store: list(store.decisions("anna")),
    "what changed": polled,
    "new names": lambda store: store.memory().met("PERSON", ["surname anna"]),
    "words of new names": lambda store: store.memory().blocks("AGENCY", ["name anna * "]),
    "company": lambda store: store.memory().contexts(["anna"], 5),
    "who is in many articles": lambda store: store.memory().frequent(3),
    "namesakes": lambda store: store.memory().apart(["Anna"]),
    "what is due": lambda store: list(store.memory().articles(unresolved=True)),
    "copies": lambda store: [
        store.stories().sharing([1, 2]),
        store.stories().places(["2024-08-01"]),
        store.stories().copies(["2024-08-03"]),
        store.stories().texts(["2024-08-03"]),
    ],
    "what is done": lambda store: store.ledger.entries(["2024-08-01"]),
    "failures": lambda store: list(store.ledger.failures()),
}


def statements(store: Store, ask: Callable[[Store], Any]) -> Iterable[tuple[str, Any]]:
    """Return what a store asks its database."""
    asked: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    event.listen(store._engine, "before_cursor_execute", note)
    ask(store)
    event.remove(store._engine, "before_cursor_execute", note)
    return [each for each in asked if each[0].startswith("SELECT")]


def test_what_the_store_asks_is_answered_by_an_index(facts: str) -> None:  # noqa: F811
    with open_store(facts) as store:
        asked = {what: statements(store, ask) for what, ask in LOOKUPS.items()}
    assert all(asked.values())
    found = {
        (what, statement): gone_through(facts, statement, given)
        for what, some in asked.items()
        for statement, given in some
    }
    assert {asking: tables for asking, tables in found.items() if tables} == {}


def test_who_polls_does_not_look_at_what_is_as_it_was(facts: str) -> None:  # noqa: F811
    with open_store(facts) as store:
        polling = list(statements(store, polled))
    for table in ("articles", "entities", "decisions"):
        asked = [each for each in polling if f"{table}.changed >" in each[0]]
        assert asked
        for statement, given in asked:
            assert f"ix_{table}_changed" in str(plan(facts, statement, given))
