from datetime import date, timedelta

import pytest

from bot.texts.catalogue import text
from casework.school import School
from casework.school_check import blocks, check_school
from casework.school_file import Problem, SchoolFileError, Severity, load_school
from tests.casework.schools import PROTOCOL_LINE, example_school, example_text, small_school

TODAY = date(2026, 11, 20)


def problems_of(written: str) -> tuple[Problem, ...]:
    with pytest.raises(SchoolFileError) as caught:
        load_school(written, "school.yaml")
    return caught.value.problems


def line_of(part: str) -> int:
    text_before, _, _ = example_text().partition(part)
    return text_before.count("\n") + 1


def keys_of(school: School, required: tuple[str, ...] = (), today: date = TODAY) -> set[str]:
    return {problem.key for problem in check_school(school, required, today)}


def changed(before: str, after: str) -> str:
    assert before in example_text()
    return example_text().replace(before, after, 1)


def test_the_example_school_is_ready_to_go_live() -> None:
    required = (*PROTOCOL_LINE, "support_coordinator", "confidant", "ict")
    assert check_school(example_school(), required, TODAY) == []


def test_a_role_is_one_of_the_program_or_of_the_schools_own_protocol() -> None:
    school = load_school(changed("  ict:", "  report_team:"), "school.yaml")
    (problem,) = [one for one in check_school(school, (), TODAY) if one.key == "school-problem-unknown-name"]
    assert problem.line == line_of("  ict:")
    assert problem.fields["key"] == "roles.report_team"
    assert check_school(school, (), TODAY, {"report_team"}) == []


def test_the_example_knows_who_does_what() -> None:
    school = example_school()
    assert school.coach_of("2B") == "sanne_de_boer"
    assert school.classes_of("sanne_de_boer") == ("2B", "4C")
    assert school.deputy_of("sanne_de_boer", "first_contact") == "pieter_bakker"
    assert school.deputy_of("ilse_hoekstra", "support_team") == "ruud_mulder"
    assert school.role_title("team_lead") == "bouwcoördinator"
    assert school.people_in_role("year_coordinator", "1A") == ("karin_visser",)
    assert school.people_in_role("year_coordinator", "3A") == ("ilse_hoekstra",)
    assert set(school.people_in_role("year_coordinator")) == {"karin_visser", "ilse_hoekstra"}
    assert school.break_guards == ("henk_de_groot", "samira_yilmaz")
    assert school.roles_of("nienke_dijkstra") == ("first_contact", "bullying_coordinator")
    assert not school.is_staff("nobody")


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        ("region: noord", "region: oost", "school-problem-not-one-of"),
        ("  4C:", "  4B:", "school-problem-twice"),
        ("  4C:", "  4b:", "school-problem-classes-alike"),
        ("coach: pieter_bakker", "coach: piet", "school-problem-unknown-person"),
        ("admin: bram_postma", "admin: bram", "school-problem-unknown-person"),
        ("holders: [ruud_mulder]", "holders: [ruud]", "school-problem-unknown-person"),
        ("bovenbouw: [ilse_hoekstra]", "bovenbouw: [ilse]", "school-problem-unknown-person"),
        ("deputy: willem_kok", "depty: willem_kok", "school-problem-unknown-key-near"),
        ("deputy: willem_kok", "lievelingskleur: blauw", "school-problem-unknown-key"),
        ("name: De Vuurtoren", "name:", "school-problem-empty"),
        ("name: De Vuurtoren", "name: School: De Vuurtoren", "school-problem-yaml-colon"),
        ("name: De Vuurtoren", "name: @vuurtoren", "school-problem-yaml-beginning"),
        ("name: De Vuurtoren", "name: *vuurtoren", "school-problem-yaml-points-nowhere"),
        ("region: noord", "\tregion: noord", "school-problem-yaml-tab"),
        ("deputy: willem_kok", "deputy: [willem_kok]", "school-problem-one-text"),
        ("first: 2027-02-05", "first: 2027-02-30", "school-problem-no-such-day"),
        ("present_on: [mon, tue, wed, thu]", "present_on: [ma, di]", "school-problem-not-one-of"),
        ("helplines: {}", "helplines: {pestweb: {verified_on: 2026-11-01}}", "school-problem-unknown-name"),
        ("fri: 08:15-16:00", "fri: 18:15-16:00", "school-problem-hours"),
        ("fri: 08:15-16:00", "fri: de hele dag", "school-problem-hours"),
        ("first: 2027-02-05", "first: 5 februari", "school-problem-date"),
        ("last: 2027-05-09", "last: 2027-05-01", "school-problem-free-period"),
        ("shown_minutes: 15", "shown_minutes: veel", "school-problem-number"),
        ("shown_minutes: 15", "shown_minutes: 0", "school-problem-number"),
        ("bevrijdingsdag_free: true", "bevrijdingsdag_free: soms", "school-problem-yes-or-no"),
        ("holders: [ruud_mulder]", "holders: ruud_mulder", "school-problem-list"),
        ("retention: {closed_case_days: 730, set_aside_days: 30}", "retention: lang", "school-problem-block"),
        ("name: De Vuurtoren", 'name: ""', "school-problem-empty"),
        ("present_on: [mon, tue, wed, thu]", "present_on: []", "school-problem-too-few"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_a_remedy(before: str, after: str, key: str) -> None:
    problems = problems_of(changed(before, after))
    assert {problem.key for problem in problems} == {key}
    assert problems[0].line == line_of(before)
    assert text(key, **problems[0].text_fields).startswith(f"Regel {problems[0].line}: ")


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file() -> None:
    written = changed("region: noord", "region: oost").replace("shown_minutes: 15", "shown_minutes: veel")
    assert [problem.key for problem in problems_of(written)] == [
        "school-problem-not-one-of",
        "school-problem-number",
    ]


def test_a_number_out_of_range_is_told_with_both_bounds() -> None:
    (problem,) = problems_of(changed("shown_minutes: 15", "shown_minutes: 0"))
    assert text(problem.key, **problem.text_fields).endswith("Schrijf een heel getal van 1 tot en met 120.")


def test_a_bracket_that_is_never_closed_is_told_where_it_opens() -> None:
    (problem,) = problems_of(changed("holders: [ruud_mulder]", "holders: [ruud_mulder"))
    assert problem.key == "school-problem-yaml-open"
    assert problem.line == line_of("holders: [ruud_mulder]")
    assert "Zet er ] achter" in text(problem.key, **problem.text_fields) or "Zet er } achter" in text(
        problem.key, **problem.text_fields
    )


def test_more_than_25_places_do_not_fit_on_a_break_guards_screen() -> None:
    many = ", ".join(f"plek {number}" for number in range(26))
    (problem,) = problems_of(changed("places: [kantine,", f"places: [{many},"))
    assert problem.key == "school-problem-too-many"
    assert "25" in text(problem.key, **problem.text_fields)


def test_a_missing_key_is_named() -> None:
    problems = problems_of(changed("admin: bram_postma", ""))
    assert [(problem.key, problem.fields["key"]) for problem in problems] == [("school-problem-missing", "admin")]


@pytest.mark.parametrize("written", ["a: [1", "hallo", "", "- a\n- b", "a: \t\n\tb: 1", "%", "a: !!python/x 1: 2"])
def test_what_is_no_school_file_at_all_is_refused_with_a_sentence(written: str) -> None:
    for problem in problems_of(written):
        assert text(problem.key, **problem.text_fields)


def test_a_file_that_refers_to_itself_ends() -> None:
    assert "school-problem-alias" in {problem.key for problem in problems_of("a: &x [*x, *x]")}


def test_a_class_may_be_called_like_a_number() -> None:
    school = load_school(changed("  1A: {label: 1A,", "  1E2: {label: 1E2,"), "school.yaml")
    assert "1E2" in school.classes
    assert load_school(changed("  1A: {label: 1A,", "  11: {label: 11,"), "x").classes["11"].label == "11"


def test_every_problem_of_an_unready_school_blocks_and_has_words() -> None:
    school = small_school(
        people={"an": {"name": "An", "deputy": "an"}, "bea": {"name": "Bea"}},
        classes={"1A": {"label": "1A"}, "1B": {"label": "1B", "coach": "an"}, "1C": {"label": "1C", "coach": "x"}},
        admin="an",
        roles={"head": {"title": "directeur", "holders": ["bea"]}},
    )
    problems = check_school(school, ["team_lead"], TODAY)
    assert {problem.key for problem in problems} >= {
        "school-problem-class-without-coach",
        "school-problem-coach-without-deputy",
        "school-problem-own-deputy",
        "school-problem-unknown-person",
        "school-problem-role-without-holder",
        "school-problem-role-without-deputy",
        "school-problem-telegram-not-approved",
    }
    assert blocks(problems)
    assert not any("Regel" in text(problem.key, **problem.text_fields) for problem in problems)


def test_a_role_whose_only_deputy_is_its_holder_has_none() -> None:
    roles = {"head": {"title": "directeur", "holders": ["an"], "deputy": "an"}}
    found = keys_of(small_school(roles=roles))
    assert {"school-problem-own-deputy", "school-problem-role-without-deputy"} <= found


def test_a_role_that_is_filled_and_needed_by_no_step_without_holder_only_warns() -> None:
    roles = {"ict": {"title": "ICT-coördinator"}}
    found = {p.key: p.severity for p in check_school(small_school(roles=roles), [], TODAY)}
    assert found["school-problem-role-without-holder"] is Severity.WARNING


def test_a_weekday_without_coach_and_deputy_warns_and_without_anybody_blocks() -> None:
    people = {
        "an": {"name": "An", "present_on": ["mon"]},
        "bea": {"name": "Bea", "present_on": ["mon", "tue"]},
        "cas": {"name": "Cas", "present_on": ["wed"]},
        "dee": {"name": "Dee"},
    }
    problems = check_school(small_school(people=people), ["year_coordinator"], TODAY)
    days = {p.fields["weekday"]: p.key for p in problems if "weekday" in p.fields}
    assert days == {
        "wed": "school-problem-nobody-near",
        "thu": "school-problem-nobody",
        "fri": "school-problem-nobody",
    }


def test_pupils_on_telegram_need_somebodys_approval() -> None:
    approved = "telegram_pupils: {approved_by: Marieke Smit (vestigingsdirecteur), approved_on: 2026-11-16}"
    written = changed(approved, "telegram_pupils: false")
    (problem,) = check_school(load_school(written, "x"), [], TODAY)
    assert problem.key == "school-problem-telegram-not-approved"
    assert problem.line == line_of(approved)
    assert "18" in text(problem.key, **problem.text_fields)


def test_an_approval_is_of_a_day_that_has_been() -> None:
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    written = changed("approved_on: 2026-11-16", f"approved_on: {tomorrow}")
    (problem,) = check_school(load_school(written, "x"), [], TODAY)
    assert problem.key == "school-problem-telegram-approved-later" and not blocks([problem])
    assert tomorrow in text(problem.key, **problem.text_fields)
    assert not check_school(load_school(changed("approved_on: 2026-11-16", f"approved_on: {TODAY}"), "x"), [], TODAY)


def test_saying_true_is_no_approval() -> None:
    assert problems_of(changed("{approved_by: Marieke Smit (vestigingsdirecteur), approved_on: 2026-11-16}", "true"))


def test_unknown_school_holidays_warn_but_do_not_block() -> None:
    school = load_school(changed("region: noord", "region: zuid"), "x")
    problems = check_school(school, [], TODAY)
    assert [problem.key for problem in problems] == ["school-problem-holidays-missing"]
    assert not blocks(problems)


def test_helplines_not_checked_for_a_school_year_block() -> None:
    assert "school-problem-helpline-stale" not in keys_of(example_school(), today=date(2027, 11, 20))
    assert "school-problem-helpline-stale" in keys_of(example_school(), today=date(2027, 11, 21))


def test_every_weekday_has_its_word() -> None:
    said = [text("school-problem-nobody", line="none", weekday=day, **{"class": "1A"}) for day in ("mon", "fri")]
    assert "maandag" in said[0]
    assert "vrijdag" in said[1]


def test_a_school_without_any_school_day_ahead_blocks() -> None:
    closed = [
        {"first": date(2026, 11, 1), "last": date(2027, 1, 31), "label": "verbouwing"},
        {"first": date(2027, 2, 1), "last": date(2027, 4, 30), "label": "verbouwing"},
    ]
    (problem,) = [p for p in check_school(small_school(free_days=closed), [], TODAY) if "school-day" in p.key]
    assert text(problem.key, **problem.text_fields)
    assert blocks([problem])


@pytest.mark.parametrize(
    ("without", "key", "severity"),
    [
        (("board",), "school-problem-no-board", Severity.WARNING),
        (("board", "head", "management"), "school-problem-nobody-for-staff", Severity.BLOCKING),
    ],
)
def test_what_is_said_of_staff_needs_somebody_above_them(
    without: tuple[str, ...], key: str, severity: Severity
) -> None:
    school = example_school()
    roles = {role_id: role for role_id, role in school.roles.items() if role_id not in without}
    found = check_school(school.model_copy(update={"roles": roles}), (), date(2026, 11, 20))
    assert [(one.key, one.severity) for one in found if one.key == key] == [(key, severity)]


def test_a_number_of_thousands_of_digits_is_told() -> None:
    (problem,) = problems_of(changed("shown_minutes: 15", "shown_minutes: " + 6000 * "9"))
    assert problem.key == "school-problem-number"


def test_a_control_character_is_told_with_its_line() -> None:
    (problem,) = problems_of(changed("shown_minutes: 15", "shown_minutes: \1"))
    assert (problem.line, problem.key) == (line_of("shown_minutes: 15"), "school-problem-yaml-unseen")
