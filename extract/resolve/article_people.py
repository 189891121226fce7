"""The people of one article: full names first, then what is shorter.

A surname goes to the one full name that has it, a given name to the one that has that, a
misspelling to the one that sounds alike. Where two people could be meant, a title, a role or
nearness decides, or else the mention stays apart, with an `unsure` judgement for each.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from extract.resolve.article_bearers import (
    Called,
    Fitting,
    Person,
    how_called,
    is_throned_otherwise,
    said_title,
)
from extract.resolve.article_choice import NEAR_CHARS, ROLE_OF_ANOTHER, choose, may_stand_ahead
from extract.resolve.article_others import somebody_else
from extract.resolve.article_roles import (
    contrasted_role,
    descriptions_of,
    kin_of,
    kin_word,
    role_of,
    sex_by_title,
    tell_apart,
    with_kinds,
)
from extract.resolve.article_words import Marks, Words, is_any, may_be
from extract.resolve.blocks import NameIndex
from extract.resolve.clusters import Judged, display
from extract.resolve.compare import NameJudgement, judge_people
from extract.resolve.lives import names_several
from extract.resolve.names import PersonName, lexicon, parse_person
from extract.schemas import ArticleMentions, Mention

#: The ways to read a short name, the surest first.
_WAYS: tuple[frozenset[Called], ...] = (
    frozenset({"surname", "last-name", "given-name"}),
    frozenset({"half-surname"}),
    frozenset({"misspelt-surname"}),
)
#: What stands between a name and another name of the same person.
_ALIAS = re.compile(
    r"""[\s,("“'‘]*(?:
        (?:who\s)?(?:is|was)?\s*(?:also|better|widely|popularly|commonly|locally|otherwise|formerly)?\s*
        known\s(?:\w+\s)?as
        | (?:who\s[^.,;]{1,40}\s)?under\s(?:his|her)\s(?:maiden|married|birth|former|real)\sname
        | alias | a\.?k\.?a\b\.? | @ | nicknamed | (?<=,\s)(?:n[ée]e|born)
        | whose\s(?:real|full|correct|birth)\sname\s(?:is|was) | real\sname:?
        | whom\s[^.,;]{1,40}?\scalls?
    )[\s,:("“'‘]+""",
    re.VERBOSE,
)
_ALIAS_CHARS = 80
#: "A section head surnamed Liu" was not named before.
_SURNAMED = (" surnamed ", " surnamed\n")
#: What an article says that tells somebody from another of the name, who may stand elsewhere.
_OF_NAMESAKES = ("namesake", "same name", "relation", "related", "confused with")
#: More bearers of one name no article tells apart; what is of none of them is left open.
_MOST_NAMESAKES = 8
_OWNER = re.compile(r"[”\"’']?['’]s?\b")


#: How sure a short name makes us by how it is somebody's, 0–1.
_SCORES: dict[Called, float] = {
    "surname": 0.95,
    "last-name": 0.9,
    "given-name": 0.85,
    "half-surname": 0.85,
    "misspelt-surname": 0.8,
}


@dataclass(slots=True)
class _Part:
    """Mentions of one name that may be of one bearer, and what is said beside them."""

    mentions: list[Mention]
    marks: Marks
    described: set[str]

    @property
    def last(self) -> Mention:
        return self.mentions[-1]

    def add(self, other: _Part) -> None:
        self.mentions += other.mentions
        self.marks.add(other.marks)
        self.described |= other.described


class People:
    """The people of one article, found in two passes: full names, then what is shorter.

    `apart` holds pairs of keys of full names that are two people's, as far as they were compared:
    what is not worth comparing here, its letters keep apart everywhere.
    """

    def __init__(self, article: ArticleMentions) -> None:
        self.article = article
        self.words = Words(article.text)
        self.persons: list[Person] = []
        self._index = NameIndex(())
        #: Of each full name, by its position in the index, the person (a position in `persons`).
        self._person_of: list[int] = []
        self.loose: dict[str, list[Mention]] = defaultdict(list)
        #: Those who were introduced by a given name alone, by that name.
        self._alone: dict[str, list[Person]] = defaultdict(list)
        self.judged: list[Judged] = []
        #: Whose a short name is by which rule, as far as it was said: to repeat it says no more.
        self._said: set[tuple[str, str, Called]] = set()
        self.apart: set[frozenset[str]] = set()
        #: Short names that several people of the article bear, who may be any of them.
        self.either: set[str] = set()
        #: All mentions in text order, and where they stand.
        self._mentions: Sequence[Mention] = ()
        self._starts: list[int] = []
        #: Of mentions, by id, those that are somebody else's.
        self._others: dict[str, set[str]] = {}

    def groups(self) -> list[list[Mention]]:
        """Return the mentions of each person, and of each name that stayed unresolved."""
        found = [sorted(p.mentions, key=lambda m: m.start) for p in self.persons]
        loose = [part for each in self.loose.values() for part in self._apart_where_unclear(each)]
        return found + loose

    def _apart_where_unclear(self, group: list[Mention]) -> list[list[Mention]]:
        """Part what is nobody's for certain: each of two ministers may be the next “Kim”, too."""
        unclear = [mention for mention in group if mention.id in self.either]
        others = [mention for mention in group if mention.id not in self.either]
        parts, either = self._namesakes(others) if others else ([], [])
        return [*parts, *([mention] for mention in (*unclear, *either))]

    def read(self, mentions: Sequence[Mention]) -> None:
        """Assign every mention."""
        self._others = somebody_else(self.article.text, mentions)
        self._mentions, self._starts = mentions, [mention.start for mention in mentions]
        forms: dict[str, list[Mention]] = defaultdict(list)
        short: list[tuple[Mention, PersonName]] = []
        for mention in mentions:
            name = parse_person(display(mention.text))
            full = len(name.parts) > 1
            if names_several(self.article.text, mention, full=full):
                self.loose[f"family {name.key}"].append(mention)
            elif full:
                forms[name.key].append(mention)
            else:
                short.append((mention, name))
        named: list[tuple[PersonName, list[Mention]]] = []
        unclear: dict[str, list[Mention]] = {}
        told = any(words in self.article.text for words in _OF_NAMESAKES)
        for group in forms.values():
            parts, either = self._namesakes(group)
            if told and len(parts) == 1 and self.words.is_namesake(group[0]):
                # Elsewhere the name may be that of whom this one is told from.
                self.apart.add(frozenset((_name_of(group).key,)))
            named += ((_name_of(part), part) for part in parts)
            if either:
                unclear[_name_of(either).key] = either
        ordered = sorted(
            named, key=lambda each: (-len(each[0].parts), -len(each[1]), each[1][0].start)
        )
        self._index = NameIndex([name for name, _ in ordered])
        for number, (name, group) in enumerate(ordered):
            self._place_full(number, name, group)
        for person in self.persons:
            person.name_in_full()
            for form in person.forms if unclear else ():
                self._leave_open(form, unclear.get(form.key, ()))
        read = [(mention, name, self._readings(name)) for mention, name in short]
        read = [each for each in read if not self._introduce(*each)]
        for _, name, readings in read:
            readings.extend(self._alone_as(name))
        # How people are called is known first from what can mean one alone.
        for mention, name, readings in sorted(
            read, key=lambda each: (len(each[2]) > 1, _ways(each[2]))
        ):
            self._place_short(mention, name, readings)
        for first, second in pairwise(mentions):
            between = first.end, second.start
            if (
                2 < second.start - first.end <= _ALIAS_CHARS
                and _ALIAS.fullmatch(self.article.text, *between)
                and not _OWNER.match(self.article.text, second.end)
            ):
                self._join_alias(first, second)

    def _leave_open(self, form: PersonName, mentions: Iterable[Mention]) -> None:
        """Leave mentions of a full name apart that several people of the article bear."""
        same = (f"“{form.text}” in both",)
        open_ = ("the article names two people so, and does not say which",)
        doubt = NameJudgement("unsure", 0.5, "several-fit", same, open_, same_surname=True)
        for mention in mentions:
            self.loose[f"either {mention.id}"] = [mention]
            self._judge(form, form, doubt, mention)

    def _join_alias(self, first: Mention, second: Mention) -> None:
        """Make one of two people whom the article calls one under two names."""
        person = next((each for each in self.persons if first in each.mentions), None)
        if person is None or second in person.mentions:
            return
        name, alias = _name_of([first]), _name_of([second])
        other = next((each for each in self.persons if second in each.mentions), None)
        if other is not None and len(alias.parts) > 1:
            self.apart -= {frozenset((a.key, b.key)) for a, b in product(person.forms, other.forms)}
            person.forms += other.forms
            person.mentions += other.mentions
            other.forms, other.mentions = [], []
        elif second in self.loose.get(alias.parts[0].folded, ()):
            person.mentions += self.loose.pop(alias.parts[0].folded)
        else:
            return
        between = self.article.text[first.end : second.start].strip(" ,(“\"'‘:")
        evidence = (f"“{between}” stands between them",)
        self._judge(name, alias, NameJudgement("match", 0.95, "alias", evidence), second)

    def _judge(
        self, a: PersonName, b: PersonName, judgement: NameJudgement, mention: Mention
    ) -> None:
        self.judged.append(
            Judged(
                "PERSON",
                a.text,
                b.text,
                judgement.verdict,
                judgement.rule,
                judgement.score,
                judgement.reason,
                self.article.id,
                mention.id,
            )
        )

    def _persons(self, names: frozenset[int]) -> list[int]:
        """Return who has one of `names`, as far as they are placed, in order of appearance."""
        if not names:
            return []
        placed = len(self._person_of)
        return sorted({self._person_of[number] for number in names if number < placed})

    def _place_full(self, number: int, name: PersonName, group: list[Mention]) -> None:
        fitting: list[tuple[int, NameJudgement, PersonName]] = []
        for place in self._persons(self._index.rivals(number)):
            person = self.persons[place]
            judgements = [self._compare(name, group, form, person) for form in person.forms]
            if all(judgement.verdict == "match" for judgement in judgements):
                fitting.append((place, judgements[0], person.forms[0]))
            else:
                worst = next(j for j in judgements if j.verdict != "match")
                if worst.same_surname:
                    self._judge(name, person.forms[0], worst, group[0])
                if worst.verdict == "no_match":
                    self.apart.update(frozenset((name.key, form.key)) for form in person.forms)
        if len(fitting) == 1:
            place, judgement, form = fitting[0]
            self.persons[place].forms.append(name)
            self.persons[place].mentions += group
            self._person_of.append(place)
            self._judge(name, form, judgement, group[0])
            return
        for _, judgement, form in fitting:
            several = (f"it may be any of {len(fitting)} people here",)
            doubt = NameJudgement("unsure", 0.5, "several-fit", judgement.evidence, several)
            self._judge(name, form, doubt, group[0])
        self._person_of.append(len(self.persons))
        self.persons.append(Person([name], list(group)))

    def _compare(
        self, name: PersonName, group: list[Mention], form: PersonName, person: Person
    ) -> NameJudgement:
        """Judge two full names that stand in one article, where a writer tells people apart."""
        if name.key == form.key:
            return self._compare_namesakes(name, group, person)
        judgement = _last_names(name, form) or judge_people(form, name)
        if judgement.verdict != "match":
            return judgement
        ours, theirs = self._described(group), person.told(self.article.text).described
        by_tail = judgement.rule == "last-names"
        if self._is_other(group, person.mentions):
            return _parted(judgement, "somebody-else", "so say the words between them")
        one_junior = name.suffix != form.suffix
        # "Carlos Guerrero" is not what Carlos Saúl Jaimes Guerrero is called in short.
        outer = not judgement.plain or abs(len(name.parts) - len(form.parts)) > 1
        less_said = by_tail or (judgement.rule == "middle-name-missing" and outer)
        less_said |= one_junior
        relatives = [*group, *(person.mentions if one_junior else ())]
        if less_said and (kin := next(filter(None, map(kin_of, map(role_of, relatives))), None)):
            return _parted(judgement, "kinship", f"one is a “{kin}”")
        if not by_tail and (kin := self.words.kinship(group, person.mentions)):
            return _parted(judgement, "kinship", f"“{kin}” stands between them")
        if apart := self.words.told_apart(group, person.mentions):
            return _parted(judgement, "told-apart", apart)
        if judgement.rule == "initials" and _says_more(name, form):
            return _parted(judgement, "two-given-names", "the initials are of more names")
        in_doubt = {"given-name-cognate": "both names", "word-order": "both orders"}
        if judgement.rule in in_doubt and not ours & theirs:
            return _parted(
                judgement,
                "two-given-names",
                f"one article gives {in_doubt[judgement.rule]} and no role in common",
            )
        if less_said and not by_tail and not ours & theirs and self._longer_again(group, person):
            return _parted(judgement, "two-names", "the longer name stands after the shorter")
        if less_said and not by_tail and ours and theirs and not ours & theirs:
            return _parted(judgement, "two-roles", "one article gives each a role of its own")
        if judgement.rule == "spelling-variant":
            if abs(len(name.parts) - len(form.parts)) > 1 and not judgement.plain:
                return _parted(judgement, "two-names", "words and a letter differ")
            if self.words.ages(group) & self.words.ages(person.mentions):
                return judgement
            if not judgement.plain and name.surname_first and form.surname_first:
                return _parted(
                    judgement,
                    "two-given-names",
                    "one article gives both, and in such names a letter makes another name",
                )
            same = [m for m in person.mentions if _name_of([m]).key == form.key]
            roles = ours, self._described(same)
            # A slip of the pen happens once; Joe and Joseph may be two from the first.
            often = judgement.plain or min(len(group), len(same)) > 1
            if often and all(roles) and not roles[0] & roles[1]:
                return _parted(
                    judgement,
                    "two-roles",
                    "one article gives both, each with a role of its own",
                )
        return judgement

    def _described(self, mentions: Iterable[Mention]) -> set[str]:
        return set[str]().union(*(descriptions_of(each, self.article.text) for each in mentions))

    def _is_other(self, ours: Iterable[Mention], theirs: Iterable[Mention]) -> bool:
        """Return whether the words between them say that mentions are two people's."""
        if not self._others:
            return False
        others = {other for each in ours for other in self._others.get(each.id, ())}
        return bool(others) and not others.isdisjoint(each.id for each in theirs)

    def _longer_again(self, group: Sequence[Mention], person: Person) -> bool:
        """Return whether a longer name stands after the shorter, which a headline may have."""
        shorter, longer = sorted((group, person.mentions), key=_length)
        body = [m for m in shorter if "\n" in self.article.text[: m.start].lstrip()]
        return bool(body) and body[0].start < max(m.start for m in longer)

    def _compare_namesakes(
        self, name: PersonName, group: list[Mention], person: Person
    ) -> NameJudgement:
        same = (f"“{name.text}” in both",)
        apart = self.words.told_apart(group, person.mentions) or "the article says so"
        return NameJudgement("no_match", 0.0, "told-apart", same, (apart,), same_surname=True)

    def _namesakes(self, group: list[Mention]) -> tuple[list[list[Mention]], list[Mention]]:
        """Part the mentions of one name where the article tells two of that name apart.

        Who is meant by what says nothing is whom its role or nearness shows, or is left open.

        Returns:
            The mentions of each person, and those that may be of either.
        """
        if len(group) == 1:
            return [group], []
        marked = self._marked(group)
        told = bool(marked) or self.words.is_namesake(group[0]) or self._contrasted(group)
        marks = self.words.marks(group)
        if not (
            told
            or len(marks.ages) > 1
            or len(marks.sexes) > 1
            or len(marks.callings) > 1
            or any(self.words.side_by_side(first, second) for first, second in pairwise(group))
            or any(self._introduced_twice(first, second) for first, second in pairwise(group))
        ):
            return [group], []
        parts: list[_Part] = []
        unclear: list[Mention] = []
        for mention in group:
            own = _Part([mention], self.words.marks([mention]), self._described([mention]))
            fitting = [part for part in parts if self._may_be_one(part, own, told=told)]
            said = [
                part
                for part in fitting
                if own.marks.ages & part.marks.ages or own.described & part.described
            ]
            if mention.id in marked:
                fitting = said = [part for part in said if part is not parts[0]]
            near = [part for part in fitting if mention.start - part.last.end <= NEAR_CHARS]
            if not fitting:
                if len(parts) < _MOST_NAMESAKES:
                    parts.append(own)
                else:
                    unclear.append(mention)
            elif said or len(fitting) == 1:
                max(said or fitting, key=lambda part: part.last.start).add(own)
            elif len(near) == 1:
                near[0].add(own)
            else:
                unclear.append(mention)
        return [part.mentions for part in parts], unclear

    def _may_be_one(self, part: _Part, own: _Part, *, told: bool) -> bool:
        """Return whether the next mention of a name may be of the same bearer as those before."""
        return not (
            self.words.side_by_side(part.last, own.last)
            or part.marks.apart(own.marks)
            or self._introduced_twice(part.last, own.last)
            # Where the article says that there are two, a role of its own is another's.
            or (told and own.described and part.described and not own.described & part.described)
        )

    def _marked(self, group: Sequence[Mention]) -> set[str]:
        """Return the ids of mentions that the words beside them make those of another bearer."""
        known = Person([_name_of(group)])
        marked, earlier = set(), set[str]()
        for mention in group:
            if earlier and (
                self.words.is_namesake(mention, again=True)
                or self._is_another(mention, known)
                or not earlier.isdisjoint(self._others.get(mention.id, ()))
            ):
                marked.add(mention.id)
            known.mentions.append(mention)
            earlier.add(mention.id)
        return marked

    def _introduced_twice(self, first: Mention, second: Mention) -> bool:
        """Return whether a full name is given again at once, with another role before it.

        "Her mother, Li Na, waited. The interpreter, Li Na, wept."
        """
        if second.start - first.end > NEAR_CHARS or len(_name_of([second]).parts) == 1:
            return False
        if not self.words.apposition(first) or not self.words.apposition(second):
            return False
        one, two = (set((role_of(each) or "").casefold().split()) for each in (first, second))
        return one.isdisjoint(two)

    def _contrasted(self, group: Sequence[Mention]) -> bool:
        """Return whether a role tells a surname from the same one: "the lawyer Romero"."""
        if len(_name_of(group).parts) > 1:
            return False
        text = self.article.text
        contrasts = set(filter(None, (contrasted_role(mention, text) for mention in group)))
        return any(
            tell_apart(with_kinds(contrast), descriptions_of(other, text))
            for contrast in contrasts
            for other in group
        )

    def _is_another(self, mention: Mention, known: Person) -> bool:
        """Return whether a single name is introduced again: "her mother, Nur", "a cook, Nur"."""
        name = known.forms[0]
        if len(name.parts) > 1:
            return False
        kin = self.words.introduced(mention)
        return (kin is not None and not may_be(kin, self._kin(known))) or self._is_new(
            mention, [Fitting(known, name, "given-name")]
        )

    def _place_short(self, mention: Mention, name: PersonName, readings: list[Fitting]) -> None:
        if alone := self._alone_as(name):  # who came since is among them, too
            among = {id(item.person) for item in readings}
            readings += [item for item in alone if id(item.person) not in among]
        if is_any(mention, self.article.text):
            self.either.add(mention.id)
            self.loose[name.parts[0].folded].append(mention)
            return
        sex = sex_by_title(mention, self.article.text)
        ages = self.words.ages([mention])
        kept = [
            item
            for item in readings
            if (not sex or item.person.sexes(self.article.text) <= {sex})
            and not is_throned_otherwise(mention, item, self.article.text)
            and not (ages and self._told_apart(mention, item.person))
            and not self._is_namesake_of(mention, item.person)
        ]
        kept = [item for item in kept if not self._is_other([mention], item.person.mentions)]
        so_far = [item for item in kept if item.person.named[0] < mention.start]
        if sex and (
            known := [x for x in so_far or kept if self._may_be_titled(x.person, mention, sex)]
        ):
            kept = known
        halves = [
            i for i in kept if i.called == "half-surname" and i.person.named[0] < mention.start
        ]
        for ways in _WAYS:
            fitting = [item for item in kept if item.called in ways]
            if halves and fitting and all(item.person.named[0] > mention.start for item in fitting):
                fitting = halves  # who was named before is meant, not who comes below
            if "misspelt-surname" in ways:  # nobody is misspelt who was not named yet
                fitting = [i for i in fitting if i.person.named[0] < mention.start]
            if not fitting:
                continue
            if name.parts[0].halves and "half-surname" in ways and len(fitting) > 1:
                break  # "the Ortega-Murillo government" is two people's
            chosen, why = choose(
                mention,
                name.parts[0],
                fitting,
                self.article.text,
                given_first=self._given_first,
            )
            if chosen is None:
                several = (f"“{name.text}” fits {len(fitting)} people here",)
                for item in fitting:
                    doubt = NameJudgement("unsure", 0.5, "several-fit", several, (why,))
                    self._judge(name, item.form, doubt, mention)
                # It is nobody whom the article has named.
                if len(fitting) == 1 and why != ROLE_OF_ANOTHER:
                    self._add_alone(mention, name, fitting[0].called)
                    return
                self.either.add(mention.id)
                break
            person, form, called = chosen
            if called == "given-name":
                person.call_by_given_name(mention, self.article.text)
            else:
                person.call_by_surname(mention, name.parts[0])
            about = name.text, form.text, called
            if about not in self._said:
                self._said.add(about)
                fits = f"“{name.text}” is the {called.replace('-', ' ')} of “{form.text}”"
                if form is name:  # of somebody who was introduced so
                    fits = f"“{name.text}” in both"
                judgement = NameJudgement("match", _SCORES[called], called, (fits, why))
                self._judge(name, form, judgement, mention)
            return
        self.loose[name.parts[0].folded].append(mention)

    def _told_apart(self, mention: Mention, person: Person) -> bool:
        """Return whether the words beside a short name make its bearer another than a person."""
        number = bisect_left(self._starts, mention.start)
        around = self._mentions[max(0, number - 1) : number + 2]
        return any(
            self.words.side_by_side(first, second)
            and (person.stands_at(first.start) or person.stands_at(second.start))
            for first, second in pairwise(around)
        ) or bool(self.words.marks([mention]).apart(person.marks(self.article.text)))

    def _may_be_titled(self, person: Person, mention: Mention, sex: str) -> bool:
        """Return whether it is known that a title of a sex may be a person's.

        Of a man that is seldom said where he is named first.
        """
        text = self.article.text
        return bool(
            person.sexes(text) if sex == "f" else said_title(mention, text) in person.titled(text)
        )

    def _is_namesake_of(self, mention: Mention, person: Person) -> bool:
        """Return whether who is named below is said to bear the name of whom a short one means."""
        if mention.start > person.named[0]:
            return False
        first = person.told(self.article.text).first
        return mention.start < first.start and self.words.is_namesake(first)

    def _introduce(self, mention: Mention, name: PersonName, readings: list[Fitting]) -> bool:
        """Take a single name for that of somebody new, if the words beside it introduce one.

        "His grandson Ebrahim", "a classmate, also called Daniel" is nobody whom the article has
        named in full before, unless as a relative; nor is "Rustam, a cook" the rescuer Rustam
        Effendi who is named after him. Returns whether it was taken so.
        """
        text = self.article.text
        if text.endswith(_SURNAMED, 0, mention.start):
            self._add_alone(mention, name, "surname")
            return True
        readings = [*readings, *self._alone_as(name)]
        bearers = [item.person for item in readings if item.person.named[0] < mention.start]
        if bearers:
            kin = self.words.introduced(mention)
            # No relative goes by the surname: "where he lives with his mother, Nur has a pig".
            if kin in lexicon("kinship") and all(item.called == "surname" for item in readings):
                kin = None
            if (kin is None or any(may_be(kin, self._kin(person)) for person in bearers)) and not (
                self._is_new(mention, readings)
            ):
                return False
        elif (
            not readings
            or any(item.called != "given-name" for item in readings)
            or may_stand_ahead(mention, readings, text)
        ):
            return False
        self._add_alone(mention, name, "given-name")
        return True

    def _add_alone(self, mention: Mention, name: PersonName, called: Called) -> None:
        """Add somebody who is introduced by a single name."""
        person = Person([name])
        if called == "given-name":
            person.call_by_given_name(mention, self.article.text)
        else:
            person.call_by_surname(mention, name.parts[0])
            person.named.append(mention.start)
        self._alone[name.parts[0].folded].append(person)
        self.persons.append(person)

    def _kin(self, person: Person) -> set[str]:
        """Return the words of kinship by which the article introduces a person."""
        words = (kin_word(role_of(each)) or self.words.introduced(each) for each in person.mentions)
        return {word for word in words if word}

    def _is_new(self, mention: Mention, readings: Sequence[Fitting]) -> bool:
        """Return whether an apposition introduces somebody: "A crane driver, Saleh, laughed".

        A surname may stand behind a new description of who was named; behind "a" it is new.
        """
        article = self.words.apposition(mention)
        if article is None:
            return False
        if article == "a":
            return True
        text = self.article.text
        roles = descriptions_of(mention, text)
        return all(
            item.called == "given-name" and tell_apart(roles, item.person.told(text).described)
            for item in readings
        )

    def _given_first(self) -> bool | None:
        """Return whether the article calls people by given names, None if not only or never so."""
        given = any(person.by_given_name for person in self.persons)
        surname = any(person.by_surname for person in self.persons)
        return given if given != surname else None

    def _readings(self, name: PersonName) -> list[Fitting]:
        """Return who of those named in full a single name may be, and how it is theirs."""
        part = name.parts[0]
        found: list[Fitting] = []
        for place in self._persons(self._index.bearing(part)):
            person = self.persons[place]
            for form in person.forms:
                if name.suffix and form.suffix and name.suffix != form.suffix:
                    continue
                if called := how_called(name, form):
                    found.append(Fitting(person, form, called))
                    break
        return found

    def _alone_as(self, name: PersonName) -> list[Fitting]:
        """Return who was introduced by a single name, as those whom it may mean."""
        if not self._alone:
            return []
        return [
            Fitting(person, name, "given-name" if person.by_given_name else "surname")
            for person in self._alone.get(name.parts[0].folded, ())
        ]


def _ways(readings: Iterable[Fitting]) -> int:
    """Return 0 for a name that is a given name or nobody's, 1 for a surname, 2 for both."""
    called = {item.called == "given-name" for item in readings}
    return 2 if len(called) == 2 else int(False in called)


def _name_of(group: Sequence[Mention]) -> PersonName:
    """Return the name of mentions that are written alike, with its nickname if one gives it."""
    first, *others = dict.fromkeys(mention.text for mention in group)
    name = parse_person(display(first))
    if others and not name.nicknames:
        names = (parse_person(display(text)) for text in others)
        return next((other for other in names if other.nicknames), name)
    return name


def _length(mentions: Sequence[Mention]) -> tuple[bool, int]:
    """Return how much a name says: whether it has a suffix, and its words."""
    name = _name_of(mentions)
    return name.suffix is not None, len(name.parts)


def _last_names(name: PersonName, form: PersonName) -> NameJudgement | None:
    """Match what a longer name ends in: "López Obrador"; None where it does not."""
    if name.suffix != form.suffix:
        return None
    size = len(name.parts)
    tail = [part.folded for part in form.parts[-size:]]
    if size >= len(form.parts) or tail != [part.folded for part in name.parts]:
        return None
    words = (f"“{form.text}” ends in “{name.text}”",)
    judgement = NameJudgement("match", 0.95, "last-names", words, plain=True, same_surname=True)
    if size > 2 and ("al" in name.particles or any(part.filial for part in name.parts)):
        return _parted(judgement, "last-names", f"“{name.text}” is a father's name in full")
    return judgement


def _says_more(a: PersonName, b: PersonName) -> bool:
    """Return whether the name with more initials of the two has more parts as well."""
    initials = [sum(part.initial for part in name.parts) for name in (a, b)]
    return (initials[0] - initials[1]) * (len(a.parts) - len(b.parts)) > 0


def _parted(judgement: NameJudgement, rule: str, counter: str) -> NameJudgement:
    """Return that names which match are two people's all the same."""
    return NameJudgement("no_match", 0.0, rule, judgement.evidence, (counter,), same_surname=True)
