"""Several people of one surname in an article: whom the surname alone means, or that it is open."""

import pytest

from extract.resolve import resolve
from tests.resolve.conftest import Clusters, Reader

FAR = "x" * 400
#: Two of one surname, neither of whom stands out.
TWO = "<p>Ada Lund</p> and <p>Kip Lund</p> were freed."
ADA_AGAIN = f"{TWO} <p>Ada Lund</p> slept. {FAR}"

#: (scenario, article, the mentions of each person).
ARTICLES = [
    (
        "another-word-for-the-same-work",
        (
            'The American journalist <p role="American journalist">Ada Lund</p> met the pilot'
            ' <p role="pilot">Kip Lund</p>. The reporter <p role="reporter">Lund</p> was tired.'
        ),
        [["Ada Lund", "Lund"], ["Kip Lund"]],
    ),
    (
        "another-word-for-other-work",
        (
            'The nurse <p role="nurse">Ada Lund</p> sang. The reporter <p role="reporter">Lund</p>'
            " was tired."
        ),
        [["Ada Lund"], ["Lund"]],
    ),
    (
        "another-word-for-the-work-of-the-only-one",
        (
            'The journalist <p role="journalist">Ada Lund</p> sang. The reporter'
            ' <p role="reporter">Lund</p> was tired.'
        ),
        [["Ada Lund", "Lund"]],
    ),
    (
        "kind-of-a-role-as-its-own-name",
        (
            'The spymaster <p role="spymaster">Ada Lund</p> met <p>Kip Lund</p>. The spy'
            ' <p role="spy">Lund</p> was tired.'
        ),
        [["Ada Lund", "Lund"], ["Kip Lund"]],
    ),
    (
        "role-that-may-be-of-either",
        (
            "<p>Ada Lund</p>, the head of the school, met <p>Kip Lund</p>, a teacher. The"
            ' headmaster <p role="headmaster">Lund</p> was tired.'
        ),
        [["Ada Lund"], ["Kip Lund"], ["Lund"]],
    ),
    (
        "rank-in-short",
        (
            'Maj. <p role="Maj.">Ada Lund</p> met <p>Kip Lund</p>. The officer'
            ' <p role="officer">Lund</p> was tired.'
        ),
        [["Ada Lund", "Lund"], ["Kip Lund"]],
    ),
    (
        "short-noun-behind-the-name",
        (
            "<p>Ada Lund</p>, a cop, met <p>Kip Lund</p>, a cook. The officer"
            ' <p role="officer">Lund</p> was tired.'
        ),
        [["Ada Lund", "Lund"], ["Kip Lund"]],
    ),
    (
        "noun-that-is-not-the-head",
        (
            "<p>Ada Lund</p>, a friend of the judge, met <p>Kip Lund</p>. The judge"
            ' <p role="judge">Lund</p> was tired.'
        ),
        [["Ada Lund"], ["Kip Lund"], ["Lund"]],
    ),
    (
        "word-of-several-senses",
        (
            "<p>Ada Lund</p>, a banker, met <p>Kip Lund</p>, a reporter. The drug dealer"
            ' <p role="drug dealer">Lund</p> was shot.'
        ),
        [["Ada Lund"], ["Kip Lund"], ["Lund"]],
    ),
    (
        "prisoner-who-is-a-carpenter",
        (
            'The carpenter <p role="carpenter">Ada Lund</p> sang. The prisoner'
            ' <p role="prisoner">Lund</p> was tired.'
        ),
        [["Ada Lund", "Lund"]],
    ),
    (
        "banker-who-was-a-minister",
        (
            'The banker <p role="banker">Ada Lund</p> sang. The former minister'
            ' <p role="former minister">Lund</p> was tired.'
        ),
        [["Ada Lund", "Lund"]],
    ),
    (
        "politician-who-is-a-mayor",
        (
            'The mayor <p role="mayor">Ada Lund</p> sang. The politician'
            ' <p role="politician">Lund</p> was tired.'
        ),
        [["Ada Lund", "Lund"]],
    ),
    (
        "survivor-among-several",
        (
            'The officer <p role="officer">Ada Lund</p> met <p>Kip Lund</p>. <p>Lund</p>, the'
            " survivor, was tired."
        ),
        [["Ada Lund"], ["Kip Lund"], ["Lund"]],
    ),
    (
        "role-behind-the-name",
        f"{ADA_AGAIN} <p>Kip Lund</p>, a bus driver, wept. {FAR} <p>Lund</p>, the driver, said so.",
        [["Ada Lund", "Ada Lund"], ["Kip Lund", "Kip Lund", "Lund"]],
    ),
    (
        "role-before-the-name-of-a-relative",
        (
            "<p>Ada Lund</p> fled, and so did a pastor, "
            '<p role="former husband">Kip Lund</p>, her former husband. <p>Lund</p> the pastor hid.'
        ),
        [["Ada Lund"], ["Kip Lund", "Lund"]],
    ),
    (
        "elder-by-his-son",
        (
            'A court sentenced <p>Kip Lund</p> and his son, <p role="son">Jan Lund</p>. The elder'
            " <p>Lund</p> wept."
        ),
        [["Jan Lund"], ["Kip Lund", "Lund"]],
    ),
    (
        "younger-who-is-a-general",
        (
            "The president’s son, Lieutenant General <p>Kip Lund</p>, left. His father, President"
            " <p>Jan Lund</p>, has not. The younger <p>Lund</p> wrote it."
        ),
        [["Jan Lund"], ["Kip Lund", "Lund"]],
    ),
    (
        "younger-by-a-suffix",
        "<p>Jan Lund</p> and <p>Kip Lund Jr.</p> ran. The younger <p>Lund</p> fell.",
        [["Jan Lund"], ["Kip Lund Jr.", "Lund"]],
    ),
    (
        "older-by-ages",
        "<p>Jan Lund</p>, 34, and <p>Kip Lund</p>, 61, ran. The older <p>Lund</p> fell.",
        [["Jan Lund"], ["Kip Lund", "Lund"]],
    ),
    (
        "age-in-years-is-no-elder",
        (
            '<p>Jan Lund</p> and his son, <p role="son">Kip Lund</p>, sailed. The 12-year-old'
            " <p>Lund</p> fell."
        ),
        [["Jan Lund"], ["Kip Lund"], ["Lund"]],
    ),
    (
        "young-man-is-not-the-younger",
        (
            '<p>Jan Lund</p> rules. <p>Lund</p> is ill. Jan was met by his son, <p role="son">'
            "Kip Lund</p>. As a young <p>Lund</p> wrote, he had no money."
        ),
        [["Jan Lund", "Lund"], ["Kip Lund"], ["Lund"]],
    ),
    (
        "elder-by-his-son-behind-the-name",
        "<p>Jan Lund</p>, the father of <p>Kip Lund</p>, came. The elder <p>Lund</p> wept.",
        [["Jan Lund", "Lund"], ["Kip Lund"]],
    ),
    (
        "elder-by-whose-uncle-he-is",
        "<p>Jan Lund</p>, <p>Kip Lund</p>’s uncle, came. The younger <p>Lund</p> wept.",
        [["Jan Lund"], ["Kip Lund", "Lund"]],
    ),
    (
        "elder-by-his-stepson",
        (
            '<p>Jan Lund</p> and his stepfather, <p role="stepfather">Kip Lund</p>, came. The elder'
            " <p>Lund</p> wept."
        ),
        [["Jan Lund"], ["Kip Lund", "Lund"]],
    ),
    (
        "elder-of-whom-nobody-tells",
        f"{TWO} The elder <p>Lund</p> fell.",
        [["Ada Lund"], ["Kip Lund"], ["Lund"]],
    ),
    (
        "surname-that-goes-on",
        f"{ADA_AGAIN} <p>Kip Lund</p> fell. <p>Lund</p> wept. {FAR} <p>Lund</p> slept.",
        [["Ada Lund", "Ada Lund"], ["Kip Lund", "Kip Lund", "Lund", "Lund"]],
    ),
    (
        "surname-that-does-not-go-on-where-another-was-named",
        (
            f"{ADA_AGAIN} <p>Kip Lund</p> fell. <p>Lund</p> wept. {FAR} <p>Ada Lund</p> and"
            " <p>Kip Lund</p> sang. <p>Lund</p> slept."
        ),
        [["Ada Lund"] * 3, ["Kip Lund", "Kip Lund", "Kip Lund", "Lund"], ["Lund"]],
    ),
    (
        "surname-behind-that-of-the-younger",
        (
            '<p>Jan Lund</p> and his son, <p role="son">Kip Lund</p>, came. The younger'
            " <p>Lund</p> smiled. <p>Lund</p> wept."
        ),
        [["Jan Lund"], ["Kip Lund", "Lund"], ["Lund"]],
    ),
    (
        "relative-who-was-named-last",
        (
            f'{TWO} {FAR} His father, <p role="father">Jan Lund</p>, sang. “He taught,”'
            " <p>Lund</p> said."
        ),
        [["Ada Lund"], ["Jan Lund"], ["Kip Lund"], ["Lund"]],
    ),
    (
        "relative-of-whom-a-sentence-says-so",
        (
            f"<p>Kip Lund</p> ran. <p>Lund</p> fell. {FAR} <p>Ada Lund</p> sat. <p>Ada Lund</p>,"
            " a cook in Bergen, is a cousin of the accused. <p>Lund</p> wept."
        ),
        [["Ada Lund", "Ada Lund"], ["Kip Lund", "Lund", "Lund"]],
    ),
    (
        "relative-who-goes-by-the-given-name",
        (
            f'<p>Kip Lund</p> ran. {FAR} He had a brother, <p role="brother">Jan Lund</p>.'
            " <p>Jan</p> sang. When he was dead, <p>Lund</p> wept."
        ),
        [["Jan", "Jan Lund"], ["Kip Lund", "Lund"]],
    ),
    (
        "who-is-named-once-aside",
        (
            "<p>Ada Lund</p> cooks. <p>Lund</p> is 80. <p>Lund</p> wrote books. She spoke of the"
            " pilot <p>Kip Lund</p>, who is dead. <p>Lund</p> wept."
        ),
        [["Ada Lund", "Lund", "Lund", "Lund"], ["Kip Lund"]],
    ),
    (
        "who-is-named-once-as-whom-the-sentence-is-about",
        (
            "<p>Ada Lund</p> cooks. <p>Lund</p> is 80. <p>Lund</p> wrote books. The pilot"
            " <p>Kip Lund</p> crashed on Monday. <p>Lund</p> died at the scene."
        ),
        [["Ada Lund", "Lund", "Lund"], ["Kip Lund"], ["Lund"]],
    ),
    (
        "who-is-named-once-and-speaks",
        (
            "<p>Ada Lund</p> cooks. <p>Lund</p> is 80. <p>Lund</p> wrote books. The pilot"
            " <p>Kip Lund</p> of the port of Bergen said that they are burnt. <p>Lund</p> wept."
        ),
        [["Ada Lund", "Lund", "Lund"], ["Kip Lund"], ["Lund"]],
    ),
    (
        "relative-who-is-named-once",
        (
            "<p>Ada Lund</p> cooks. <p>Lund</p> is 80. <p>Lund</p> wrote books. Her brother,"
            ' <p role="brother">Kip Lund</p>, knew it. <p>Lund</p> wept.'
        ),
        [["Ada Lund", "Lund", "Lund"], ["Kip Lund"], ["Lund"]],
    ),
    (
        "mrs-of-whom-a-sentence-says-whose-mother-she-is",
        (
            "<p>Kim Lund</p>, the mother of the youngest of them, came. <p>Jan Lund</p> is that"
            f" one. {FAR} <p>Jan</p> sang. Mrs. <p>Lund</p> wept."
        ),
        [["Jan", "Jan Lund"], ["Kim Lund", "Lund"]],
    ),
    (
        "mr-who-was-called-so-before",
        (
            "<p>Kip Lund</p> ran. Mr. <p>Lund</p> fell. His shop is <p>Bo Lund</p>. Mr."
            " <p>Lund</p> wept."
        ),
        [["Bo Lund"], ["Kip Lund", "Lund", "Lund"]],
    ),
    (
        "surname-of-who-is-called-by-a-title",
        (
            '<p>Ada Lund</p> and the judge <p role="judge">Kip Lund</p> came. Judge'
            ' <p role="Judge">Lund</p> read. <p>Lund</p> wept.'
        ),
        [["Ada Lund"], ["Kip Lund", "Lund"], ["Lund"]],
    ),
    (
        "old-and-young-by-ages",
        (
            "<p>Jan Lund</p>, 19, and <p>Kip Lund</p>, 61, ran. Old <p>Lund</p> fell. The young"
            " <p>Lund</p> helped him."
        ),
        [["Jan Lund", "Lund"], ["Kip Lund", "Lund"]],
    ),
    (
        "who-is-named-in-full-again-is-not-meant",
        (
            "<p>Kip Lund</p> scored. <p>Lund</p> ran. His brother is <p>Bo Lund</p>, they say."
            " <p>Bo Lund</p> shook his hand; <p>Bo Lund</p> wept. <p>Lund</p> is 27."
        ),
        [["Bo Lund", "Bo Lund", "Bo Lund"], ["Kip Lund", "Lund", "Lund"]],
    ),
    (
        "who-is-named-in-full-again-is-not-who-the-article-is-about",
        (
            "<p>Kip Lund</p> scored. <p>Bo Lund</p> shook his hand. <p>Bo Lund</p> wept. He was"
            " born here. <p>Lund</p> is 27."
        ),
        [["Bo Lund", "Bo Lund"], ["Kip Lund"], ["Lund"]],
    ),
    (
        "son-of-whom-is-named-next",
        (
            "<p>Kip Lund</p>, the son of <p>Bo Lund</p>, lost his account. <p>Lund</p> has many"
            " followers."
        ),
        [["Bo Lund"], ["Kip Lund"], ["Lund"]],
    ),
    (
        "slip-in-a-name-that-several-bear",
        "<p>Ada Lunden</p> ran. <p>Ada Lunden</p> sang to <p>Kip Lunden</p>. <p>Lunten</p> wept.",
        [["Ada Lunden", "Ada Lunden"], ["Kip Lunden"], ["Lunten"]],
    ),
    (
        "office-that-nobody-of-the-name-holds",
        (
            "<p>Ada Lund</p> ran. <p>Lund</p> sang to <p>Kip Lund</p>. It was President"
            ' <p role="President">Lund</p> who wept.'
        ),
        [["Ada Lund", "Lund"], ["Kip Lund"], ["Lund"]],
    ),
    (
        "title-as-part-of-a-role",
        (
            '<p>Ada Lund</p> met the <p role="presiding judge">Kip Lund</p>. Judge <p>Lund</p> read'
            " it out."
        ),
        [["Ada Lund"], ["Kip Lund", "Lund"]],
    ),
    (
        "spelling-of-one-of-them",
        "<p>Ruben Vartanian</p> met <p>Robert Vartanyan</p>. It was <p>Vartanian</p> who paid.",
        [["Robert Vartanyan"], ["Ruben Vartanian", "Vartanian"]],
    ),
    (
        "given-name-of-one-as-he-writes-it",
        "<p>Greg Moroz</p> met <p>Gregory Lund</p>. “<p>Greg</p> is hurt,” a doctor said.",
        [["Greg", "Greg Moroz"], ["Gregory Lund"]],
    ),
    (
        "title-that-the-only-one-named-so-far-has-not",
        (
            'The lawyer <p role="lawyer">Ada Lund</p> wept. Colonel <p role="Colonel">Lund</p> ran.'
            " <p>Kip Lund</p> sang."
        ),
        [["Ada Lund"], ["Kip Lund"], ["Lund"]],
    ),
    (
        "title-that-the-only-one-named-so-far-has-beside-a-role",
        (
            'The head of the office, Colonel <p role="head of the office">Ada Lund</p>, wept.'
            ' Colonel <p role="Colonel">Lund</p> ran. <p>Kip Lund</p> sang.'
        ),
        [["Ada Lund", "Lund"], ["Kip Lund"]],
    ),
    (
        "given-name-of-one-and-middle-name-of-another",
        (
            "<p>Mahmoud Hassan el-Deeb</p> and <p>Hassan Ragab</p> were freed. <p>Ragab</p> ran."
            " “<p>Hassan</p> is thin,” a doctor said."
        ),
        [["Hassan", "Hassan Ragab", "Ragab"], ["Mahmoud Hassan el-Deeb"]],
    ),
]


@pytest.mark.parametrize(
    ("markup", "expected"), [pytest.param(m, e, id=name) for name, m, e in ARTICLES]
)
def test_whom_a_surname_of_several_means(
    article: Reader, clusters_of: Clusters, markup: str, expected: list[list[str]]
) -> None:
    articles = [article("a1", markup)]
    assert clusters_of(resolve(articles), articles, "PERSON") == sorted(expected)
