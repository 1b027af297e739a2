"""Where whoever leads the school may be in it too, they have no part in the case: the board has (AX-12, A000-12)."""

from collections.abc import Iterator
from typing import Any

import pytest

from casework.holders import managers_below_a_board
from casework.protocol import shipped_protocol, shipped_protocol_ids
from casework.replay import replay
from casework.replay_file import load_replay
from casework.school import School
from tests.casework.test_about_the_head import a_school

SCHOOL = """protocol: any
people:
  coach: {roles: [first_contact], classes: [1A]}
  coordinator: {roles: [year_coordinator, bullying_coordinator, support_coordinator, team_lead]}
  confidant: {roles: [confidant]}
  head: {roles: [head], deputy: adjunct}
  manager: {roles: [management], deputy: adjunct}
  adjunct: {}
  board: {roles: [board]}
  teacher: {roles: [staff_any]}
pupils:
  V: {class: 1A}
events:
"""
LEADS = {"head", "manager"}
DOUBT = "establish_fact: {fact: management_in_doubt, value: true}"
TOLD = {
    "unnamed": "{about: V, facts: {offender_class: staff, management_in_doubt: true}}",
    "named": "{about: V, subjects: [teacher], facts: {management_in_doubt: true}}",
}
LATER = {"unnamed": "{about: V, facts: {offender_class: staff}}", "named": "{about: V, subjects: [teacher]}"}


def played(protocol_id: str, events: str, school: str = SCHOOL) -> Any:
    (run,) = load_replay(school + events)
    return replay(run, shipped_protocol(protocol_id), every_state=True)


def asked_in(shown: Any) -> Iterator[str]:
    """Everybody who is somewhere in what is shown, as a reader, or as one of the people who do or hear something."""
    if isinstance(shown, dict):
        yield from shown.get("people") or ()
        yield from (shown[one] for one in ("person",) if isinstance(shown.get(one), str))
        for one in shown.values():
            yield from asked_in(one)
    elif isinstance(shown, list):
        for one in shown:
            yield from asked_in(one)


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
@pytest.mark.parametrize("told", TOLD)
def test_the_board_has_what_the_management_may_be_in_and_they_can_do_nothing(protocol_id: str, told: str) -> None:
    tries = "".join(
        f"  - {{by: {person}, {what}}}\n"
        for person in (*sorted(LEADS), "adjunct")
        for what in (
            "acknowledge: ",
            "close_with: {outcome: quarrel, reason: nee}",
            *([DOUBT] if person in LEADS else []),
        )
    )
    hands = "  - {by: board, acknowledge: }\n  - {by: board, hand_over: {to: manager}}\n"
    answer = played(protocol_id, f"  - {{at: 2025-11-03 10:00, by: V, report: {TOLD[told]}}}\n" + tries + hands)
    opened, *tried, taken, handed = answer["events"]
    assert [one["person"] for one in opened["receives"]] == ["board"]
    assert [(one["by"], one["what"]) for one in tried if one["accepted"]] == []
    assert (taken["accepted"], handed["accepted"]) == (True, False)
    assert LEADS.isdisjoint({*asked_in(answer["events"]), *asked_in(answer["reminders"])})
    assert opened["state"]["lead"]["people"] == ["board"]
    assert {person for due in opened["state"]["dues"] for person in due["who"]["people"]} == {"board"}


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
@pytest.mark.parametrize("told", LATER)
@pytest.mark.parametrize("takes_up", [True, False])
def test_it_is_the_boards_from_the_moment_that_it_is_established(protocol_id: str, told: str, takes_up: bool) -> None:
    first = f"  - {{at: 2025-11-03 10:00, by: V, report: {LATER[told]}}}\n"
    (opened,) = played(protocol_id, first)["events"]
    (has_it, *_) = opened["state"]["lead"]["people"]
    takes = f"  - {{by: {has_it}, acknowledge: }}\n" if takes_up else ""
    later = "  - {at: 2025-11-10 10:00, by: manager, acknowledge: }\n"
    answer = played(protocol_id, f"{first}{takes}  - {{by: {has_it}, {DOUBT}}}\n{later}")
    *_, learned, refused = answer["events"]
    assert learned["accepted"] and not refused["accepted"]
    since = [one for one in answer["reminders"] if one["on"] > "2025-11-03"]
    assert LEADS.isdisjoint(asked_in([learned, refused, since]))
    assert learned["state"]["lead"]["people"] == ["board"]
    asked = [(due["on"], due["who"]["people"]) for due in learned["state"]["dues"] if due["kind"] == "acknowledge"]
    assert asked == [("2025-11-04", ["board"])], "whoever took it up has it no more"


def test_where_only_they_are_left_somebody_has_to_read_it() -> None:
    """As the send screen has it: the reporter does not know, and without a board nobody else can."""
    no_board = SCHOOL.replace("  board: {roles: [board]}\n", "")
    for told in TOLD.values():
        answer = played("splitting", f"  - {{at: 2025-11-03, by: V, report: {told}}}\n", no_board)
        assert [one["person"] for one in answer["events"][0]["receives"]] == ["manager"]


def test_it_is_theirs_again_when_it_turns_out_not_to_be_about_them() -> None:
    events = f"""  - {{at: 2025-11-03 10:00, by: V, report: {LATER["named"]}}}
  - {{by: manager, {DOUBT}}}
  - {{by: board, establish_fact: {{fact: management_in_doubt, value: false}}}}
  - {{by: board, hand_over: {{to: manager}}}}
"""
    assert [one["accepted"] for one in played("splitting", events)["events"]] == [True] * 4


@pytest.mark.parametrize(
    ("school", "left_out", "barred"),
    [
        (a_school(), (), {"head", "manager"}),
        (a_school(), ("board",), set()),
        (a_school(without=["board"]), (), set()),
        (a_school(without=["head"]), (), {"manager"}),
    ],
)
def test_the_management_is_below_a_board_that_can_have_it(
    school: School, left_out: tuple[str, ...], barred: set[str]
) -> None:
    assert managers_below_a_board(school, left_out) == barred
