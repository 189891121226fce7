"""Numbers that count nothing, in invented sentences of many newsrooms: none of them is a count."""

from __future__ import annotations

from functools import cache

import pytest
from spacy.language import Language

from extract.components.base import found_in
from extract.config import Settings
from extract.pipeline import load_model

NOT_COUNTS = {
    "money": """
        The ransom was set at $3 million.
        He was fined Rs 2.5 lakh by the tribunal in Pune.
        The contract is worth ₹1,200 crore, officials said.
        Kenya Power owes the county Sh45 million.
        The kidnappers asked for N50 million on Sunday.
        Traders pay 500 naira at every checkpoint.
        A sack now sells for 12,000 shillings in Kampala.
        The bank lost 4.2 billion euros last year.
        The senator paid P55,000 for the seat.
        Fuel rose by 15 cents at midnight.
        Bail was set at US$250,000.
        The state will spend 300 million rubles on the bridge.
        Tickets cost TT$40 at the gate.
        He stole £900 from the till.
        The gang split 20 million dollars.
        Shares closed at 415 pence.
    """,
    "percent": """
        Turnout was 63.5 per cent at noon.
        Prices rose 12% in May.
        Inflation stood at 23 percent.
        Nearly two percent of the vote was spoilt.
        The levy falls by 0.5 percentage points.
        Some 40 pct of the crop was lost.
        Between 10 and 15 percent of the land burned.
        The poll gave the party 31 per cent, down from 36 per cent.
        Support fell to fifty percent.
        About 7 p.c. of the fleet is idle.
        The margin of error is 3 percentage points.
        The rate was cut by 25 basis points.
    """,
    "age": """
        The victim, Ann Lee, 45, was found on Friday.
        Police arrested a 23-year-old man.
        The suspect is 31 years old.
        He died at the age of 88.
        The twins, aged 5, were unharmed.
        She turned 40 in custody.
        The driver, 52, was not hurt.
        Omar Saleh (34) was freed.
        The offender, who is aged between 20 and 25, fled.
        The law bars anyone under 18 from working there.
        A nine-month-old baby was rescued.
        A mother in her thirties, Maria, 36, spoke to reporters.
        The boy, 11, and his sister, seven, walked home.
        The bishop, now 79 years of age, retired.
    """,
    "measure": """
        The boat sank 12 km off the coast.
        The quake, of magnitude 6.1, struck at dawn.
        The tanker carried 300,000 barrels of crude.
        Customs seized 34 kg of heroin.
        The river rose by four metres.
        The road is 90 miles long.
        The farm covers 250 acres.
        Temperatures reached 41 degrees Celsius.
        The plant makes 600 MW of power.
        The wall is 20 feet high.
        A parcel weighing 3.5 kilograms was opened.
        Winds of 160 km/h hit the island.
        Some 200 tonnes of rice arrived.
        The ship was 410 nautical miles east of port.
        The index lost 48 points.
        The building is seven storeys tall.
    """,
    "duration": """
        He was jailed for 16 years.
        Talks lasted three hours.
        The ship was held for 76 days.
        The siege ended after two and a half weeks.
        The curfew runs for 48 hours.
        The judge gave him eight months.
        The truce held for five consecutive nights.
        It took the crew 20 minutes.
        She waited ten long years.
        He has served three decades.
        Residents spent six days and five nights in the cellar.
        The ban lasts four more years and 18 months.
        The strike is in its second week after 11 working days.
        A 24-hour ultimatum was issued.
    """,
    "rank": """
        She finished 3rd in the final.
        The team is ranked 12 in the world.
        He is the number two in the party.
        Kenya placed fourth.
        It was the 21st attack of the year.
        The world No. 1 lost in Rome.
        The club finished 14th.
        He came second in the race.
        The seeded 7 beat the wild card.
        The city ranked 45 on the list.
        It is the twenty-first case.
        The driver starts from position number 9.
    """,
    "score": """
        Arsenal won 3-1 at home.
        The match ended 2-2.
        Ghana beat Togo 4-0.
        They lost 21-14 to the Bears.
        The side drew 0-0.
        Spain lead 1-0 at half time.
        She won 6-4 6-3.
        The hosts were thrashed 5–0.
        The visitors trailed 12-7.
        The final score was 88-80.
        India lost the series 3-2.
        They won by 2-1 on aggregate.
    """,
    "vote": """
        The court ruled 5-4 against him.
        The board voted 7-2 to sell.
        The bill passed 52-48.
        The council backed it by a 9-3 vote.
        The jury split 10-2.
        Senators rejected it 61-39.
        It was a 6-3 decision.
        The motion fell by 14-11.
        One in three voters stayed at home.
        Nine out of ten refused.
        The panel voted 3-0 in favour.
        The odds are 5-1.
    """,
    "phone": """
        Call +44 20 7946 0000.
        The hotline is 0800 123 4567.
        Ring (868) 555-0134 with information.
        Phone 555-123-4567 after noon.
        WhatsApp +254 712 345678.
        Tips go to 0712345678.
        The desk is on +91 98765 43210.
        Contact: 202-555-0143.
        Tel: 0421 555 019.
        Fax 020-7946-0018 is closed.
        Dial 911.
        Dial 112 for help.
        Anyone with information should call 999.
    """,
    "time": """
        The blast was heard at 10:30.
        The flight left at 6 a.m.
        Polls close at 17:00 GMT.
        It began at 9.45pm.
        The shift ends at 0600 hrs.
        They met at five o'clock.
        The alarm rang at 3:15 in the morning.
        The ship docked at 1400 GMT.
        The hearing starts at 11am.
        He was shot about 2 p.m.
        Doors open at 7.30 p.m.
        The power went at 22:10 local time.
        Prayers start at half past four.
        The attack came at 0430 hours.
    """,
    "section": """
        He was charged under Section 302 of the penal code.
        Sections 3 and 4 were repealed.
        Article 19 protects speech.
        See page 12.
        Chapter 7 of the charter applies.
        UN Resolution 1701 was cited.
        Clause 14 was struck out.
        The case, No. 45 of 2021, was heard.
        Rule 15 bars it.
        Paragraphs 8 to 11 were cut.
        He was booked under IPC 420.
        Schedule 2 lists them.
        Cell number 9 was searched.
        Order 66 was signed.
        Annex 3 is secret.
        The offence falls under Articles 5, 6 and 7.
    """,
    "name": """
        The Boeing 737 landed safely.
        Apollo 13 came home.
        The Group of Seven met in Italy.
        The march began in District 9.
        Flight 370 vanished.
        The G20 met in Delhi.
        Channel 4 aired it.
        He drove down Route 66.
        COVID-19 spread.
        The army moved into Sector 12.
        An Airbus A320 burned.
        The T-72 was abandoned.
        World War II ended.
        The Chibok 12 were remembered.
        They live at 10 Downing Street.
        The Sukhoi Su-35 crashed.
        Radio 4 reported it.
        The Big Four met.
        He is held in Unit 731.
        Prison Colony No. 2 is in Pokrov.
    """,
}
CASES = [
    pytest.param(sentence.strip(), id=f"{kind}: {sentence.strip()}")
    for kind, sentences in NOT_COUNTS.items()
    for sentence in sentences.strip().splitlines()
]


@cache
def pipeline() -> Language:
    nlp = load_model(Settings())
    nlp.add_pipe("extract_counts")
    return nlp


def counted(text: str) -> list[str]:
    return [text[each.start : each.end] for each in found_in(pipeline()(text), "counts")]


@pytest.mark.parametrize("sentence", CASES)
def test_it_counts_nothing(sentence: str) -> None:
    assert counted(sentence) == []


@pytest.mark.parametrize("sentence", CASES)
def test_it_counts_nothing_behind_a_count_either(sentence: str) -> None:
    """A count before it lets a bare number stand for more of the same."""
    assert counted(f"Four men fled; {sentence}") == ["Four men"]
    assert counted(f"Four men fled, and {sentence}") == ["Four men"]


def test_each_kind_has_ten_sentences_and_more() -> None:
    assert min(len(each.strip().splitlines()) for each in NOT_COUNTS.values()) > 10
