"""Namesakes of one article whom its words tell apart: relatives, speakers, roles, "the other"."""

import pytest

from extract.resolve import resolve
from extract.resolve.article_others import somebody_else
from tests.resolve.conftest import Clusters, Reader

FAR = "x" * 400

#: (scenario, article, the mentions of each person).
ARTICLES = [
    (
        "nephew-of-one-of-nearly-his-name",
        "<p>Sidi Omar Ould Brahim</p>, a nephew of the late <p>Omar Ould Brahim</p>, was freed.",
        [["Omar Ould Brahim"], ["Sidi Omar Ould Brahim"]],
    ),
    (
        "surname-whose-brother-is-named-next",
        "<p>Pavel Moroz</p> wept. <p>Moroz</p>’s brother, <p>Ivan Moroz</p>, sang.",
        [["Ivan Moroz"], ["Moroz", "Pavel Moroz"]],
    ),
    (
        "father-of-the-same-name",
        "<p>Piotr Lund</p> was freed. His father, <p>Piotr Lund</p>, is a tailor.",
        [["Piotr Lund"], ["Piotr Lund"]],
    ),
    (
        "also-called",
        "Her husband is <p>Adam Lund</p>. A consul, also called <p>Adam Lund</p>, rang her up.",
        [["Adam Lund"], ["Adam Lund"]],
    ),
    (
        "who-speaks-is-not-whom-they-name",
        "<p>Wim Lund</p> and <p>Joris Lund</p> fish. “<p>Joris</p> hates boats,” <p>Lund</p> said.",
        [["Joris", "Joris Lund"], ["Lund", "Wim Lund"]],
    ),
    (
        "who-speaks-and-whom-they-name-by-the-same-given-name",
        "<p>Ada Lund</p> met <p>Ada Moroz</p>. “<p>Ada</p> cannot count,” joked <p>Ada Lund</p>.",
        [["Ada", "Ada Moroz"], ["Ada Lund", "Ada Lund"]],
    ),
    (
        "who-speaks-of-themself",
        "“I am <p>Joris</p>,” said <p>Joris Lund</p>. “Call me <p>Joris</p>,” <p>Lund</p> said.",
        [["Joris", "Joris", "Joris Lund", "Lund"]],
    ),
    (
        "said-a-friend-of-whom-they-name",
        "<p>Joris Lund</p> fled. “<p>Joris</p> hates the sea,” said a friend of <p>Lund</p>.",
        [["Joris", "Joris Lund", "Lund"]],
    ),
    (
        "the-other-of-a-given-name",
        "<p>Giovanni Moroz</p> fled. <p>Giovanni Lund</p> hid. The other <p>Giovanni</p> sang.",
        [["Giovanni", "Giovanni Moroz"], ["Giovanni Lund"]],
    ),
    (
        "title-of-whom-nobody-else-can-be",
        '<p>Iyad Moroz</p> sells salt. President <p role="President">Moroz</p> was told.',
        [["Iyad Moroz", "Moroz"]],
    ),
    (
        "role-between-article-and-surname",
        '<p role="director">Ada Moroz</p> left. The lawyer <p role="lawyer">Moroz</p> said so.',
        [["Ada Moroz"], ["Moroz"]],
    ),
    (
        "role-of-who-is-harmed",
        '<p role="gunman">Ada Moroz</p> shot the clerk <p role="clerk">Moroz</p> hated.',
        [["Ada Moroz", "Moroz"]],
    ),
    (
        "role-behind-a-surname",
        '<p role="banker">Ada Moroz</p> left. <p>Moroz</p> the soldier, who was freed, stayed.',
        [["Ada Moroz"], ["Moroz"]],
    ),
    (
        "role-of-neither-of-whom-the-article-names",
        (
            'The pilot <p role="pilot">Kip Lund</p> met the officer <p role="officer">Ada Lund</p>.'
            ' <p role="officer">Ada Lund</p> sat. <p>Lund</p>, the envoy, paid.'
        ),
        [["Ada Lund", "Ada Lund"], ["Kip Lund"], ["Lund"]],
    ),
    (
        "role-that-everybody-else-has-not",
        (
            '<p>Kip Lund</p> met the <p role="officer">Ada Lund</p>. <p role="officer">Ada Lund</p>'
            " sat. <p>Lund</p>, the envoy, paid."
        ),
        [["Ada Lund", "Ada Lund"], ["Kip Lund", "Lund"]],
    ),
    (
        "full-name-of-another-role-in-one-sentence",
        "The officer <p>Ada Lund</p> says that the smuggler <p>Ada Lund</p> should be freed.",
        [["Ada Lund"], ["Ada Lund"]],
    ),
    (
        "full-name-with-a-word-of-the-same-kind-in-one-sentence",
        (
            'The officer <p role="officer">Ada Lund</p> told them that the policeman'
            ' <p role="policeman">Ada Lund</p> was ill.'
        ),
        [["Ada Lund", "Ada Lund"]],
    ),
    (
        "full-name-that-is-no-role-s-in-one-sentence",
        "They asked <p>Ada Lund</p> to pay the party but <p>Ada Lund</p> would not.",
        [["Ada Lund", "Ada Lund"]],
    ),
    (
        "who-speaks-behind-a-title",
        "<p>Ada Lund</p> fled. <p>Kip Lund</p> hid. “<p>Kip</p> hid well,” says Mrs. <p>Lund</p>.",
        [["Ada Lund", "Lund"], ["Kip", "Kip Lund"]],
    ),
    (
        "surname-of-one-and-of-who-goes-by-a-title",
        (
            '<p>Joris Lund</p> fell. <p role="judge">Ada Lund</p> spoke. Judge <p role="Judge">Lund'
            '</p> left, said <p role="judge">Ada Lund</p>. <p>Lund</p> was young.'
        ),
        [["Ada Lund", "Ada Lund", "Lund"], ["Joris Lund"], ["Lund"]],
    ),
    (
        "surname-with-a-title-each-time",
        (
            f"<p>Joris Lund</p> fell. {FAR} <p>Ada Lund</p> spoke; <p>Ada Lund</p> sang."
            ' Dr <p role="Dr">Lund</p> left. Dr <p role="Dr">Lund</p> sat.'
        ),
        [["Ada Lund", "Ada Lund", "Lund", "Lund"], ["Joris Lund"]],
    ),
    (
        "surname-with-mr-each-time-once-behind-a-role",
        (
            f"<p>Peter Lund</p> fell. {FAR} <p>Paul Lund</p> spoke; <p>Paul Lund</p> sang."
            ' Mr. <p role="Mr.">Lund</p> left. A lazy student, Mr. <p role="lazy student">Lund</p>'
        ),
        [["Lund", "Lund", "Paul Lund", "Paul Lund"], ["Peter Lund"]],
    ),
    (
        "surname-of-two-who-both-go-by-a-title",
        (
            '<p role="mayor">Ada Lund</p> met the <p role="governor">Joris Lund</p>. Mayor'
            f' <p role="Mayor">Lund</p> sat. {FAR} Governor <p role="Governor">Lund</p> stood, said'
            ' <p role="governor">Joris Lund</p>. <p>Lund</p> left.'
        ),
        [["Ada Lund", "Lund"], ["Joris Lund", "Joris Lund", "Lund", "Lund"]],
    ),
    (
        "what-somebody-is-given-is-no-role",
        '<p role="banker">Ada Moroz</p> left. It gave <p>Moroz</p> the news of the day.',
        [["Ada Moroz", "Moroz"]],
    ),
    (
        "anybody-of-a-surname",
        "<p>Luc Lund</p> told an officer, also a <p>Lund</p>, who sat. It was a <p>Lund</p> ship.",
        [["Luc Lund", "Lund"], ["Lund"]],
    ),
    (
        "brother-by-the-second-surname",
        (
            f"<p>Carlos Saúl Jaimes Moroz</p> is free. {FAR}"
            ' A brother, <p role="brother">Carlos Moroz</p>, wept.'
        ),
        [["Carlos Moroz"], ["Carlos Saúl Jaimes Moroz"]],
    ),
    (
        "who-is-better-known-as",
        "<p>Pushpa Lund</p>, who is better known as <p>Prachanda</p>, lost. <p>Prachanda</p> wept.",
        [["Prachanda", "Prachanda", "Pushpa Lund"]],
    ),
    (
        "surname-alone-after-that-of-another",
        '<p role="banker">Ada Moroz</p> left. <p>Moroz</p> the soldier stayed. <p>Moroz</p> wept.',
        [["Ada Moroz", "Moroz"], ["Moroz"]],
    ),
    (
        "two-bare-surnames-with-roles",
        '<p role="director">Moroz</p>, the director, left. The lawyer <p role="lawyer">Moroz</p>.',
        [["Moroz"], ["Moroz"]],
    ),
    (
        "officer-and-smuggler-of-one-surname",
        "<p>Ahmed Lund</p> fled. The officer <p>Lund</p> and the smuggler <p>Lund</p> are cousins.",
        [["Ahmed Lund", "Lund"], ["Lund"]],
    ),
    (
        "more-of-the-role-of-the-one",
        (
            '<p role="state minister">Berhanu Moroz</p> and <p role="education minister">Berhanu'
            ' Lund</p> met. State minister <p role="State minister">Berhanu</p> spoke.'
        ),
        [["Berhanu", "Berhanu Moroz"], ["Berhanu Lund"]],
    ),
    (
        "half-a-surname-before-who-bears-it-whole",
        "<p>Cécile Lund-Moroz</p> is free. <p>Moroz</p> is well, says <p>Ada Moroz</p>.",
        [["Ada Moroz"], ["Cécile Lund-Moroz", "Moroz"]],
    ),
    (
        "surname-of-whose-namesake-comes-below",
        "<p>Moroz</p> of the Council left. A lawmaker of the same name, <p>Ada Moroz</p>, jeered.",
        [["Ada Moroz"], ["Moroz"]],
    ),
    (
        "introduced-twice-at-once",
        (
            'His wife, <p role="wife">Li Na</p>, waited at the bridge.'
            ' The interpreter, <p role="interpreter">Li Na</p>, is from Taipei.'
        ),
        [["Li Na"], ["Li Na"]],
    ),
    (
        "wife-of-the-same-who-is-named",
        "<p>Ada Lund</p> met <p>Moroz</p> and <p>Moroz</p>’s wife.",
        [["Ada Lund"], ["Moroz", "Moroz"]],
    ),
    (
        "mother-before-who-has-her-name-too",
        (
            'Lagos\n<p role="mother of the pilot">Moroz</p>, the mother of the pilot, wept.'
            " <p>Castro Moroz</p> rang."
        ),
        [["Castro Moroz"], ["Moroz"]],
    ),
    (
        "ages-behind-roles",
        "<p>Davit Moroz</p>, a gunner, 24, left. "
        + FAR
        + "<p>Davit Moroz</p>, the medic, 31, stayed.",
        [["Davit Moroz"], ["Davit Moroz"]],
    ),
    (
        "three-of-a-surname",
        "<p>Edwin Rivas</p> left. “I counted three called <p>Rivas</p>,” he said.",
        [["Edwin Rivas"], ["Rivas"]],
    ),
    (
        "words-and-a-letter-more",
        "<p>José María</p> sang. <p>José Gregorio Hernández Mora</p> slept.",
        [["José Gregorio Hernández Mora"], ["José María"]],
    ),
    (
        "who-says-what-their-relative-is-to-them",
        "<p>Joris Lund</p> is free. He longs to see his wife, <p>Lund</p> said.",
        [["Joris Lund", "Lund"]],
    ),
    (
        "who-speaks-in-the-sentence-after-what-a-relative-says",
        "<p>Joris Lund</p> fled. “<p>Joris</p> loves boats,” his mother said. <p>Lund</p> said so.",
        [["Joris", "Joris Lund", "Lund"]],
    ),
    (
        "who-is-told-what-a-court-did",
        (
            '<p role="banker">Ada Moroz</p> left. They told <p>Moroz</p> the court had ruled.'
            " For <p>Moroz</p> the trial was over. They told <p>Moroz</p> the judge was asleep."
        ),
        [["Ada Moroz", "Moroz", "Moroz", "Moroz"]],
    ),
    (
        "whom-the-speaker-met-or-stands-for",
        (
            "<p>Ada Lund</p> wept. “<p>Ada</p> is well,” said her lawyer, who met <p>Lund</p>."
            " “<p>Ada</p> is well,” said the lawyer representing <p>Lund</p>."
            " “<p>Ada</p>, come,” a guard said as <p>Lund</p> said no."
        ),
        [["Ada", "Ada", "Ada", "Ada Lund", "Lund", "Lund", "Lund"]],
    ),
    (
        "who-speaks-by-a-short-title",
        "<p>Wim Lund</p> and <p>Joris Lund</p> fish. “<p>Joris</p> slept,” Gov. <p>Lund</p> said.",
        [["Joris", "Joris Lund"], ["Lund", "Wim Lund"]],
    ),
    (
        "the-other-of-whom-the-first-word-names",
        "<p>Giovanni Moroz</p> fled. The other <p>Giovanni</p> sang.",
        [["Giovanni"], ["Giovanni Moroz"]],
    ),
    (
        "who-is-named-by-several",
        (
            "<p>Ada Lund</p> ran. Both sides called <p>Ada Lund</p> a spy. Two of them named"
            " <p>Lund</p> as the killer."
        ),
        [["Ada Lund", "Ada Lund", "Lund"]],
    ),
    (
        "who-is-named-days-later",
        "<p>Ada Lund</p> ran. Two days later police named <p>Ada Lund</p>, a cook.",
        [["Ada Lund", "Ada Lund"]],
    ),
    (
        "who-says-what-befell-another",
        (
            "<p>Kip Lund</p> sat beside <p>Ada Lund</p>. <p>Ada Lund</p> said on Friday that"
            " <p>Lund</p> had been hurt. <p>Lund</p> could walk, <p>Ada Lund</p> said."
        ),
        [["Ada Lund", "Ada Lund", "Ada Lund"], ["Kip Lund", "Lund", "Lund"]],
    ),
    (
        "who-is-named-behind-the-sentence-of-who-spoke",
        "<p>Ada Lund</p> said that Mr. Moroz ran. <p>Lund</p> wept.",
        [["Ada Lund", "Lund"]],
    ),
    (
        "whom-somebody-names-who-goes-on-to-speak",
        (
            "<p>Gregory Moroz</p> ran. “He was great,” <p>Greg Lund</p> said. “And <p>Greg</p> was"
            " great, too.”"
        ),
        [["Greg", "Gregory Moroz"], ["Greg Lund"]],
    ),
    (
        "mother-at-the-end-of-a-clause",
        "<p>Ali Moroz</p> is poor. When they came to him and his mother, <p>Moroz</p> had a pig.",
        [["Ali Moroz", "Moroz"]],
    ),
    (
        "cousin-of-whom-is-named-next",
        "<p>Sher Abbas Lund</p> is a son of <p>Abbas Lund</p>.",
        [["Abbas Lund"], ["Sher Abbas Lund"]],
    ),
]


@pytest.mark.parametrize(
    ("markup", "expected"), [pytest.param(m, e, id=name) for name, m, e in ARTICLES]
)
def test_somebody_else_is_not_taken_in(
    article: Reader, clusters_of: Clusters, markup: str, expected: list[list[str]]
) -> None:
    articles = [article("a1", markup)]
    assert clusters_of(resolve(articles), articles, "PERSON") == sorted(expected)


def test_who_says_what_in_a_long_sentence_takes_few_pairs(article: Reader) -> None:
    names = [f"{chr(65 + n % 26)}{chr(97 + n // 26)} Lund" for n in range(400)]
    told = article("told", " said ".join(f"<p>{name}</p>" for name in names))
    pairs = somebody_else(told.text, told.mentions)
    assert sum(map(len, pairs.values())) < 25 * len(names)
