"""What is said before sending when a holiday comes before the reading date, and whether the school is open now.

Christmas is from Saturday 19 December up to and including Sunday 3 January; the school closes at four on Fridays.
"""

from datetime import date, datetime, time

import pytest

from bot.flows.flag_flow import FLAG
from bot.flows.new_case_flow import NEW_CASE
from bot.flows.question import Flow, Scene
from bot.flows.staff_flows import StaffFacts
from bot.spoken import spoken
from casework.calendar import instant
from casework.routing import plan_reading
from casework.school import FreePeriod, Region
from tests.casework.schools import PROTOCOL_LINE, example_school
from tests.flows.reporters import TO_CONTACT, TO_SEND, facts_of, started

LAST_DAY = date(2026, 12, 18)
CLOSED = "Let op: school is dicht. Vanaf maandag 4 januari is er weer iemand."
CLOSES = "Let op: van zaterdag 19 december tot en met zondag 3 januari is school dicht."
FROM_MONDAY_ON = "Daarna is er weer iemand."
TODAY = "Vandaag is er nog iemand."
MOMENTS = [
    (instant(date(2026, 12, 17), time(17)), f"{CLOSES} Op vrijdag 18 december is er nog iemand.", "maandag 4 januari"),
    (instant(LAST_DAY, time(7)), f"{CLOSES} {TODAY}", "maandag 4 januari"),
    (instant(LAST_DAY, time(9, 30)), f"{CLOSES} {TODAY}", "maandag 4 januari"),
    (instant(LAST_DAY, time(15, 30)), f"{CLOSES} {FROM_MONDAY_ON}", "maandag 4 januari"),
    (instant(LAST_DAY, time(16)), CLOSED, "dinsdag 5 januari"),
    (instant(date(2026, 12, 19), time(12)), CLOSED, "dinsdag 5 januari"),
    (instant(date(2026, 12, 27), time(12)), CLOSED, "dinsdag 5 januari"),
    (instant(date(2027, 1, 3), time(23, 59)), CLOSED, "dinsdag 5 januari"),
]


@pytest.mark.parametrize(("now", "said", "read_by"), MOMENTS)
@pytest.mark.parametrize("answers", [TO_SEND, ("parent", *TO_CONTACT[1:], "here", "'Noor")], ids=["je", "u"])
def test_send_screen_says_whether_school_is_closed_now_or_later_and_the_thanks_keep_its_date(
    now: datetime, said: str, read_by: str, answers: tuple[str, ...]
) -> None:
    phone = started(now=now).answer(*answers)
    assert said in phone.screen
    assert f"Dat gebeurt uiterlijk {read_by}" in phone.screen
    assert phone.screen.count("dicht") == 1
    phone.answer("send")
    thanks = next(words for words in phone.heard if "Het is verstuurd" in words)
    assert f"Uiterlijk {read_by} leest mevrouw De Boer het." in thanks
    planned = plan_reading(phone.facts.school, phone.facts.calendar, now, class_id="2B", protocol_line=PROTOCOL_LINE)
    assert phone.sent.plan.read_by == planned.read_by


@pytest.mark.parametrize("day", [date(2027, 1, 4), date(2026, 12, 10)])
def test_nothing_is_said_of_a_holiday_that_does_not_come_before_the_reading_date(day: date) -> None:
    assert "dicht" not in started(now=instant(day, time(9, 30))).answer(*TO_SEND).screen


def test_what_is_read_today_says_nothing_of_the_holiday_that_begins_tomorrow() -> None:
    screen = started(now=instant(LAST_DAY, time(9, 30))).answer("me", "2B", "'Hij gaat me vermoorden", "here").screen
    assert "Dat gebeurt uiterlijk vrijdag 18 december" in screen
    assert "dicht" not in screen


def test_a_single_day_off_is_said_as_one_day() -> None:
    study_day = FreePeriod(first=date(2026, 12, 9), last=date(2026, 12, 9), label="studiedag")
    school = example_school().model_copy(update={"free_days": (study_day,)})
    screen = started(school=school, now=instant(date(2026, 12, 8), time(10))).answer(*TO_SEND).screen
    assert f"Let op: op woensdag 9 december is school dicht. {TODAY}" in screen


def test_a_screen_from_before_closing_time_is_shown_again_after_it() -> None:
    phone = started(now=instant(LAST_DAY, time(15, 30))).answer(*TO_SEND)
    phone.facts = facts_of(now=instant(LAST_DAY, time(16)))
    phone.answer("send")
    assert "Er is intussen iets veranderd." in phone.screen
    assert CLOSED in phone.screen


@pytest.mark.parametrize(
    ("region", "now", "said"),
    [
        ("zuid", instant(date(2026, 10, 25), time(1)), "Let op: school is dicht. Vanaf maandag 26 oktober is er weer"),
        ("zuid", instant(date(2026, 10, 25), time(23, 59)), "Let op: school is dicht. Vanaf maandag 26 oktober"),
        ("noord", instant(date(2027, 3, 25), time(9)), "Let op: van vrijdag 26 maart tot en met maandag 29 maart is"),
        ("noord", instant(date(2027, 3, 28), time(1, 59)), "Let op: school is dicht. Vanaf dinsdag 30 maart is er"),
        ("noord", instant(date(2027, 3, 28), time(23, 59)), "Let op: school is dicht. Vanaf dinsdag 30 maart is er"),
    ],
)
def test_the_days_on_which_the_clocks_change_are_holidays_like_others(region: str, now: datetime, said: str) -> None:
    school = example_school().model_copy(update={"region": Region(region)})
    assert said in started(school=school, now=now).answer(*TO_SEND).screen


@pytest.mark.parametrize(("now", "said", "read_by"), MOMENTS)
@pytest.mark.parametrize(
    ("flow", "answers"),
    [
        (FLAG, {"flag_where": "kantine", "flag_class": "2B", "flag_what": "names", "flag_urgency": "normal"}),
        (NEW_CASE, {"new_class": "2B", "new_story": "Ze schelden haar uit", "new_urgency": "normal"}),
    ],
    ids=["flag", "new"],
)
def test_staff_read_the_same_date_and_that_nobody_reads_now_only_while_the_school_is_closed(
    flow: Flow, answers: dict[str, str], now: datetime, said: str, read_by: str
) -> None:
    facts = StaffFacts("henk_de_groot", facts_of(now=now))
    scene = Scene(answers, facts)
    last = next(one for one in flow.questions.values() if one.is_summary)
    screen = "\n".join(spoken(words) for words in last.parts(last, scene))
    assert f"uiterlijk {read_by}" in screen
    assert ("Op school leest nu niemand dit." in screen) is not facts.reading.calendar.is_open(now)
