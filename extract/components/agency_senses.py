"""Which body a name with several owners means in one article; unresolved when the text is silent.

The evidence, strongest first: a country beside the name, a name defined in the article, the same
name resolved earlier in it, then the cue words and countries of the whole article, which decide
only when they speak for one body clearly.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cache

from extract.values.agencies import Words, agency_words, name_key
from extract.values.agency_patterns import country_at
from extract.values.countries import capitals, country_of
from extract.values.register import Body, FormKind, Register

#: A word counts at most this often, so that one repeated word does not outvote three others.
_MOST_VOTES = 3
#: The best body must have this many times the votes of the next; stricter is larger.
_CLEAR_LEAD = 3
#: The same for a name that many countries use, "Supreme Court".
_LOCAL_LEAD = 2
#: How the reason begins where the words of the article decide, and nothing nearer.
BY_VOTES = "cue words of the article"


@dataclass(slots=True)
class Context:
    """What an article says of countries, and which words it has.

    Attributes:
        words: the article.
        countries: how often each country is named, by its name, adjective, people or capital.
        counts: how often each folded word stands.
        named: ids of bodies that the article names in full.
        defined: what an acronym was defined as in the article: its folded words to a body's id,
            or to None for a body that the register does not know.
        antecedents: the body that a local name was last resolved to.
        open: local names that stood before anything told whose they are.
    """

    words: Words
    countries: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    named: set[str] = field(default_factory=set)
    antecedents: dict[tuple[str, ...], str] = field(default_factory=dict)
    open: set[tuple[str, ...]] = field(default_factory=set)


def read_context(words: Words) -> Context:
    """Return the context of an article, with the countries and words it names counted."""
    context = Context(words, counts=Counter(words.folded))
    end = 0
    for at, form in enumerate(words.forms):
        if at >= end and form[0].isupper() and (found := country_at(words, at)) is not None:
            end, code = found
            context.countries[code] += 1
        elif form in capitals():
            context.countries[capitals()[form]] += 1
    return context


@cache
def _contested() -> frozenset[tuple[str, ...]]:
    """Return the acronyms that are known to mean more than the register's one body."""
    return frozenset(map(name_key, agency_words()["contested_acronyms"]))


def is_contested(key: tuple[str, ...]) -> bool:
    """Say whether a folded acronym is known to mean more than the register's bodies."""
    return key in _contested()


@cache
def _cue_key(cue: str) -> tuple[str, ...]:
    return name_key(cue)  # the cues are those of a register: they are few


def _votes(body: Body, context: Context, *, of_country: bool) -> int:
    votes = 0
    for cue in body.cues:
        key = _cue_key(cue)
        if len(key) == 1:
            votes += min(context.counts[key[0]], _MOST_VOTES)
        elif all(context.counts[word] for word in key):
            votes += min(context.words.text.count(cue), _MOST_VOTES)
    if of_country and body.country is not None:
        votes += min(context.countries[body.country], _MOST_VOTES)
    return votes


def cues_among(body: Body, words: AbstractSet[str]) -> int:
    """Return how many one-word cues of `body` are among folded `words`."""
    keys = map(_cue_key, body.cues)
    return sum(len(key) == 1 and key[0] in words for key in keys)


def choose_body(
    register: Register,
    ids: Sequence[str],
    context: Context,
    *,
    kind: FormKind,
    key: tuple[str, ...] = (),
    country: str | None = None,
) -> tuple[str | None, str]:
    """Return the id of the one body that a form means in an article, and the reason.

    Args:
        register: the register that `ids` come from.
        ids: the bodies that have this form.
        context: the article.
        kind: how the form names them.
        key: the folded form, for antecedents.
        country: the country beside the name, if there is one.

    Returns:
        The id, or None when nothing in the article decides; the reason in one line.
    """
    bodies = [register.bodies[each] for each in ids]
    if country is None and kind in {"name", "acronym"}:
        # No two parties are called Fatah; many are called Democratic Party.
        one_word = kind == "name" and len(key) == 1
        at_home = [body for body in bodies if one_word or not _is_abroad(body, context)]
        if not at_home:
            return None, f"a party of {bodies[0].country}, and the article is about other countries"
        bodies = at_home
    if country is not None:
        owned = [body.id for body in bodies if body.country == country]
        if len(owned) == 1:
            return owned[0], f"the country beside it is {country}"
        of_no_state = [body.id for body in bodies if body.country is None]
        if kind == "acronym" and not owned and len(of_no_state) == 1:
            return of_no_state[0], f"no body of {country} has this name, one of no state has"
        if kind != "name":
            return None, f"no one body of {country} has this name"
    if len(bodies) == 1 and (kind == "name" or (kind == "acronym" and not is_contested(key))):
        return bodies[0].id, "the register has one body of this name"
    in_full = context.named.union(context.antecedents.values())
    named = [body.id for body in bodies if body.id in in_full]
    if len(named) == 1 and kind != "local":
        return named[0], "the article names it in full"
    if key in context.antecedents and key not in context.open:
        return context.antecedents[key], "as before in the article"
    return _by_votes(bodies, context, kind)


def _is_abroad(body: Body, context: Context) -> bool:
    """Return whether an article names other countries alone than that of a party of this name."""
    # A country in its own name was counted with the others each time, and tells nothing.
    by_its_name = sum(
        context.words.text.count(name)
        for name in body.names
        if any(country_of(word) for word in name.split())
    )
    beside_its_name = context.countries.total() - by_its_name
    return (
        body.type == "party"
        and body.country is not None
        and beside_its_name > 0
        and not _votes(body, context, of_country=True)
    )


def _by_votes(bodies: Sequence[Body], context: Context, kind: FormKind) -> tuple[str | None, str]:
    if kind == "local":
        votes = Counter({body.id: context.countries[body.country or ""] for body in bodies})
    else:
        shared = {body.country for body in bodies} if len(bodies) > 1 else set()
        told = len(shared) != 1  # bodies of one country are not told apart by it
        votes = Counter({body.id: _votes(body, context, of_country=told) for body in bodies})
    ranked = votes.most_common(2)
    (best, count), second = ranked[0], ranked[1][1] if len(ranked) == 2 else 0
    lead = _LOCAL_LEAD if kind == "local" else _CLEAR_LEAD
    if kind == "local":
        # A country that the article names as often as the owner's speaks against all owners.
        owner = next(body.country for body in bodies if body.id == best)
        others = [number for code, number in context.countries.items() if code != owner]
        if count == 0 or count <= max(others, default=0):
            of_no_state = [body.id for body in bodies if body.country is None]
            if len(of_no_state) == 1:
                return of_no_state[0], "the article speaks for no state's body of this name"
            count = 0
    if kind == "acronym" and count == 0:
        usual = [body.id for body in bodies if body.usual]
        if len(usual) == 1:
            return usual[0], "what news means by it, where the article does not say"
    if count == 0 or count < lead * second:
        told_of = ", ".join(f"{each} {n}" for each, n in ranked if n) or "none"
        return None, f"unresolved; cue words of the article: {told_of}"
    return best, f"{BY_VOTES}: {count} against {second}"
