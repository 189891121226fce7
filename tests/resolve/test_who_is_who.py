"""Names that are easily taken for each other, and names that say little: what must happen."""

import pytest

from extract.resolve import resolve
from tests.resolve.conftest import Clusters, Reader

CAMP = "Held in <l>Old Harbour</l> with <p>Tomas Ferreira</p> and <p>Wanjiru Kamau</p>."
FAR = "x" * 400

#: (scenario, article, the mentions of each person).
ONE_ARTICLE = [
    (
        "father-and-son-one-marked",
        "<p>Harold Tuckerman Sr.</p> wept. <p>Tuckerman Jr.</p> was freed.",
        [["Harold Tuckerman Sr."], ["Tuckerman Jr."]],
    ),
    (
        "father-and-son-both-in-full",
        "<p>Harold Tuckerman Sr.</p> wept. <p>Harold Tuckerman Jr.</p> came; <p>Tuckerman Jr.</p>",
        [["Harold Tuckerman Jr.", "Tuckerman Jr."], ["Harold Tuckerman Sr."]],
    ),
    (
        "son-in-full-father-by-surname",
        "<p>Harold Tuckerman Jr.</p> was freed. <p>Tuckerman</p> smiled; <p>Tuckerman Sr.</p> wept",
        [["Harold Tuckerman Jr.", "Tuckerman"], ["Tuckerman Sr."]],
    ),
    (
        "the-third",
        "<p>Harold Tuckerman III</p> sued <p>Harold Tuckerman Jr.</p> in May.",
        [["Harold Tuckerman III"], ["Harold Tuckerman Jr."]],
    ),
    (
        "chinese-given-names-a-letter-apart",
        "<p>Liu Ziqiang</p>, 41, cooks. <p>Liu Zhiqiang</p>, 29, welds.",
        [["Liu Zhiqiang"], ["Liu Ziqiang"]],
    ),
    (
        "chinese-given-names-a-letter-apart-of-one-age",
        "<p>Liu Ziqiang</p>, 41, cooks. <p>Liu Zhiqiang</p>, 41, welds.",
        [["Liu Zhiqiang", "Liu Ziqiang"]],
    ),
    (
        "chinese-given-names-a-syllable-apart",
        "<p>Wang Xiaoming</p> cooks. <p>Wang Xiaomin</p> welds.",
        [["Wang Xiaomin"], ["Wang Xiaoming"]],
    ),
    (
        "korean-given-names-a-letter-apart",
        "<p>Park Min-ho</p> was there, and so was <p>Park Min-hu</p>.",
        [["Park Min-ho"], ["Park Min-hu"]],
    ),
    (
        "korean-hyphen-or-none",
        "<p>Park Min-ho</p> was there. <p>Park Min Ho</p> sang, and <p>Park Minho</p> left.",
        [["Park Min Ho", "Park Min-ho", "Park Minho"]],
    ),
    (
        "vietnamese",
        "<p>Nguyen Van Thanh</p> rowed; <p>Nguyen Van Thang</p> swam.",
        [["Nguyen Van Thang"], ["Nguyen Van Thanh"]],
    ),
    (
        "slips-side-by-side",
        "<p>Marko Jelinek</p> and <p>Marko Jelinik</p> were freed.",
        [["Marko Jelinek"], ["Marko Jelinik"]],
    ),
    (
        "slips-of-two-ages",
        "<p>Marko Jelinek</p>, 34, rowed. " + FAR + " <p>Marko Jelinik</p>, 61, swam.",
        [["Marko Jelinek"], ["Marko Jelinik"]],
    ),
    (
        "slips-of-one-age",
        "<p>Marko Jelinek</p>, 34, rowed. " + FAR + " <p>Marko Jelinik</p>, 34, swam.",
        [["Marko Jelinek", "Marko Jelinik"]],
    ),
    (
        "slips-of-two-roles-again-and-again",
        (
            '<p role="cook">Marko Jelinek</p> rowed. <p role="welder">Marko Jelinik</p> swam. '
            'So <p role="cook">Marko Jelinek</p> won, and on land <p>Marko Jelinik</p> wept.'
        ),
        [["Marko Jelinek", "Marko Jelinek"], ["Marko Jelinik", "Marko Jelinik"]],
    ),
    (
        "slip-once",
        '<p role="cook">Marko Jelinek</p> rowed. <p role="prisoner">Marko Jelinik</p> swam.',
        [["Marko Jelinek", "Marko Jelinik"]],
    ),
    (
        "slavic-man-and-woman",
        "<p>Oleksandr Kravtsov</p> waited. <p>Oleksandra Kravtsova</p> came.",
        [["Oleksandr Kravtsov"], ["Oleksandra Kravtsova"]],
    ),
    (
        "slavic-man-and-woman-of-one-short-name",
        "<p>Sasha Kravtsov</p> waited. <p>Sasha Kravtsova</p> came.",
        [["Sasha Kravtsov"], ["Sasha Kravtsova"]],
    ),
    (
        "clan-surname",
        "<p>Imran Khan</p> met <p>Irfan Khan</p> and <p>Imrana Khan</p>.",
        [["Imran Khan"], ["Imrana Khan"], ["Irfan Khan"]],
    ),
    (
        "singhs",
        "<p>Harpreet Singh</p> met <p>Gurpreet Singh</p>. <p>Singh</p> sang. " + FAR,
        [["Gurpreet Singh"], ["Harpreet Singh"], ["Singh"]],
    ),
    (
        "cantonese-surname-of-two",
        "<p>Chan Lik-sam</p> met <p>Peter Chan</p>. <p>Chan</p> paid. " + FAR,
        [["Chan"], ["Chan Lik-sam"], ["Peter Chan"]],
    ),
    (
        "surname-of-father-whose-son-goes-by-his-given-name",
        (
            "<p>Elio Barranco</p> is six. <p>Elio</p> plays. His father, <p>Juan Barranco</p>,"
            " wept. <p>Elio</p> slept. <p>Barranco</p> flew home with <p>Elio</p>."
        ),
        [["Barranco", "Juan Barranco"], ["Elio", "Elio", "Elio", "Elio Barranco"]],
    ),
    (
        "surname-of-son-after-his-father-was-named",
        (
            "<p>Wei Sicong</p> posted. The only son of <p>Wei Jianlin</p>, he never works. "
            + FAR
            + "<p>Wei</p> was banned."
        ),
        [["Wei", "Wei Sicong"], ["Wei Jianlin"]],
    ),
    (
        "surname-right-after-the-father-was-named",
        "<p>Wei Sicong</p> posted. He is the only son of <p>Wei Jianlin</p>. <p>Wei</p> was banned",
        [["Wei"], ["Wei Jianlin"], ["Wei Sicong"]],
    ),
    (
        "surname-after-another-was-named-in-passing",
        (
            "<p>Tara Odell</p> spoke. <p>Tara Odell</p> left. She had asked <p>Finn Odell</p>."
            " <p>Odell</p> was tired."
        ),
        [["Finn Odell"], ["Odell"], ["Tara Odell", "Tara Odell"]],
    ),
    (
        "surname-of-the-main-bearer-long-after",
        (
            "<p>Tara Odell</p> spoke. <p>Tara Odell</p> left. She had asked <p>Finn Odell</p>. "
            + FAR
            + "<p>Odell</p> was tired."
        ),
        [["Finn Odell"], ["Odell", "Tara Odell", "Tara Odell"]],
    ),
    (
        "surname-before-the-other-was-named",
        "<p>Tara Odell</p> spoke. " + FAR + "<p>Odell</p> met <p>Finn Odell</p> and his cat.",
        [["Finn Odell"], ["Odell", "Tara Odell"]],
    ),
    (
        "bin-chains-turned-round",
        "<p>Khalid bin Nasser</p> met <p>Nasser bin Khalid</p>.",
        [["Khalid bin Nasser"], ["Nasser bin Khalid"]],
    ),
    (
        "ibn-chain-cut-short",
        "<p>Khalid bin Nasser bin Fahd Al Otaibi</p> came. <p>Khalid Al Otaibi</p> spoke.",
        [["Khalid Al Otaibi", "Khalid bin Nasser bin Fahd Al Otaibi"]],
    ),
    (
        "bin-chains-of-brothers",
        "<p>Khalid bin Nasser Al Otaibi</p> came. <p>Fahd bin Nasser Al Otaibi</p> spoke.",
        [["Fahd bin Nasser Al Otaibi"], ["Khalid bin Nasser Al Otaibi"]],
    ),
    (
        "patronymic-last",
        "<p>Tesfaye Bekele</p> met <p>Bekele Tesfaye</p>.",
        [["Bekele Tesfaye"], ["Tesfaye Bekele"]],
    ),
    (
        "ethiopian-given-name-alone",
        "<p>Tesfaye Bekele</p> landed. <p>Tesfaye</p> spoke.",
        [["Tesfaye", "Tesfaye Bekele"]],
    ),
    (
        "icelandic-brother-and-sister",
        "<p>Jón Gunnarsson</p> sang. <p>Jóna Gunnarsdóttir</p> bowed.",
        [["Jóna Gunnarsdóttir"], ["Jón Gunnarsson"]],
    ),
    (
        "burmese",
        "<p>Than Shwe Maung</p> came. <p>U Than Shwe Maung</p> spoke; <p>Than Htay Maung</p> left.",
        [["Than Htay Maung"], ["Than Shwe Maung", "U Than Shwe Maung"]],
    ),
    (
        "south-indian-initials",
        "<p>K. P. Raghavan</p> came; <p>K.P. Raghavan</p> spoke; <p>P. K. Raghavan</p> left.",
        [["K. P. Raghavan", "K.P. Raghavan"], ["P. K. Raghavan"]],
    ),
    (
        "initials-of-two-brothers",
        "<p>K. Raghavan</p> came. <p>S. Raghavan</p> left.",
        [["K. Raghavan"], ["S. Raghavan"]],
    ),
    (
        "spanish-second-surname",
        "<p>Luis Marcano Brito</p> rowed. <p>Luis Marcano</p> spoke. <p>Marcano</p> slept.",
        [["Luis Marcano", "Luis Marcano Brito", "Marcano"]],
    ),
    (
        "spanish-cousins",
        "<p>Luis Marcano Brito</p> rowed. <p>Luis Marcano Rivas</p> swam.",
        [["Luis Marcano Brito"], ["Luis Marcano Rivas"]],
    ),
    (
        "role-word-in-the-name",
        "<p>defensive tackle Jamal Okafor</p> fell. <p>Jamal Okafor</p> rose.",
        [["Jamal Okafor", "defensive tackle Jamal Okafor"]],
    ),
    (
        "age-in-the-name",
        "<p>Jamal Okafor, 31</p> fell. <p>Jamal Okafor</p> rose.",
        [["Jamal Okafor", "Jamal Okafor, 31"]],
    ),
    (
        "nickname-in-brackets-alone",
        '<p>Rishi "Bobo" Maraj</p> fished. <p>Bobo</p> sang.',
        [["Bobo", 'Rishi "Bobo" Maraj']],
    ),
    (
        "alias",
        'Two more, <p>Jomon Varghese</p> alias "<p>Sunny</p>" and a guard, fled; <p>Sunny</p> hid.',
        [["Jomon Varghese", "Sunny", "Sunny"]],
    ),
    (
        "alias-in-full",
        "The boss, <p>Li Guanghao</p>, whom the police call <p>Ri Kwang-ho</p>, fled.",
        [["Li Guanghao", "Ri Kwang-ho"]],
    ),
    (
        "alias-known-as",
        "His brother, <p>Rishi Maraj</p>, known locally as <p>Bobo</p>, fished.",
        [["Bobo", "Rishi Maraj"]],
    ),
    (
        "alias-of-his-own-group",
        "They paraded <p>Sani Bawa</p> a.k.a. <p>Audu Kyari</p>'s “minister”.",
        [["Audu Kyari"], ["Sani Bawa"]],
    ),
    (
        "called-by-telephone",
        "<p>Rishi Maraj</p> called <p>Bobo</p> on Friday.",
        [["Bobo"], ["Rishi Maraj"]],
    ),
    (
        "king-by-a-given-name-and-that-surname",
        'The president, <p>Omar Jalal</p>, flew to King <p role="King">Jalal</p> in May.',
        [["Jalal"], ["Omar Jalal"]],
    ),
    (
        "emperor-by-a-given-name-and-an-engineer",
        'The <p role="engineer">Theodore Blum</p> drew maps of the Emperor <p>Theodore</p>.',
        [["Theodore"], ["Theodore Blum"]],
    ),
    (
        "prince-by-his-given-name",
        'Crown Prince <p role="Crown Prince">Omar bin Jalal</p> left. Prince <p>Omar</p> rowed.',
        [["Omar", "Omar bin Jalal"]],
    ),
    (
        "the-name-of-the-father",
        "<p>Omar bin Jalal</p> rowed. Behind him swam <p>Jalal</p>.",
        [["Jalal"], ["Omar bin Jalal"]],
    ),
    (
        "bin-and-the-name-of-the-father",
        "<p>Omar bin Jalal</p> rowed. The coach praised <p>bin Jalal</p>.",
        [["Omar bin Jalal", "bin Jalal"]],
    ),
    (
        "the-father-in-full",
        (
            "The emir, <p>Jalal Al-Omar Al-Hadi Al-Qasr</p>, named his son,"
            " <p>Omar Jalal Al-Omar Al-Hadi Al-Qasr</p>."
        ),
        [["Jalal Al-Omar Al-Hadi Al-Qasr"], ["Omar Jalal Al-Omar Al-Hadi Al-Qasr"]],
    ),
    (
        "somebody-else-of-the-surname",
        "The founder, <p>Lai Bo-han</p>, was shot. A cook surnamed <p>Lai</p> fled.",
        [["Lai"], ["Lai Bo-han"]],
    ),
    (
        "brothers-a-dynasty-and-a-family",
        (
            "<p>Conor Tuckerman</p> sang of the four <p>Tuckerman</p> brothers and the old"
            " <p>Tuckerman</p> dynasty. These <p>Tuckermans</p> rowed."
        ),
        [["Conor Tuckerman"], ["Tuckerman", "Tuckerman"], ["Tuckermans"]],
    ),
    (
        "his-family",
        "<p>Conor Tuckerman</p> sang. <p>Tuckerman</p>’s family wept.",
        [["Conor Tuckerman", "Tuckerman"]],
    ),
    (
        "half-of-a-given-name",
        "<p>Bruce Cheng</p> ranks third, his rival <p>Cheng-ta</p> fourth.",
        [["Bruce Cheng"], ["Cheng-ta"]],
    ),
    (
        "title-of-the-husband",
        'The first lady, <p>Ana de Zubiri</p>, sang. President <p role="President">Zubiri</p> left',
        [["Ana de Zubiri"], ["Zubiri"]],
    ),
    (
        "title-before-the-wife-is-named",
        (
            'Suit fails\nPresident <p role="President">Clayburn</p> won. <p>Clayburn</p> smiled.'
            " <p>Hilda Clayburn</p> was in Lyon."
        ),
        [["Clayburn", "Clayburn"], ["Hilda Clayburn"]],
    ),
    (
        "title-in-a-headline",
        'President <p role="President">Clayburn</p> wins\nThe voters chose <p>Hilda Clayburn</p>.',
        [["Clayburn", "Hilda Clayburn"]],
    ),
    (
        "whom-the-article-called-so-first",
        "<p>Diana Kelso</p> cooked. <p>Kelso</p> wrote, <p>Kelso</p> sang, and she married"
        " <p>Paul Kelso</p>." + FAR + " <p>Kelso</p> lives in Puebla.",
        [["Diana Kelso", "Kelso", "Kelso", "Kelso"], ["Paul Kelso"]],
    ),
    (
        "whom-the-article-called-so-first-beside-the-other",
        (
            "<p>Diana Kelso</p> cooked. <p>Kelso</p> wrote, <p>Kelso</p> sang, and she married"
            " <p>Paul Kelso</p>. <p>Kelso</p> lives in Puebla."
        ),
        [["Diana Kelso", "Kelso", "Kelso", "Kelso"], ["Paul Kelso"]],
    ),
    (
        "misspelt-before-it-was-spelt",
        "His sons, <p>Amos</p> and Eban, wept. The writer <p>Daniel James</p> spoke.",
        [["Amos"], ["Daniel James"]],
    ),
    (
        "given-name-in-the-words-of-friends",
        (
            "<p>Tyler Kelso</p> scored. His father, <p>Gene Kelso</p>, wept. “<p>Tyler</p> is"
            " strong,” a friend said. “I knew that <p>Tyler</p> would win.”"
            + FAR
            + " The night belonged to <p>Kelso</p>."
        ),
        [["Gene Kelso"], ["Kelso", "Tyler", "Tyler", "Tyler Kelso"]],
    ),
    (
        "relative-named-twice",
        (
            "<p>Jerry Kelso</p> died in May." + FAR + " His sister, <p>Rosa Kelso</p>, wept;"
            " <p>Rosa Kelso</p> left. <p>Kelso</p> had followed a thief."
        ),
        [["Jerry Kelso"], ["Kelso"], ["Rosa Kelso", "Rosa Kelso"]],
    ),
    (
        "middle-name-and-the-son-of-it",
        "Obituary\n<p>W. Harold Tuckerman</p> died. <p>Harold Tuckerman Jr.</p> wept.",
        [["Harold Tuckerman Jr."], ["W. Harold Tuckerman"]],
    ),
    (
        "surnames-of-two-with-a-hyphen",
        (
            "<p>Rosario Murillo</p> defends the <p>Ortega-Murillo</p> government, as does"
            " <p>Juan Ortega</p>."
        ),
        [["Juan Ortega"], ["Ortega-Murillo"], ["Rosario Murillo"]],
    ),
    (
        "one-name-side-by-side",
        "<p>Andrei Moroz</p> and <p>Andrei Moroz</p>, not related, were freed.",
        [["Andrei Moroz"], ["Andrei Moroz"]],
    ),
    (
        "one-name-of-two-ages",
        "<p>Andrei Moroz</p>, 34, rowed. " + FAR + " <p>Andrei Moroz</p>, 61, swam.",
        [["Andrei Moroz"], ["Andrei Moroz"]],
    ),
]


@pytest.mark.parametrize(
    ("markup", "expected"), [pytest.param(m, e, id=name) for name, m, e in ONE_ARTICLE]
)
def test_people_of_one_article(
    article: Reader, clusters_of: Clusters, markup: str, expected: list[list[str]]
) -> None:
    articles = [article("a1", markup)]
    assert clusters_of(resolve(articles), articles, "PERSON") == sorted(expected)


#: (scenario, articles, the mentions of each person; those of CAMP are left out).
MANY_ARTICLES = [
    (
        "chinese-given-names-elsewhere",
        ["<p>Liu Ziqiang</p> cooks.", "<p>Liu Zhiqiang</p> welds."],
        [["Liu Zhiqiang"], ["Liu Ziqiang"]],
    ),
    (
        "chinese-given-name-misspelt-in-context",
        ["<p>Liu Ziqiang</p>. " + CAMP, "<p>Liu Zhiqiang</p>. " + CAMP],
        [["Liu Zhiqiang", "Liu Ziqiang"]],
    ),
    (
        "chinese-given-names-that-one-article-tells-apart",
        [
            "<p>Liu Ziqiang</p>, <p>Liu Zhiqiang</p>. " + CAMP,
            "<p>Liu Ziqiang</p>. " + CAMP,
            "<p>Liu Zhiqiang</p>. " + CAMP,
        ],
        [["Liu Zhiqiang", "Liu Zhiqiang"], ["Liu Ziqiang", "Liu Ziqiang"]],
    ),
    (
        "father-and-son",
        ["<p>Harold Tuckerman Sr.</p>. " + CAMP, "<p>Harold Tuckerman Jr.</p>. " + CAMP],
        [["Harold Tuckerman Jr."], ["Harold Tuckerman Sr."]],
    ),
    (
        "son-without-his-suffix-in-context",
        ["<p>Harold Tuckerman</p>. " + CAMP, "<p>Harold Tuckerman Jr.</p>. " + CAMP],
        [["Harold Tuckerman", "Harold Tuckerman Jr."]],
    ),
    (
        "surname-and-suffix-of-the-other",
        ["<p>Harold Tuckerman Sr.</p>. " + CAMP, "<p>Tuckerman Jr.</p>. " + CAMP],
        [["Harold Tuckerman Sr."], ["Tuckerman Jr."]],
    ),
    (
        "slavic-man-and-woman-by-surname",
        ["<p>Olga Kravtsova</p>. " + CAMP, "<p>Kravtsov</p>. " + CAMP],
        [["Kravtsov"], ["Olga Kravtsova"]],
    ),
    (
        "patronymic-last",
        ["<p>Tesfaye Bekele</p>. " + CAMP, "<p>Bekele Tesfaye</p>. " + CAMP],
        [["Bekele Tesfaye"], ["Tesfaye Bekele"]],
    ),
    (
        "surname-alone-title-of-the-other-sex",
        ["<p>Mary Kelso</p>. " + CAMP, 'Mr <p role="Mr">Kelso</p>. ' + CAMP],
        [["Kelso"], ["Mary Kelso"]],
    ),
    (
        "one-name-of-two-people-and-their-roles",
        [
            '<p role="welder">Andrei Moroz</p>, 34, and <p role="cook">Andrei Moroz</p>, 61. '
            + CAMP,
            'The <p role="cook">Andrei Moroz</p>. ' + CAMP,
        ],
        [["Andrei Moroz"], ["Andrei Moroz", "Andrei Moroz"]],
    ),
    (
        "alias-elsewhere",
        [
            "The boss, <p>Li Guanghao</p>, whom the police call <p>Ri Kwang-ho</p>, fled.",
            "<p>Ri Kwang-ho</p> was caught.",
        ],
        [["Li Guanghao", "Ri Kwang-ho", "Ri Kwang-ho"]],
    ),
    (
        "alias-that-is-nearly-the-name",
        [
            "<p>Ivan Moroz</p>, also known as <p>John Moroz</p>. " + CAMP,
            "<p>Ivan Moroz</p>. " + CAMP,
            "<p>John Moroz</p>. " + CAMP,
        ],
        [["Ivan Moroz", "Ivan Moroz", "John Moroz", "John Moroz"]],
    ),
    (
        "alias-alone-elsewhere",
        [
            'Two more, <p>Jomon Varghese</p> alias "<p>Sunny</p>", fled. ' + CAMP,
            "<p>Sunny</p> hid. " + CAMP,
        ],
        [["Jomon Varghese", "Sunny", "Sunny"]],
    ),
    (
        "nickname-in-quotation-marks-alone",
        ['<p>Rishi "Bobo" Maraj</p>. ' + CAMP, "<p>Bobo</p>. " + CAMP],
        [["Bobo", 'Rishi "Bobo" Maraj']],
    ),
    (
        "nickname-in-brackets-as-given-name",
        ["<p>Luis Gerardo (Jerry) Arrieta</p>.", "<p>Jerry Arrieta</p>."],
        [["Jerry Arrieta", "Luis Gerardo (Jerry) Arrieta"]],
    ),
    (
        "first-of-two-surnames-alone",
        ["<p>Luis Alfonso Marcano Brito</p>. " + CAMP, "<p>Marcano</p>. " + CAMP],
        [["Luis Alfonso Marcano Brito", "Marcano"]],
    ),
    (
        "surname-alone-and-misspelt",
        ["<p>Eleuterio Macaraeg</p>. " + CAMP, "A Filipino called <p>Macaraig</p>. " + CAMP],
        [["Eleuterio Macaraeg", "Macaraig"]],
    ),
    (
        "surname-alone-and-misspelt-elsewhere",
        ["<p>Eleuterio Macaraeg</p> rowed.", "A Filipino called <p>Macaraig</p>. " + CAMP],
        [["Eleuterio Macaraeg"], ["Macaraig"]],
    ),
    (
        "surname-of-two-in-its-article-and-of-a-third-elsewhere",
        [
            "<p>Rishi Kelso</p>, <p>Anil Kelso</p>. " + FAR + " <p>Kelso</p>. " + CAMP,
            "<p>Mary Kelso</p>. " + CAMP,
        ],
        [["Anil Kelso"], ["Kelso"], ["Mary Kelso"], ["Rishi Kelso"]],
    ),
    (
        "surname-of-two-in-each-of-its-articles",
        [
            "<p>Rishi Kelso</p>, <p>Anil Kelso</p>. " + FAR + " <p>Kelso</p>. " + CAMP,
            "<p>Mary Kelso</p>, <p>Ann Kelso</p>. " + FAR + " <p>Kelso</p>. " + CAMP,
        ],
        [["Anil Kelso"], ["Ann Kelso"], ["Kelso"], ["Kelso"], ["Mary Kelso"], ["Rishi Kelso"]],
    ),
    (
        "the-name-of-the-father-elsewhere",
        ["<p>Omar bin Jalal</p>. " + CAMP, "<p>Jalal</p>. " + CAMP],
        [["Jalal"], ["Omar bin Jalal"]],
    ),
    (
        "short-surnames-a-letter-apart",
        ["<p>Imran Khan</p>. " + CAMP, "<p>Han</p>. " + CAMP],
        [["Han"], ["Imran Khan"]],
    ),
    (
        "surname-alone-and-misspelt-beside-one-other",
        ["<p>Eleuterio Macaraeg</p> met <p>Tomas Ferreira</p>.", "<p>Macaraig</p>. " + CAMP],
        [["Eleuterio Macaraeg"], ["Macaraig"]],
    ),
    (
        "diminutive-of-a-common-name",
        ["<p>Stephen Davis</p> rowed.", "<p>Steve Davis</p> swam."],
        [["Stephen Davis"], ["Steve Davis"]],
    ),
    (
        "diminutive-of-a-common-name-in-context",
        ["<p>Stephen Davis</p>. " + CAMP, "<p>Steve Davis</p>. " + CAMP],
        [["Stephen Davis", "Steve Davis"]],
    ),
    (
        "diminutive-of-a-rare-name",
        ["<p>Stephen Tuckerman</p> rowed.", "<p>Steve Tuckerman</p> swam."],
        [["Stephen Tuckerman", "Steve Tuckerman"]],
    ),
    (
        "diminutive-of-a-rare-name-and-a-middle-name",
        ["<p>Stephen Ray Tuckerman</p> rowed.", "<p>Steve Tuckerman</p> swam."],
        [["Stephen Ray Tuckerman"], ["Steve Tuckerman"]],
    ),
    (
        "surname-alone-that-is-a-given-name",
        [
            "<p>Talib Ibrahim</p> met <p>Tomas Ferreira</p>.",
            "<p>Sani Ibrahim</p> rowed.",
            "<p>Ibrahim</p>. " + CAMP,
        ],
        [["Ibrahim"], ["Sani Ibrahim"], ["Talib Ibrahim"]],
    ),
    (
        "given-name-alone-beside-two-others",
        ["<p>Rishi Maraj</p>. " + CAMP, "<p>Rishi</p>. " + CAMP],
        [["Rishi", "Rishi Maraj"]],
    ),
    (
        "given-name-alone-beside-one-other",
        ["<p>Rishi Maraj</p> met <p>Tomas Ferreira</p>.", "<p>Rishi</p>. " + CAMP],
        [["Rishi"], ["Rishi Maraj"]],
    ),
    (
        "given-name-alone-of-two-beside-two-others",
        [
            "<p>Rishi Maraj</p>. " + CAMP,
            "<p>Rishi Baksh</p>. " + CAMP,
            "<p>Rishi</p>. " + CAMP,
        ],
        [["Rishi"], ["Rishi Baksh"], ["Rishi Maraj"]],
    ),
    (
        "given-name-alone-of-somebody-in-the-article",
        [
            "<p>Rishi Maraj</p>. " + CAMP,
            FAR.join(["<p>Rishi Baksh</p>, <p>Rishi Dass</p>. ", "<p>Rishi</p>. "]) + CAMP,
        ],
        [["Rishi"], ["Rishi Baksh"], ["Rishi Dass"], ["Rishi Maraj"]],
    ),
    (
        "trailing-initials",
        ["<p>Mohammed Ashraf P.V.</p>. " + CAMP, "<p>Mohd Asraf</p>. " + CAMP],
        [["Mohammed Ashraf P.V.", "Mohd Asraf"]],
    ),
    (
        "given-names-of-two-sexes",
        ["<p>Imran Qureshi</p>. " + CAMP, "<p>Imrana Qureshi</p>. " + CAMP],
        [["Imran Qureshi"], ["Imrana Qureshi"]],
    ),
    (
        "given-names-of-two-sexes-with-other-vowels",
        ["<p>Salim Qureshi</p>. " + CAMP, "<p>Salma Qureshi</p>. " + CAMP],
        [["Salim Qureshi"], ["Salma Qureshi"]],
    ),
    (
        "given-name-with-a-silent-letter",
        ["<p>Ameena Qureshi</p>. " + CAMP, "<p>Aminah Qureshi</p>. " + CAMP],
        [["Ameena Qureshi", "Aminah Qureshi"]],
    ),
    (
        "given-names-that-rhyme",
        ["<p>Harpreet Dhaliwal</p>. " + CAMP, "<p>Gurpreet Dhaliwal</p>. " + CAMP],
        [["Gurpreet Dhaliwal"], ["Harpreet Dhaliwal"]],
    ),
    (
        "woman-with-a-surname-in-a-man's-form",
        ["<p>Olga Kravtsova</p>. " + CAMP, "<p>Olga Kravtsov</p>. " + CAMP],
        [["Olga Kravtsov", "Olga Kravtsova"]],
    ),
    (
        "nickname-mo",
        ["<p>Maurice Quillfeather</p> coaches.", "<p>Mo Quillfeather</p> coaches."],
        [["Maurice Quillfeather", "Mo Quillfeather"]],
    ),
    (
        "rare-surname-alone-on-the-same-topic",
        [
            (
                "<p>Grace Quillfeather</p> lost the mandolin. A mandolin festival, a festival row,"
                " a ransom; the ransom was paid."
            ),
            (
                "<p>Quillfeather</p> found the mandolin. The mandolin festival paid a ransom; no"
                " ransom, no festival."
            ),
        ],
        [["Grace Quillfeather", "Quillfeather"]],
    ),
    (
        "rare-surname-alone-elsewhere",
        [
            "<p>Grace Quillfeather</p> lost the mandolin. A mandolin festival, a festival row.",
            "<p>Quillfeather</p> scored. The striker scored; a striker for <l>Leeds</l>.",
        ],
        [["Grace Quillfeather"], ["Quillfeather"]],
    ),
    (
        "surname-of-many-on-the-same-topic",
        [
            (
                "<p>Grace Kim</p> lost the mandolin. A mandolin festival, a festival row,"
                " a ransom; the ransom was paid."
            ),
            (
                "<p>Kim</p> found the mandolin. The mandolin festival paid a ransom; no"
                " ransom, no festival."
            ),
        ],
        [["Grace Kim"], ["Kim"]],
    ),
    (
        "rare-surname-of-two-on-the-same-topic",
        [
            (
                "<p>Grace Quillfeather</p> lost the mandolin. A mandolin festival, a festival row,"
                " a ransom; the ransom was paid."
            ),
            "<p>Henry Quillfeather</p> sings in <l>Leeds</l>.",
            (
                "<p>Quillfeather</p> found the mandolin. The mandolin festival paid a ransom; no"
                " ransom, no festival."
            ),
        ],
        [["Grace Quillfeather"], ["Henry Quillfeather"], ["Quillfeather"]],
    ),
    (
        "two-of-one-name-named-once",
        [
            "Two women named <p>Volha Moroz</p> were freed. " + CAMP,
            "<p>Volha Moroz</p> sang. " + CAMP,
        ],
        [["Volha Moroz"], ["Volha Moroz"]],
    ),
]


@pytest.mark.parametrize(
    ("markups", "expected"), [pytest.param(m, e, id=name) for name, m, e in MANY_ARTICLES]
)
def test_people_of_many_articles(
    article: Reader, clusters_of: Clusters, markups: list[str], expected: list[list[str]]
) -> None:
    articles = [article(f"a{number}", markup) for number, markup in enumerate(markups)]
    people = {name for cluster in expected for name in cluster}
    found = clusters_of(resolve(articles), articles, "PERSON")
    assert [cluster for cluster in found if set(cluster) & people] == sorted(expected)
