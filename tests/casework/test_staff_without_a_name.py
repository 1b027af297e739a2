"""A case that turns out to be about somebody who works here and has no name: it can be the first contact (AX-12)."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from casework.conditions import Scalar
from casework.protocol import shipped_protocol, shipped_protocol_ids
from casework.replay import replay
from casework.replay_file import load_replay
from casework.track_moves import tracks_to_go
from casework.tracks import route
from tests.casework.cases import Walk

MENTOR = "mentor"
TRACK = {
    "splitting": "about_staff",
    "kluiverboom": "about_staff",
    "noordhoek": "staff_offender",
    "oplossingsgericht": "about_staff",
    "het-sticht": "staff_offender",
}
PEOPLE = """title: blijkt over een medewerker te gaan
protocol: any
people:
  mentor: {{roles: [first_contact{and_more}], classes: [1A], deputy: other_mentor}}
  other_mentor: {{roles: [first_contact], classes: [2B], deputy: mentor}}
  coordinator: {{roles: [year_coordinator, bullying_coordinator, support_coordinator, team_lead], deputy: mentor}}
  confidant: {{roles: [confidant]}}
  head: {{roles: [head], deputy: {deputy}}}
  management: {{roles: [management], deputy: {deputy}}}
  board: {{roles: [board]}}
  teacher: {{roles: [staff_any]}}
pupils:
  V: {{class: 1A}}
  B: {{class: 2B}}
events:
  - {{at: 2025-11-03 10:00, by: V, report: {{about: V}}}}
  - {{by: {first}, acknowledge: }}
"""
LEARNED = "  - {by: mentor, establish_fact: {fact: %s, value: %s}, expect: {}}\n"


def played(protocol_id: str, events: str, *, deputy: str = "board", first: str = MENTOR, more: str = "") -> Any:
    (run,) = load_replay(PEOPLE.format(deputy=deputy, first=first, and_more=more) + events)
    return replay(run, shipped_protocol(protocol_id), every_state=True)


def asked_in(shown: Any) -> Iterator[str]:
    """Everybody who is somewhere in what is shown as one of the people who do something, or hear of it."""
    if isinstance(shown, dict):
        if isinstance(shown.get("people"), list):
            yield from shown["people"]
        for one in shown.values():
            yield from asked_in(one)
    elif isinstance(shown, list):
        for one in shown:
            yield from asked_in(one)


def test_every_protocol_is_walked() -> None:
    assert set(TRACK) == set(shipped_protocol_ids())


@pytest.mark.parametrize("protocol_id", TRACK)
def test_it_is_at_once_whose_the_track_for_staff_is_and_the_first_contact_can_do_nothing_more(protocol_id: str) -> None:
    about = LEARNED % ("offender_class", "staff")
    tries = "  - {by: mentor, close_with: {outcome: quarrel, reason: nee}, expect: {accepted: false}}\n"
    told = played(protocol_id, about + tries)
    *_, learned, refused = told["events"]
    track = route(shipped_protocol(protocol_id), {"offender_class": "staff"})
    assert learned["accepted"] and refused["refused"]["text_key"] == "refusal-not-your-case"
    readers = {role for wanted in track.receives for role in wanted.role_ids()}
    assert set(learned["state"]["lead"]["people"]) <= readers
    assert [one for one in learned["state"]["dues"] if one["kind"] == "track"]
    assert {person for due in learned["state"]["dues"] for person in due["who"]["people"]} <= readers


@settings(max_examples=20, deadline=None)
@given(
    protocol_id=some.sampled_from(sorted(TRACK)),
    before=some.lists(
        some.sampled_from([("category", "sexual"), ("management_in_doubt", "true"), ("online", "true")]), unique=True
    ),
    deputy=some.sampled_from([MENTOR, "board"]),
    more=some.sampled_from(["", ", head", ", management, head"]),
    moves=some.booleans(),
    day=some.sampled_from(["2025-11-03", "2025-11-05", "2025-11-20"]),
)
def test_no_first_contact_reads_leads_or_hears_of_it_any_more(
    protocol_id: str, before: list[tuple[str, str]], deputy: str, more: str, moves: bool, day: str
) -> None:
    """Also not as the deputy of who gets it, or with a second role; who leads the school too, and says that it may be
    about the management, loses it with that."""
    events = "".join(LEARNED % one for one in before) + LEARNED % ("offender_class", "staff")
    if moves:
        for person in ("management", "head", "board"):
            move = f"change_track: {{to: {TRACK[protocol_id]}, reason: docent}}"
            events += f"  - {{at: {day} 10:00, by: {person}, {move}}}\n"
    events += f"  - {{at: {day} 11:00, by: mentor, acknowledge: }}\n"
    told = played(protocol_id, events, deputy=deputy, more=more)
    since = [one for one in told["events"] if one["number"] > 2 + len(before)]
    lost_before = "head" in more and ("management_in_doubt", "true") in before
    assert since[0]["accepted"] != lost_before
    for one in since:
        people = set(asked_in([one["state"], one.get("notices", [])]))
        assert MENTOR not in people, (one["what"], one["state"]["lead"])
    assert since[-1]["refused"]["text_key"] == "refusal-not-your-case"
    learned_on = since[0]["at"][:10]
    later = [one for one in told["reminders"] if one["on"] > learned_on]
    assert MENTOR not in {person for one in later for person in one["who"]["people"]}


@pytest.mark.parametrize("protocol_id", ["splitting", "noordhoek"])
def test_what_a_pupil_chose_to_tell_the_confidant_stays_there_but_for_what_is_the_boards(protocol_id: str) -> None:
    told = "report: {about: V, facts: {trusts_contact: false}}"
    case = PEOPLE.format(deputy="board", first="confidant", and_more="").replace("report: {about: V}", told)
    about = (LEARNED % ("offender_class", "staff")).replace("mentor", "confidant")
    sexual = (LEARNED % ("category", "sexual")).replace("mentor", "confidant")
    (run,) = load_replay(case + about + sexual)
    opened, _, learned, board = replay(run, shipped_protocol(protocol_id), every_state=True)["events"]
    leads = [one["state"]["lead"]["people"] for one in (opened, learned, board)]
    assert leads == [["confidant"], ["confidant"], ["board"]]


def test_about_a_colleague_with_a_name_it_stays_with_the_first_contact_until_somebody_moves_it() -> None:
    facts: dict[str, Scalar] = {"offender_class": "staff", "track": "pupils"}
    way = route(shipped_protocol("splitting"), facts, staff_named=True)
    assert not way.kept_apart and not way.distrusts_contact
    assert route(shipped_protocol("splitting"), facts).kept_apart


def test_a_colleague_who_doubts_about_a_colleague_keeps_it() -> None:
    """P002 A002-1."""
    doubt: dict[str, Scalar] = {"reporter": "staff", "offender_class": "staff", "doubt": True}
    way = route(shipped_protocol("noordhoek"), doubt)
    assert way.track == "staff_doubt" and not way.kept_apart and not way.distrusts_contact
    later = route(shipped_protocol("noordhoek"), {**doubt, "track": "pupils"})
    assert later.kept_apart and [one.role for one in later.receives] == ["management"]


@pytest.mark.parametrize("said", [{"management_in_doubt": True}, {}], ids=["kept out", "named"])
def test_a_doubt_that_its_reporter_cannot_have_goes_as_conduct_of_staff_to_the_board(said: dict[str, Scalar]) -> None:
    """P002 A002-1 gives the entry and the talk to who saw it: nobody of the board saw anything (A002-6, AX-12)."""
    doubt: dict[str, Scalar] = {"reporter": "staff", "offender_class": "staff", "doubt": True, **said}
    named = not said
    roles = ("management",) if named else ()
    for picked in (None, "staff_doubt"):
        way = route(shipped_protocol("noordhoek"), doubt, staff_named=named, subject_roles=roles, track=picked)
        assert (way.track, way.start) == ("staff_offender", "staff")
        assert [one.role for one in way.receives] == ["board"] and way.closed


def test_a_doubt_that_is_handed_over_goes_as_conduct_of_staff() -> None:
    doubt: dict[str, Scalar] = {"reporter": "staff", "offender_class": "staff", "doubt": True}
    way = route(shipped_protocol("noordhoek"), doubt, reporter_has_it=False)
    assert (way.track, [one.role for one in way.receives]) == ("staff_offender", ["management"])


def test_nobody_is_offered_to_bring_a_case_to_the_doubt_of_who_saw_it() -> None:
    facts: dict[str, Scalar] = {"offender_class": "staff"}
    tracks = {
        one.track for one in tracks_to_go(Walk(shipped_protocol("noordhoek"), reporter="staff", facts=facts).case)
    }
    assert "staff_doubt" not in tracks
