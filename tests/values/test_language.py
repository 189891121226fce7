from pathlib import Path

import pytest

from extract.values.language import FEWEST_WORDS, is_foreign

CORPUS = Path(__file__).parents[2] / "corpus"
FOREIGN = {
    "de": (
        "Der Minister sagte am Dienstag in Berlin, dass die Regierung das Gesetz noch in "
        "diesem Jahr ändern will. Nach Angaben der Polizei wurden bei dem Unfall drei "
        "Menschen verletzt, und der Fahrer war nicht betrunken. Die Stadt hat an der Brücke "
        "in der Nacht alle Straßen gesperrt."
    ),
    "nl": (
        "De minister zei dinsdag in Den Haag dat de regering de wet nog dit jaar wil "
        "wijzigen. Volgens de politie raakten bij het ongeluk drie mensen gewond, en de "
        "bestuurder was niet dronken. De stad had in de nacht alle straten bij de brug "
        "afgesloten."
    ),
    "sv": (
        "Ministern sade på tisdagen i Stockholm att regeringen vill ändra lagen redan i år. "
        "Enligt polisen skadades tre personer i olyckan, och föraren var inte berusad. Staden"
        " hade under natten stängt av alla gator vid bron, och skolan var stängd."
    ),
    "da": (
        "Ministeren sagde tirsdag i København at regeringen vil ændre loven allerede i år. "
        "Ifølge politiet blev tre personer såret i ulykken, og føreren var ikke beruset. Byen"
        " har om natten lukket alle gader ved broen for at lede trafikken."
    ),
    "fr": (
        "Le ministre a déclaré mardi à Paris que le gouvernement veut modifier la loi cette "
        "année. Selon la police, trois personnes ont été blessées dans l'accident, et le "
        "conducteur n'était pas ivre. La ville a fermé pendant la nuit toutes les rues près "
        "du pont."
    ),
    "es": (
        "El ministro dijo el martes en Madrid que el gobierno quiere cambiar la ley este año."
        " Según la policía, tres personas resultaron heridas en el accidente, y el conductor "
        "no estaba ebrio. La ciudad cerró por la noche todas las calles cerca del puente a la"
        " espera de un informe."
    ),
    "it": (
        "Il ministro ha detto martedì a Roma che il governo vuole cambiare la legge "
        "quest'anno. Secondo la polizia, tre persone sono rimaste ferite nell'incidente, e il"
        " conducente non era ubriaco. La città ha chiuso nella notte tutte le strade vicino "
        "al ponte."
    ),
    "pt": (
        "O ministro disse na terça-feira em Lisboa que o governo quer mudar a lei este ano. "
        "Segundo a polícia, três pessoas ficaram feridas no acidente, e o condutor não estava"
        " embriagado. A cidade fechou durante a noite todas as ruas a caminho da ponte."
    ),
    "id": (
        "Menteri mengatakan pada hari Selasa di Jakarta bahwa pemerintah ingin mengubah "
        "undang-undang tahun ini. Menurut polisi, tiga orang terluka dalam kecelakaan itu, "
        "dan pengemudi tidak mabuk. Kota menutup semua jalan di dekat jembatan pada malam "
        "hari."
    ),
    "ru": (
        "Министр заявил во вторник в Москве, что правительство хочет изменить закон в этом "
        "году. По данным полиции, в аварии пострадали три человека, а водитель не был пьян. "
        "Город ночью закрыл все улицы у моста, и школы не работали."
    ),
    "tr": (
        "Bakan salı günü Ankara'da hükümetin yasayı bu yıl değiştirmek istediğini söyledi. "
        "Polise göre kazada üç kişi yaralandı ve sürücü sarhoş değildi. Kent gece boyunca "
        "köprünün yakınındaki bütün sokakları kapattı, okullar da tatil edildi."
    ),
    "af": (
        "Die minister het Dinsdag in Pretoria gesê dat die regering die wet nog vanjaar wil "
        "verander. Volgens die polisie is drie mense in die ongeluk beseer, en die bestuurder"
        " was nie dronk nie. Die stad het in die nag al die strate by die brug gesluit."
    ),
}


@pytest.mark.parametrize("language", FOREIGN)
def test_a_report_in_another_language_is_told(language: str) -> None:
    assert is_foreign(FOREIGN[language])


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.txt")), ids=lambda path: path.stem)
def test_no_article_of_the_corpus_is_taken_for_another_language(path: Path) -> None:
    assert not is_foreign(path.read_text("utf-8"))


@pytest.mark.parametrize("text", ["", "Zürich", " ".join(["Straße"] * (FEWEST_WORDS - 1))])
def test_nothing_is_said_of_a_few_words(text: str) -> None:
    assert not is_foreign(text)


def test_headlines_are_english() -> None:
    assert not is_foreign(
        "Ferry strike strands hundreds in Kessel. Court fines builder over lead in lake. Minister"
        " resigns after vote. Quake felt in Arden; no damage reported. Union rejects offer of pay"
    )
