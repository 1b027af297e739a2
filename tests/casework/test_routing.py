from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.calendar import Closure, SchoolCalendar, instant
from casework.pressing import Pressing
from casework.protocol import shipped_protocol
from casework.protocol_model import RoleExpr
from casework.report import Urgency
from casework.routing import ReadingPlan, acknowledge_by, next_in_line, plan_reading
from casework.school import School, Weekday
from casework.tracks import Way
from tests.casework.schools import PROTOCOL_LINE, example_school, small_school

SCHOOL = example_school()
CALENDAR = SchoolCalendar.of(SCHOOL)
TUESDAY = date(2026, 11, 24)
INFORMED = (("year_coordinator", "Stap 5"), ("bullying_coordinator", "Stap 7"), ("team_lead", "Stap 7"))


def plan(class_id: str | None = "2B", now: datetime | None = None, **wishes: Any) -> ReadingPlan:
    return plan_reading(
        SCHOOL,
        CALENDAR,
        now or instant(TUESDAY, time(10)),
        class_id=class_id,
        protocol_line=PROTOCOL_LINE,
        informed_roles=INFORMED,
        **wishes,
    )


def everybody_in(plan: ReadingPlan) -> list[str]:
    absent = [plan.absent.person] if plan.absent else []
    absent += [reader.person for reader in plan.also_told]
    return [one.person for one in plan.order] + [one.reader.person for one in plan.informed] + absent


def first_of(plan: ReadingPlan) -> str:
    assert plan.first_reader is not None
    return plan.first_reader.person


def test_the_coach_of_the_bullied_pupils_class_reads_first_and_then_the_deputy_and_the_line() -> None:
    made = plan()
    assert [reader.person for reader in made.order] == [
        "sanne_de_boer",
        "pieter_bakker",
        "karin_visser",
        "ilse_hoekstra",
        "lotte_jansen",
        "ruud_mulder",
        "nienke_dijkstra",
        "marieke_smit",
        "aleid_terpstra",
        "wouter_hofman",
    ]
    assert made.first_reader is not None
    assert made.first_reader.title == "mentor"
    assert made.deputy is not None
    assert made.deputy.stands_in_for == "sanne_de_boer"


def test_it_is_said_from_which_step_on_the_protocol_informs_whom() -> None:
    assert [(one.reader.person, one.from_step) for one in plan("3A").informed] == [
        ("ilse_hoekstra", "Stap 5"),
        ("ruud_mulder", "Stap 7"),
    ]


def test_a_report_is_read_by_the_end_of_the_next_school_day() -> None:
    assert plan().read_by == date(2026, 11, 25)
    assert plan(now=instant(TUESDAY, time(20))).read_by == date(2026, 11, 26)
    assert plan(now=instant(date(2026, 11, 20), time(20))).read_by == date(2026, 11, 24)


def test_a_report_naming_the_coach_never_reaches_that_coach() -> None:
    made = plan(subjects=["sanne_de_boer"])
    assert first_of(made) == "pieter_bakker"
    assert "sanne_de_boer" not in everybody_in(made)


def test_who_is_excluded_hears_of_it_in_none_of_their_roles() -> None:
    made = plan(excluded=["nienke_dijkstra", "ruud_mulder", "karin_visser"])
    assert set(everybody_in(made)).isdisjoint({"nienke_dijkstra", "ruud_mulder", "karin_visser"})


def test_without_a_class_the_bullying_coordinator_reads() -> None:
    made = plan(None)
    assert first_of(made) == "nienke_dijkstra"
    assert made.deputy is not None
    assert made.deputy.person == "karin_visser"
    assert "fatima_el_amrani" not in everybody_in(made)


def test_without_a_class_and_a_bullying_coordinator_the_management_reads() -> None:
    roles = {"management": {"title": "directie", "holders": ["dee"], "deputy": "cas"}}
    school = small_school(roles=roles)
    now = instant(TUESDAY, time(10))
    assert first_of(plan_reading(school, SchoolCalendar.of(school), now, class_id=None)) == "dee"


def test_a_victim_who_is_no_pupil_is_the_heads_business_and_no_coachs() -> None:
    assert first_of(plan(None, not_a_pupil=True)) == "marieke_smit"
    assert first_of(plan("2B", not_a_pupil=True)) == "marieke_smit"


def test_a_class_that_has_no_coach_climbs_to_the_next_in_the_line() -> None:
    school = small_school(classes={"1A": {"label": "1A"}})
    now = instant(TUESDAY, time(10))
    made = plan_reading(school, SchoolCalendar.of(school), now, class_id="1A", protocol_line=PROTOCOL_LINE)
    assert first_of(made) == "cas"


def test_a_coach_who_is_back_by_the_reading_date_still_reads_first() -> None:
    made = plan("3A", now=instant(date(2026, 11, 25), time(10)))
    assert first_of(made) == "nienke_dijkstra"
    assert made.present_from == made.read_by == date(2026, 11, 26)
    assert made.absent is None


def test_a_coach_who_is_away_past_the_reading_date_is_replaced_and_it_is_said() -> None:
    people = {
        "an": {"name": "An", "present_on": ["mon"]},
        "bea": {"name": "Bea"},
        "cas": {"name": "Cas"},
        "dee": {"name": "Dee"},
    }
    school = small_school(people=people)
    made = plan_reading(school, SchoolCalendar.of(school), instant(TUESDAY, time(10)), class_id="1A")
    assert first_of(made) == "bea"
    assert made.absent is not None
    assert made.absent.person == "an"


def test_nobody_is_promised_for_the_last_hour_of_their_last_day() -> None:
    thursday = date(2026, 11, 26)
    assert first_of(plan("1B", now=instant(thursday, time(12)))) == "fatima_el_amrani"
    late = plan("1B", now=instant(thursday, time(16)))
    assert first_of(late) == "joost_van_den_berg"
    assert late.read_by == date(2026, 11, 27)


def test_in_a_holiday_the_reading_date_is_behind_it_and_the_closure_is_said() -> None:
    made = plan(now=instant(date(2026, 12, 24), time(12)))
    assert made.closed_until == date(2027, 1, 4)
    assert made.read_by == date(2027, 1, 5)
    assert made.closure == Closure(date(2026, 12, 19), date(2027, 1, 3))
    assert plan(now=instant(date(2026, 11, 20), time(20))).closed_until is None


def test_on_the_last_day_before_a_holiday_the_school_is_open_until_its_closing_time() -> None:
    last_day, christmas = date(2026, 12, 18), Closure(date(2026, 12, 19), date(2027, 1, 3))
    said = {at: plan(now=instant(last_day, at)) for at in (time(7), time(10), time(15, 59), time(16))}
    assert {one.closure for one in said.values()} == {christmas}
    assert [one.closed_until for one in said.values()] == [None, None, None, date(2027, 1, 4)]
    assert [one.present_from == last_day for one in said.values()] == [True, True, False, False]
    assert [one.read_by for one in said.values()] == [*[date(2027, 1, 4)] * 3, date(2027, 1, 5)]


def test_a_report_to_the_confidant_stays_with_confidants_on_their_days() -> None:
    tuesday = plan(via_confidant=True)
    assert [reader.person for reader in tuesday.order] == ["lotte_jansen", "willem_kok"]
    assert tuesday.informed == ()
    friday = plan(via_confidant=True, now=instant(date(2026, 11, 27), time(20)))
    assert (first_of(friday), friday.read_by) == ("lotte_jansen", date(2026, 12, 1))
    thursday = plan(via_confidant=True, now=instant(date(2026, 11, 26), time(20)))
    assert (first_of(thursday), thursday.read_by) == ("lotte_jansen", date(2026, 11, 30))


def test_a_confidant_who_is_absent_waits_for_the_next_present_day_when_alone() -> None:
    people = {
        "an": {"name": "An"},
        "bea": {"name": "Bea"},
        "cas": {"name": "Cas"},
        "dee": {"name": "Dee", "present_on": ["mon"]},
    }
    school = small_school(people=people)
    calendar = SchoolCalendar.of(school)
    made = plan_reading(school, calendar, instant(TUESDAY, time(10)), class_id="1A", via_confidant=True)
    assert (first_of(made), made.read_by) == ("dee", date(2026, 11, 30))
    assert made.deputy is None


def test_a_confidant_who_is_the_coach_is_no_way_around_that_coach() -> None:
    roles = {"confidant": {"title": "vertrouwenspersoon", "holders": ["an", "dee"]}}
    school = small_school(roles=roles)
    now = instant(TUESDAY, time(10))
    made = plan_reading(school, SchoolCalendar.of(school), now, class_id="1A", via_confidant=True)
    assert everybody_in(made) == ["dee"]


def test_when_nobody_is_left_only_the_admin_hears_that_there_is_one() -> None:
    made = plan(subjects=list(SCHOOL.people))
    assert made.admin_only
    assert everybody_in(made) == []


def test_who_does_not_acknowledge_is_followed_until_nobody_is_left() -> None:
    made = plan()
    now = instant(TUESDAY, time(16, 30))
    tried: set[str] = set()
    asked = []
    while (reader := next_in_line(SCHOOL, CALENDAR, made, tried, now)) is not None:
        asked.append(reader.person)
        tried.add(reader.person)
    assert asked[:2] == ["sanne_de_boer", "pieter_bakker"]
    assert set(asked) == {reader.person for reader in made.order}


def test_who_follows_is_present_before_who_is_not() -> None:
    made = plan(None)
    wednesday = instant(date(2026, 11, 25), time(8))
    follower = next_in_line(SCHOOL, CALENDAR, made, {"nienke_dijkstra", "karin_visser"}, wednesday)
    assert follower is not None
    assert SCHOOL.people[follower.person].works_on(date(2026, 11, 25))


def test_a_reader_acknowledges_on_a_day_of_presence() -> None:
    friday_evening = instant(date(2026, 11, 27), time(20))
    assert acknowledge_by(SCHOOL, CALENDAR, "willem_kok", friday_evening) == date(2026, 12, 2)
    assert acknowledge_by(SCHOOL, CALENDAR, "lotte_jansen", friday_evening) == date(2026, 12, 1)


def test_days_that_the_protocol_gives_a_role_hold_beside_the_persons_own() -> None:
    roles = shipped_protocol("noordhoek").roles
    wednesday = instant(date(2026, 11, 25), time(8, 30))
    people = {person: {"name": person.title()} for person in ("an", "bea", "cas", "dee")}
    school = small_school(people=people)
    calendar = SchoolCalendar.of(school)
    made = plan_reading(school, calendar, wednesday, class_id="1A", via_confidant=True, roles=roles)
    assert (first_of(made), made.present_from, made.read_by) == ("dee", date(2026, 11, 26), date(2026, 11, 26))
    tuesday_evening = instant(date(2026, 11, 24), time(20))
    assert acknowledge_by(school, calendar, "dee", tuesday_evening, "confidant", roles) == date(2026, 11, 26)
    monday_evening = instant(date(2026, 11, 23), time(20))
    assert acknowledge_by(school, calendar, "dee", monday_evening) == date(2026, 11, 25)
    assert acknowledge_by(school, calendar, "dee", monday_evening, "confidant", roles) == date(2026, 11, 24)


def test_the_way_says_whose_it_is_and_its_fallback_comes_before_the_deputy_of_the_accused() -> None:
    way = Way("1", receives=(RoleExpr(role="first_contact"),), fallback=(RoleExpr(role="head"),))
    assert [reader.person for reader in plan(way=way).order][:3] == ["sanne_de_boer", "pieter_bakker", "marieke_smit"]
    accused = plan(way=way, subjects=["sanne_de_boer"])
    assert [reader.person for reader in accused.order][:2] == ["marieke_smit", "ruud_mulder"]
    assert "pieter_bakker" in everybody_in(accused)


def test_others_to_whom_the_way_gives_it_hear_of_it_at_once() -> None:
    both = (RoleExpr(role="first_contact", of="victim"), RoleExpr(role="bullying_coordinator"))
    way = Way("1", receives=both, also_told=(RoleExpr(role="head"), RoleExpr(role="bullying_coordinator")))
    made = plan(way=way)
    assert first_of(made) == "sanne_de_boer"
    assert [reader.person for reader in made.also_told] == ["nienke_dijkstra", "marieke_smit"]
    assert [one.reader.person for one in made.informed] == ["karin_visser", "ruud_mulder"]
    without_her = plan(way=way, excluded=["nienke_dijkstra"])
    assert [reader.person for reader in without_her.also_told] == ["marieke_smit", "karin_visser"], "her deputy"
    assert plan(way=way, via_confidant=True).also_told == ()


def test_a_closed_way_leads_past_the_line_of_the_protocol() -> None:
    way = Way("1", receives=(RoleExpr(role="head"),), closed=True)
    made = plan(way=way)
    assert [reader.person for reader in made.order][:2] == ["marieke_smit", "ruud_mulder"]
    assert {reader.role for reader in made.order} == {"head", "board"}
    assert made.informed == ()


def test_an_unknown_class_still_reaches_the_others_of_the_way() -> None:
    both = (RoleExpr(role="first_contact", of="victim"), RoleExpr(role="year_coordinator", of="victim"))
    assert first_of(plan(None, way=Way("1", receives=both))) in ("karin_visser", "ilse_hoekstra")
    assert first_of(plan(None, way=Way("1", receives=both[:1]))) == "nienke_dijkstra"


PEOPLE = tuple("abcdef")
person_ids = st.sampled_from(PEOPLE)
some_people = st.lists(person_ids, max_size=4, unique=True)
ROLES = ("year_coordinator", "team_lead", "bullying_coordinator", "confidant", "management", "head")


@st.composite
def schools(draw: st.DrawFn) -> School:
    weekdays = st.lists(st.sampled_from([day.value for day in Weekday]), min_size=1, unique=True)
    deputies = st.none() | person_ids
    people = {one: {"name": one.upper(), "present_on": draw(weekdays), "deputy": draw(deputies)} for one in PEOPLE}
    classes = {label: {"label": label, "coach": draw(deputies), "team": "x"} for label in ("1A", "2B")}
    roles = {
        role: {
            "title": role,
            "holders": draw(some_people),
            "deputy": draw(deputies),
            "by_team": draw(st.dictionaries(st.just("x"), some_people)),
        }
        for role in draw(st.lists(st.sampled_from(ROLES), unique=True))
    }
    return small_school(
        people=people, classes=classes, roles=roles, admin="a", region=draw(st.sampled_from(["noord", "zuid"]))
    )


YEARS = timedelta(days=3 * 365)
instants = st.timedeltas(timedelta(0), YEARS).map(lambda passed: datetime(2026, 1, 1, tzinfo=UTC) + passed)
class_ids = st.sampled_from(["1A", "2B", "9Z", None])


@given(schools(), instants, class_ids, some_people, some_people, st.booleans(), st.booleans())
def test_no_school_lets_a_subject_or_an_excluded_person_read(
    school: School,
    now: datetime,
    class_id: str | None,
    subjects: list[str],
    excluded: list[str],
    via_confidant: bool,
    not_a_pupil: bool,
) -> None:
    calendar = SchoolCalendar.of(school)
    made = plan_reading(
        school,
        calendar,
        now,
        class_id=class_id,
        subjects=subjects,
        excluded=excluded,
        via_confidant=via_confidant,
        protocol_line=PROTOCOL_LINE,
        informed_roles=INFORMED,
        not_a_pupil=not_a_pupil,
    )
    assert set(everybody_in(made)).isdisjoint({*subjects, *excluded})
    assert len({reader.person for reader in made.order}) == len(made.order)
    assert calendar.is_school_day(made.read_by)
    if made.first_reader:
        assert school.people[made.first_reader.person].works_on(made.read_by)
        assert now - timedelta(days=1) < calendar.closes_at(made.read_by)
    later = next_in_line(school, calendar, made, {*PEOPLE[:2]}, now + timedelta(days=3))
    assert later is None or later.person in set(PEOPLE[2:]) - {*subjects, *excluded}


@given(schools(), instants, class_ids)
def test_no_school_lets_a_confidants_report_leave_the_confidants(
    school: School, now: datetime, class_id: str | None
) -> None:
    made = plan_reading(
        school,
        SchoolCalendar.of(school),
        now,
        class_id=class_id,
        via_confidant=True,
        protocol_line=PROTOCOL_LINE,
        informed_roles=INFORMED,
    )
    holders = school.people_in_role("confidant", class_id)
    own_deputies = {school.deputy_of(holder, "confidant") for holder in holders}
    assert set(everybody_in(made)) <= {*holders, *own_deputies} - {school.coach_of(class_id)}


@pytest.mark.parametrize("at", [time(0, 30), time(2, 30), time(23, 59)])
@pytest.mark.parametrize("day", [date(2026, 10, 25), date(2027, 3, 28), date(2027, 10, 31)])
def test_a_report_on_a_day_the_clocks_change_is_read_on_a_school_day(day: date, at: time) -> None:
    made = plan(now=instant(day, at))
    assert CALENDAR.is_school_day(made.read_by)
    assert day < made.read_by <= day + timedelta(days=5)


IN_ORDER = Pressing(Urgency.NOW, keeps_order=True)


def test_what_cannot_wait_and_keeps_its_order_waits_for_no_term_but_for_its_own_reader() -> None:
    school = small_school()
    calendar, now = SchoolCalendar.of(school), instant(TUESDAY, time(10))
    ordinary = plan_reading(school, calendar, now, class_id="1A")
    in_order = plan_reading(school, calendar, now, class_id="1A", pressing=IN_ORDER)
    assert first_of(in_order) == first_of(ordinary)
    assert (ordinary.read_by, in_order.read_by) == (date(2026, 11, 25), TUESDAY)


@given(schools(), instants, class_ids, st.booleans())
def test_no_haste_that_keeps_its_order_changes_who_reads(
    school: School, now: datetime, class_id: str | None, via_confidant: bool
) -> None:
    calendar = SchoolCalendar.of(school)
    ordinary, in_order = (
        plan_reading(school, calendar, now, class_id=class_id, via_confidant=via_confidant, pressing=pressing)
        for pressing in (Pressing(), IN_ORDER)
    )
    assert in_order.order == ordinary.order and in_order.absent == ordinary.absent
    assert in_order.read_by <= ordinary.read_by
    assert in_order.read_by == in_order.present_from or in_order.admin_only


def test_danger_still_goes_to_whoever_is_there() -> None:
    """The twin: without the order that is kept, haste alone moves it to whoever is there first."""
    school = example_school()
    away = school.people["sanne_de_boer"].model_copy(update={"present_on": (Weekday.WED,)})
    school = school.model_copy(update={"people": {**school.people, "sanne_de_boer": away}})
    calendar, now = SchoolCalendar.of(school), instant(TUESDAY, time(10))
    readers = [
        first_of(plan_reading(school, calendar, now, class_id="2B", protocol_line=PROTOCOL_LINE, pressing=pressing))
        for pressing in (Pressing(), IN_ORDER, Pressing(Urgency.NOW))
    ]
    assert readers == ["sanne_de_boer", "sanne_de_boer", "pieter_bakker"]
