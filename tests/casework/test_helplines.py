from datetime import date, timedelta

from casework.helplines import Audience, HelplineOverride, all_helplines, danger_lines, helplines_for, stale

CHECKED = date(2026, 11, 20)


def test_pupils_see_the_lines_for_them_and_no_uncertain_one() -> None:
    shown = {line.id for line in helplines_for(Audience.PUPILS)}
    assert {"emergency", "kindertelefoon", "suicide_prevention", "helpwanted"} <= shown
    assert shown.isdisjoint({"meldknop", "parents_and_education", "school_inspectorate"})


def test_no_line_that_has_gone_or_was_never_confirmed_is_shown() -> None:
    numbers = {line.number for line in all_helplines()}
    assert numbers.isdisjoint({"0900-2828280", "0800-6334286"})


def test_every_line_can_be_reached_and_says_where_it_was_checked() -> None:
    for line in all_helplines():
        assert line.number or line.site
        assert line.source


def test_urgent_screens_name_112_and_113() -> None:
    assert [line.number for line in danger_lines()] == ["112", "113"]


def test_a_school_can_refresh_correct_and_hide_a_line() -> None:
    overrides = {
        "meldknop": HelplineOverride(verified_on=CHECKED),
        "kindertelefoon": HelplineOverride(verified_on=date(2027, 9, 1), hours="11-21 uur"),
        "police": HelplineOverride(verified_on=CHECKED, hidden=True),
    }
    shown = {line.id: line for line in helplines_for(Audience.PUPILS, overrides)}
    assert "meldknop" in shown
    assert "police" not in shown
    assert shown["kindertelefoon"].hours == "11-21 uur"
    assert shown["kindertelefoon"].number == "0800-0432"
    assert "kindertelefoon" not in {line.id for line in stale(date(2028, 1, 1), overrides)}


def test_a_line_is_stale_after_a_school_year() -> None:
    for line in all_helplines():
        assert line not in stale(line.verified_on + timedelta(days=365))
        assert line in stale(line.verified_on + timedelta(days=366))
