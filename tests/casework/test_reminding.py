"""Who has a duty is reminded on a day on which they are there; the day of the duty stays (P002 A002-14)."""

from datetime import date
from typing import Any

from casework.protocol import shipped_protocol
from casework.replay import replay
from casework.replay_file import load_replay

PEOPLE = """protocol: noordhoek
people:
  mentor: {roles: [first_contact], classes: [1A], present_on: [tue, wed]}
  vp: {roles: [confidant]}
  csv: {roles: [bullying_coordinator]}
  mt: {roles: [management]}
pupils:
  V: {class: 1A}
events:
"""


def dues(by: str, told: str, act: str) -> dict[str, dict[str, Any]]:
    """The duties of a case that came in on Monday the tenth and was taken up on that day, by their keys."""
    events = (
        f"  - {{at: 2025-11-10 10:00, by: V, report: {{about: V{told}}}}}\n"
        f"  - {{by: {by}, acknowledge: }}\n"
        f"  - {{by: {by}, {act}}}\n"
    )
    (run,) = load_replay(PEOPLE + events)
    found = replay(run, shipped_protocol("noordhoek"), every_state=True)["end"]["dues"]
    return {due["key"]: due for due in found}


def test_who_is_away_on_the_day_hears_of_it_on_the_last_of_their_days_before_it() -> None:
    found = dues("mentor", "", "add_pupil: {pupil: V, party: victim}")
    theirs = [due for due in found.values() if due["who"]["people"] == ["mentor"] and due["on"] == "2025-11-17"]
    assert [due["remind_on"] for due in theirs] == [["2025-11-12"]] * len(theirs) != []


def test_a_role_with_days_of_its_own_is_reminded_on_these() -> None:
    """P002 [002:348-349]: the confidant is there on Monday, Tuesday and Thursday."""
    found = dues("vp", ", facts: {trusts_contact: false}", "mark_done: talk_confidant")
    theirs = [due for due in found.values() if due["who"]["people"] == ["vp"]]
    assert theirs
    for due in theirs:
        assert {date.fromisoformat(day).strftime("%a") for day in due["remind_on"]} <= {"Mon", "Tue", "Thu"}


def test_a_report_is_to_be_taken_up_on_the_last_day_in_time_on_which_who_reads_it_is_there() -> None:
    """The mentor is there on the Wednesday itself, and not on the day by which the school reads what came in."""
    (run,) = load_replay(PEOPLE + "  - {at: 2025-11-12 10:00, by: V, report: {about: V}, show: true}\n")
    told = replay(run, shipped_protocol("noordhoek"))["events"][0]["state"]["dues"]
    assert [(due["on"], due["remind_on"]) for due in told if due["kind"] == "acknowledge"] == [
        ("2025-11-12", ["2025-11-12"])
    ]
