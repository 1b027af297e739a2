"""What is typed over into each pupil's file: nobody else's name, nobody else's talk, and no witness."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from casework.case_commands import (
    Acknowledge,
    AddPupil,
    CloseWith,
    EnterRecords,
    EstablishFact,
    MarkDone,
    RecordConsent,
    RecordOutcome,
    StartIntervention,
)
from casework.case_events import ActionDone, InterventionStarted, OutcomeRecorded, PupilAdded
from casework.case_offers import actions_now
from casework.log_entries import LogEntry, coming_entries, log_entries, optional_entries
from casework.log_texts import File, LogText, Names, log_texts
from casework.protocol import shipped_protocol
from tests.casework.cases import T0, Walk, at_step_2, at_step_4
from tests.casework.means import at_step

KLUIVERBOOM, SPLITTING = shipped_protocol("kluiverboom"), shipped_protocol("splitting")
NAMES = Names({"V": "Noor Vink", "B": "Bram Oosterhuis", "B2": "Daan Smit"}, ("Fatima Yilmaz",))


def texts(walk: Walk, entry: str, written: Mapping[str, str] | None = None, names: Names = NAMES) -> list[LogText]:
    found = next(one for one in log_entries(walk.case) if one.id == entry)
    return list(log_texts(walk.case, walk.events, found, written or {}, names))


def files(walk: Walk, entry: str) -> list[str | None]:
    return [text.file.pupil for text in texts(walk, entry)]


def talked_with_both() -> Walk:
    walk = at_step_2(KLUIVERBOOM)
    walk.does(MarkDone("talk_bullies", walk.today, note="with B", participants=("B",)))
    return walk.does(MarkDone("talk_bullies", walk.today, note="with B2", participants=("B2",)))


def noted(note: str, names: Names = NAMES) -> Mapping[str | None, tuple[str | None, str | None]]:
    """What becomes of this note of a mediation, in each pupil's file: its text, or why it stays out."""
    walk = at_step_2(KLUIVERBOOM).done("talk_bullies")
    walk.does(MarkDone("mediation", walk.today, note="n"))
    found = texts(walk, "mediation/agreements/1", {"n": note}, names)
    return {text.file.pupil: (text.notes[0].text, text.notes[0].held) for text in found}


def test_a_case_with_three_pupils_involved_gives_three_texts_in_the_order_of_the_case() -> None:
    walk = at_step_2(KLUIVERBOOM).done("talk_bullies", "mediation")
    assert files(walk, "mediation/agreements/1") == ["V", "B", "B2"]
    assert [text.file.party for text in texts(walk, "mediation/agreements/1")] == ["victim", "bully", "bully"]


def test_who_only_saw_it_has_no_file_in_it() -> None:
    walk = at_step_2(KLUIVERBOOM).does(AddPupil("W", "bystander"), AddPupil("F", "follower"))
    walk.done("talk_bullies", "mediation")
    assert files(walk, "mediation/agreements/1") == ["V", "B", "B2", "F"]


def test_a_talk_with_one_of_them_stands_in_that_file_and_the_victims_not_in_the_others() -> None:
    walk = talked_with_both()
    assert files(walk, "talk_bullies/problem/1") == ["V", "B"]
    assert files(walk, "talk_bullies/problem/2") == ["V", "B2"]
    written = {"with B": "het was een grap", "with B2": "het speet hem"}
    (_, of_b) = texts(walk, "talk_bullies/problem/1", written)
    assert [note.text for note in of_b.notes] == ["het was een grap"]
    assert (of_b.with_own, of_b.with_others) == (True, 0)


def test_a_note_without_a_name_goes_into_every_file() -> None:
    assert noted("Ze groeten elkaar weer.") == dict.fromkeys(("V", "B", "B2"), ("Ze groeten elkaar weer.", None))


@pytest.mark.parametrize(
    ("note", "held"),
    [
        ("Bram biedt excuses aan", {"V": "other", "B": "own", "B2": "other"}),
        ("noors moeder was boos", {"V": "own", "B": "other", "B2": "other"}),
        ("Fatima had het gezien", {"V": "reporter", "B": "reporter", "B2": "reporter"}),
        ("familie Smit", {"V": "other", "B": "other", "B2": "own"}),
    ],
)
def test_a_note_with_a_name_stays_out_of_every_file_and_tells_why(note: str, held: Mapping[str, str]) -> None:
    assert noted(note) == {pupil: (None, why) for pupil, why in held.items()}


def test_while_a_pupils_name_is_not_known_nobody_can_tell_whether_a_note_holds_it() -> None:
    unknown = Names({"B": "Bram Oosterhuis", "B2": "Daan Smit"})
    assert noted("het ging goed", unknown) == {
        "V": ("het ging goed", None),
        "B": (None, "unknown"),
        "B2": (None, "unknown"),
    }


def test_what_the_victim_agreed_to_stands_with_the_victims_words_in_the_victims_file_alone() -> None:
    walk = Walk(KLUIVERBOOM).does(Acknowledge(), AddPupil("B", "bully")).done("intake", "talk_victim")
    for action, words in (("call_victim_parents", "w1"), ("talk_bullies", "w2"), ("mediation", "w3")):
        walk.does(RecordConsent(action, given=action != "mediation", words=words))
    written = {"w1": "Mama mag het weten", "w3": "Niet met Bram in een kamer"}
    (text,) = texts(walk, "agree_steps/agreed_steps/1", written)
    assert text.file.pupil == "V"
    said = [(consent.answer, consent.words and (consent.words.text, consent.words.held)) for consent in text.consents]
    assert said == [("given", ("Mama mag het weten", None)), ("given", None), ("refused", (None, "other"))]
    assert text.blank == ()


def test_a_conclusion_comes_with_the_talks_that_led_to_it_and_only_those_with_the_pupil_of_the_file() -> None:
    walk = at_step_2(KLUIVERBOOM).done("talk_bullies", "mediation")
    for pupil in ("V", "B"):
        walk.does(MarkDone("evaluate", walk.today, note=f"with {pupil}", participants=(pupil,)))
    walk.does(RecordOutcome("evaluate", walk.today, "going_well", note="together"))
    written = {"with V": "slaapt beter", "with B": "houdt zich eraan", "together": "het gaat goed"}
    found = {text.file.pupil: text for text in texts(walk, "evaluate/evaluation/1", written)}
    assert [note.text for note in found["V"].notes] == ["slaapt beter", "het gaat goed"]
    assert [note.text for note in found["B"].notes] == ["houdt zich eraan", "het gaat goed"]
    assert "B2" not in found
    assert found["V"].conclusion == "Het gaat goed"


def test_what_parents_thought_goes_only_where_the_protocol_asks_for_it() -> None:
    walk = at_step_2(KLUIVERBOOM)
    walk.does(MarkDone("call_victim_parents", walk.today, channel="phone", view="they think"))
    assert [one.id for one in log_entries(walk.case) if "parents" in one.id] == []


def test_a_pupil_that_nobody_knows_yet_still_has_a_file_so_that_no_entry_is_lost() -> None:
    walk = Walk(KLUIVERBOOM, victim=None).does(Acknowledge()).concludes("file_signals", "filed")
    assert [text.file for text in texts(walk, "file_signals/signals/1")] == [File("victim")]
    walk = at_step_2(KLUIVERBOOM)
    walk.events = [event for event in walk.events if not isinstance(event, PupilAdded)]
    walk.events.append(ActionDone(at=walk.now, by="mentor", action="talk_bullies", on=walk.today))
    assert [text.file for text in texts(walk, "talk_bullies/problem/1")] == [File("victim", "V"), File("bully")]


def test_what_is_about_a_member_of_staff_goes_in_the_file_of_staff_and_names_no_pupil() -> None:
    walk = Walk(SPLITTING, start="staff_report", facts={"offender_class": "staff"})
    concluded = OutcomeRecorded(at=walk.now, by="head", action="qualify", on=walk.today, answer="does_not", note="n")
    walk.events.append(concluded)
    (text,) = texts(walk, "qualify/qualification/1", {"n": "Noor vertelde het zelf"})
    assert text.file == File("subject")
    assert [(note.text, note.held) for note in text.notes] == [(None, "other")]


def test_an_erased_note_is_left_out() -> None:
    walk = talked_with_both()
    assert [text.notes for text in texts(walk, "talk_bullies/problem/1", {})] == [(), ()]


def test_a_means_stands_in_the_files_of_who_take_part_and_tells_what_the_measure_is() -> None:
    walk = Walk(SPLITTING).does(Acknowledge(), AddPupil("B", "bully"), AddPupil("B2", "bully"))
    walk.events.append(
        InterventionStarted(
            at=walk.now, by="mentor", intervention="opdc", on=walk.today, participants=("B2",), note="why"
        )
    )
    (text,) = texts(walk, "intervention.opdc/opdc/1", {"why": "het hielp niet"})
    assert text.file == File("bully", "B2")
    assert text.measure == SPLITTING.intervention("opdc").label
    assert text.blank == ("notes",)
    assert [note.text for note in text.notes] == ["het hielp niet"]


def test_an_entry_for_which_the_protocol_names_no_fields_holds_what_was_written() -> None:
    walk = at_step("2").does(RecordConsent("support_group", given=True))
    walk.does(StartIntervention("support_group", walk.today, participants=("B", "B2"), size=6, note="why"))
    (text,) = texts(walk, "intervention.support_group/group/1", {"why": "samen kijken"})
    assert (text.file, [note.text for note in text.notes]) == (File("victim", "V"), ["samen kijken"])


def test_the_first_item_is_that_under_which_the_others_hang() -> None:
    walk = Walk(shipped_protocol("oplossingsgericht")).does(Acknowledge(), AddPupil("B", "bully"))
    for action in ("log_signal", "agreements_step_1"):
        walk.events.append(ActionDone(at=walk.now, by="mentor", action=action, on=walk.today))
    entries = {entry.title: entry.parent for entry in log_entries(walk.case)}
    assert entries == {"Melding van pesten": None, "Pestprotocol stap 1": "Melding van pesten"}


def drafts(walk: Walk) -> dict[str, LogEntry]:
    return {entry.id: entry for entry in coming_entries(walk.case, walk.today)}


def drafted(walk: Walk, entry: str, written: Mapping[str, str] | None = None) -> list[LogText]:
    return list(log_texts(walk.case, walk.events, drafts(walk)[entry], written or {}, NAMES))


def test_what_can_be_done_now_has_its_text_before_it_is_ticked_and_the_same_title_after_it() -> None:
    walk = at_step_2(KLUIVERBOOM).done("talk_bullies")
    before = drafts(walk)["mediation/agreements/1"]
    assert (before.drafted, before.entered) == (True, False)
    walk.done("mediation")
    after = {entry.id: entry for entry in log_entries(walk.case)}["mediation/agreements/1"]
    assert not after.drafted
    assert (after.title, after.register, after.fields) == (before.title, before.register, before.fields)
    assert "mediation/agreements/1" not in drafts(walk)


def test_what_waits_for_something_else_or_was_refused_has_no_text_yet() -> None:
    assert not [entry for entry in drafts(at_step_2(KLUIVERBOOM)) if entry.startswith("mediation/")]
    refused = at_step_2(KLUIVERBOOM, mediation=False).done("talk_bullies")
    assert not [entry for entry in drafts(refused) if entry.startswith("mediation/")]


def test_the_text_before_a_talk_is_for_the_files_of_those_with_whom_it_is_still_to_be_had() -> None:
    walk = at_step_2(KLUIVERBOOM).does(MarkDone("talk_bullies", T0.date(), participants=("B",)))
    assert [text.file.pupil for text in drafted(walk, "talk_bullies/problem/2")] == ["V", "B2"]


def test_the_text_before_a_conclusion_holds_the_talks_that_there_were_and_leaves_the_outcome_open() -> None:
    walk = at_step_2(KLUIVERBOOM).done("talk_bullies", "mediation")
    walk.does(MarkDone("evaluate", walk.today, note="with V", participants=("V",)))
    texts_of = {text.file.pupil: text for text in drafted(walk, "evaluate/evaluation/1", {"with V": "slaapt beter"})}
    assert [note.text for note in texts_of["V"].notes] == ["slaapt beter"]
    assert texts_of["B"].notes == ()
    assert set(texts_of) == {"V", "B", "B2"}
    assert all(text.asks_conclusion and text.conclusion is None for text in texts_of.values())


def test_the_text_before_all_is_asked_of_the_pupil_tells_what_was_answered_and_what_was_not_asked() -> None:
    walk = Walk(KLUIVERBOOM).does(Acknowledge(), AddPupil("B", "bully")).done("intake", "talk_victim")
    walk.does(RecordConsent("talk_bullies", given=True, words="w"))
    (text,) = drafted(walk, "agree_steps/agreed_steps/1", {"w": "graag"})
    assert {consent.answer for consent in text.consents} == {"given", "unasked"}
    assert [consent.words and consent.words.text for consent in text.consents if consent.words] == ["graag"]


def test_the_text_before_a_later_item_hangs_under_the_first_one() -> None:
    walk = Walk(shipped_protocol("oplossingsgericht")).does(Acknowledge(), AddPupil("B", "bully"))
    first = drafts(walk)["log_signal/first_item/1"]
    assert first.parent is None
    later = drafts(walk.done("log_signal"))["agreements_step_1/step_1/1"]
    assert (later.title, later.parent) == ("Pestprotocol stap 1", "Melding van pesten")


def test_an_item_that_puts_talks_on_paper_has_its_text_as_soon_as_the_first_of_them_is_open() -> None:
    protocol = shipped_protocol("oplossingsgericht")
    assert "agreements_step_1/step_1/1" not in drafts(Walk(protocol, victim=None).does(Acknowledge()))
    walk = Walk(protocol).does(Acknowledge(), AddPupil("B", "bully"))
    assert not {offer.key: offer.allowed for offer in actions_now(walk.case)}["agreements_step_1"]
    assert "agreements_step_1/step_1/1" in drafts(walk)


def test_an_intervention_has_no_text_before_somebody_decides_that_it_starts() -> None:
    walk = Walk(SPLITTING, start="5").does(Acknowledge(), AddPupil("B", "bully"))
    assert "decide_long_stay/notes_step_5/1" in drafts(walk)
    assert not [entry for entry in drafts(walk) if entry.startswith("intervention.")]


def test_nothing_that_is_still_to_come_can_be_said_to_be_entered() -> None:
    walk = at_step_2(KLUIVERBOOM).enters_all_records()
    assert drafts(walk)
    assert walk.refused(EnterRecords("2")).key == "refusal-no-records"


def test_what_the_protocol_only_offers_keeps_its_text_after_the_tick_and_asks_for_no_other() -> None:
    walk = Walk(SPLITTING).does(Acknowledge(), AddPupil("B", "bully"))
    assert "short_note/short_note/1" in drafts(walk)
    walk.done("short_note")
    assert [entry.id for entry in optional_entries(walk.case)] == ["short_note/short_note/1"]
    assert not [duty for duty in walk.duties() if duty.startswith("records")]


def test_a_case_that_is_closed_has_no_text_of_what_is_still_to_come() -> None:
    walk = at_step_2(KLUIVERBOOM)
    walk.does(CloseWith("double", reason="reason", other_case="7"))
    assert walk.case.is_closed
    assert drafts(walk) == {}


def asked_in_step_1(given: bool | None) -> Walk:
    """P003 step 1, at the note of what was discussed with everybody; `given` is the pupil's answer to the talks."""
    walk = Walk(shipped_protocol("oplossingsgericht")).does(Acknowledge(), AddPupil("B", "bully"))
    walk.done("log_signal").concludes("who_is_involved", "same_class").done("talk_victim")
    return walk if given is None else walk.does(RecordConsent("talk_bullies", given=given, words="words"))


def drafted_files(walk: Walk, entry: str) -> list[str | None]:
    found = next(one for one in coming_entries(walk.case, walk.today) if one.id == entry)
    return [text.file.pupil for text in log_texts(walk.case, walk.events, found, {}, NAMES)]


@pytest.mark.parametrize(("given", "whose"), [(None, ["V"]), (False, ["V"]), (True, ["V", "B"])])
def test_no_text_is_drafted_for_whom_the_pupil_did_not_let_us_speak_with(given: bool | None, whose: list[str]) -> None:
    """P003 A003-3."""
    assert drafted_files(asked_in_step_1(given), "agreements_step_1/step_1/1") == whose


def test_what_goes_on_without_that_talk_is_typed_over_for_the_pupil_alone() -> None:
    walk = asked_in_step_1(False).concludes("consult_apc_step_1", "go_on").done("agreements_step_1")
    assert files(walk, "agreements_step_1/step_1/1") == ["V"]


def test_a_talk_that_was_held_before_the_no_stays_in_that_file() -> None:
    walk = asked_in_step_1(True).does(MarkDone("talk_bullies", T0.date(), participants=("B",)), AddPupil("B2", "bully"))
    walk.does(RecordConsent("talk_bullies", given=False, words="words"))
    assert drafted_files(walk, "agreements_step_1/step_1/1") == ["V", "B"]


def test_an_entry_of_its_own_is_prepared_for_everybody_also_after_a_no() -> None:
    """P001 A001-2: instead of the mediation each is told apart, and the agreements are for all files."""
    walk = at_step_2(KLUIVERBOOM).done("talk_bullies").does(RecordConsent("mediation", given=False, words="words"))
    assert drafted_files(walk, "feedback_bullies/separate_agreements/1") == ["V", "B", "B2"]


def test_the_return_of_a_pupil_stands_in_the_file_of_that_pupil_whoever_else_has_the_means() -> None:
    walk = Walk(KLUIVERBOOM).does(
        Acknowledge(), AddPupil("B", "bully"), AddPupil("B2", "bully"), AddPupil("F", "bully")
    )
    walk.does(EstablishFact("severity", "serious", note="n"))
    for pupil in ("B", "B2"):
        until = walk.today + timedelta(days=3)
        walk.does(StartIntervention("external_time_out", walk.today, until, participants=(pupil,)))
    draft = next(one for one in coming_entries(walk.case, walk.today) if one.id.startswith("return_talk"))
    assert [one.file.pupil for one in log_texts(walk.case, walk.events, draft, {}, NAMES)] == ["B", "B2"]
    walk.does(MarkDone("return_talk", walk.today, participants=("B",)))
    assert files(walk, "return_talk/return_talk/1") == ["B"]
    walk.does(MarkDone("return_talk", walk.today))
    assert files(walk, "return_talk/return_talk/2") == ["B2"]


def test_what_was_concluded_of_some_talks_stands_in_no_file_of_who_was_not_spoken_with() -> None:
    """P001 step 4: everybody involved is spoken to, each on a day of their own."""
    walk = at_step_4(KLUIVERBOOM)
    first, second = date(2025, 11, 17), date(2025, 11, 18)
    walk.on(first).does(MarkDone("evaluate", first, participants=("V",)))
    walk.on(second).does(MarkDone("evaluate", second, participants=("B",)))
    walk.on(date(2025, 11, 20)).concludes("evaluate", "going_well")
    found = texts(walk, "evaluate/evaluation/1")
    assert [(one.file.pupil, one.on, one.concluded_on.day) for one in found] == [("V", first, 20), ("B", second, 20)]
    assert {one.conclusion for one in found} == {"Het gaat goed"}


def test_a_conclusion_without_a_talk_that_was_told_apart_is_about_all_of_them() -> None:
    walk = at_step_4(KLUIVERBOOM).on(date(2025, 11, 20)).concludes("evaluate", "going_well")
    assert files(walk, "evaluate/evaluation/1") == ["V", "B", "B2"]
    assert {one.on for one in texts(walk, "evaluate/evaluation/1")} == {date(2025, 11, 20)}
