"""How an entry to type over reads: title, what it hangs under, what was done, and what is still to be filled in."""

from collections.abc import Mapping
from datetime import date

import pytest

from bot.spoken import spoken_message
from bot.staff.case_records import record_text
from casework.case_commands import Acknowledge, AddPupil, MarkDone, RecordConsent
from casework.case_events import ActionDone, InterventionStarted, OutcomeRecorded
from casework.log_entries import coming_entries, log_entries
from casework.log_texts import Names, log_texts
from casework.protocol import shipped_protocol
from tests.casework.cases import Walk, at_step_4, at_step_5

NAMES = Names({"V": "Noor Vink", "B": "Bram Oosterhuis", "B2": "Daan Smit"})


def said(walk: Walk, entry: str, written: Mapping[str, str] | None = None) -> list[str]:
    found = next(one for one in log_entries(walk.case) if one.id == entry)
    texts = log_texts(walk.case, walk.events, found, written or {}, NAMES)
    return [spoken_message(record_text(walk.case, text)) for text in texts]


def did(walk: Walk, action: str, **more: str) -> None:
    walk.events.append(ActionDone(at=walk.now, by="mentor", action=action, on=walk.today, **more))  # type: ignore[arg-type]


def test_a_later_entry_has_the_title_of_its_step_and_hangs_under_the_first() -> None:
    walk = Walk(shipped_protocol("oplossingsgericht")).does(Acknowledge(), AddPupil("B", "bully"))
    did(walk, "log_signal")
    did(walk, "agreements_step_1", note="n")
    first = said(walk, "log_signal/first_item/1")
    assert first[0].startswith("Voor het dossier van de gepeste leerling.\nMelding van pesten (Magister")
    assert "Hangt onder" not in first[0]
    later = said(walk, "agreements_step_1/step_1/1", {"n": "Ze zitten niet meer naast elkaar"})
    below = ["Pestprotocol stap 1 (Magister)", "Hangt onder: Melding van pesten"]
    assert [text.split("\n\n")[0].splitlines() for text in later] == [
        ["Voor het dossier van de gepeste leerling.", *below],
        ["Voor het dossier van leerling 1.", *below],
    ]
    assert all(text.endswith("Ze zitten niet meer naast elkaar") for text in later)


def test_the_words_of_the_protocol_come_before_those_that_every_school_has() -> None:
    walk = Walk(shipped_protocol("oplossingsgericht")).does(Acknowledge())
    did(walk, "agreements_step_1")
    protocol = walk.protocol
    (text, _) = said(walk, "agreements_step_1/step_1/1")
    assert f"{protocol.vocabulary['discussed']}:\nAfspraken:" in text


def test_each_file_tells_who_is_bullied_and_by_whom_from_its_own_side() -> None:
    walk = at_step_5(shipped_protocol("kluiverboom"))
    (intake,) = said(walk, "intake/intake/1")
    assert "De leerling: de leerling van dit dossier" in intake
    assert "Door wie: 2 andere leerlingen, voor zover nu bekend" in intake


def test_the_steps_so_far_stand_with_their_days_and_conclusions() -> None:
    walk = at_step_5(shipped_protocol("kluiverboom"))
    did(walk, "file_in_order")
    (entry,) = [entry.id for entry in log_entries(walk.case) if "steps_so_far" in entry.fields]
    texts = said(walk, entry)
    assert len(texts) == 3
    for text in texts:
        assert "– 3 november 2025: Houd het bemiddelingsgesprek" in text
        assert "– 17 november 2025: Kijk met iedere leerling apart terug. Uitkomst: Het is niet gestopt" in text


def test_consents_of_the_victim_stand_in_the_victims_own_words() -> None:
    walk = Walk(shipped_protocol("kluiverboom")).does(Acknowledge()).done("intake", "talk_victim")
    for action in ("call_victim_parents", "talk_bullies", "mediation"):
        walk.does(RecordConsent(action, given=action != "mediation", words=action))
    (text,) = said(walk, "agree_steps/agreed_steps/1", {"mediation": "liever niet", "talk_bullies": "goed, Bram wel"})
    assert "Houd het bemiddelingsgesprek: nee, liever niet\nIn eigen woorden: “liever niet”" in text
    assert "Bram" not in text
    assert "er staat een naam van een andere leerling in" in text


def test_words_and_notes_of_any_length_can_be_said_whole() -> None:
    walk = Walk(shipped_protocol("kluiverboom")).does(Acknowledge()).done("intake", "talk_victim")
    for action in ("call_victim_parents", "talk_bullies", "mediation"):
        walk.does(RecordConsent(action, given=True, words="words"))
    (text,) = said(walk, "agree_steps/agreed_steps/1", {"words": "x" * 2000})
    assert text.count("x" * 2000) == 3
    (intake,) = said(walk, "intake/intake/1", {"note": "y" * 20_000})
    assert "y" * 20_000 in intake


def test_a_measure_is_named_in_the_file_of_who_it_is_for() -> None:
    walk = Walk(shipped_protocol("splitting")).does(Acknowledge(), AddPupil("B", "bully"))
    started = InterventionStarted(at=walk.now, by="mentor", intervention="opdc", on=walk.today, participants=("B",))
    walk.events.append(started)
    (text,) = said(walk, "intervention.opdc/opdc/1")
    label = walk.protocol.intervention("opdc").label
    assert f"3 november 2025: {label}" in text
    assert f"{walk.protocol.vocabulary['measure']}: {label}" in text
    assert "Met de leerling" in text


@pytest.mark.parametrize(
    ("protocol", "step", "action", "entry", "title"),
    [
        ("splitting", "staff_report", "qualify", "qualification", "Protocol Social Media (personeelsdossier)"),
        (
            "kluiverboom",
            "staff",
            "note_staff_report",
            "staff_report",
            "Melding over een medewerker (vertrouwelijke notitie)",
        ),
        ("noordhoek", "doubt", "som_entry_doubt", "staff_doubt", "Protocol sociale media, twijfel (SOM)"),
    ],
)
def test_what_is_about_staff_stands_in_the_one_place_that_the_protocol_names(
    protocol: str, step: str, action: str, entry: str, title: str
) -> None:
    """R-05, R-14: no personnel file where the protocol names none, and never a pupil's."""
    walk = Walk(shipped_protocol(protocol), start=step, facts={"offender_class": "staff"})
    found = walk.protocol.find_action(action)
    assert found is not None
    if found[1].answers:
        answer = found[1].answers[-1].key
        walk.events.append(OutcomeRecorded(at=walk.now, by="head", action=action, on=walk.today, answer=answer))
    else:
        did(walk, action)
    (text,) = said(walk, f"{action}/{entry}/1")
    assert text.splitlines()[:2] == ["Over de medewerker om wie het gaat.", title]


@pytest.mark.parametrize("name", ["kluiverboom", "splitting", "noordhoek", "het-sticht", "oplossingsgericht"])
def test_every_entry_of_every_protocol_can_be_said(name: str) -> None:
    protocol = shipped_protocol(name)
    walk = Walk(protocol).does(AddPupil("B", "bully"))
    for part in protocol.parts():
        for action in part.all_actions:
            if action.answers:
                answer = action.answers[0].key
                event = OutcomeRecorded(at=walk.now, by="a", action=action.key, on=walk.today, answer=answer, note="n")
                walk.events.append(event)
            else:
                did(walk, action.key, note="n")
    for means in protocol.interventions:
        walk.events.append(InterventionStarted(at=walk.now, by="a", intervention=means.key, on=walk.today, note="n"))
    entries = [entry.id for entry in log_entries(walk.case)]
    assert entries
    for entry in entries:
        for text in said(walk, entry, {"n": "een rustige dag"}):
            assert text.startswith(("Voor het ", "Over de medewerker "))
            assert "{" not in text


def test_a_text_from_before_the_tick_says_so_and_leaves_day_and_outcome_open() -> None:
    walk = at_step_4(shipped_protocol("kluiverboom"))
    (entry,) = [one for one in coming_entries(walk.case, walk.today) if one.id == "evaluate/evaluation/1"]
    for text in log_texts(walk.case, walk.events, entry, {}, NAMES):
        said_words = spoken_message(record_text(walk.case, text))
        assert said_words.splitlines()[2].startswith("[Dit is nog niet afgevinkt.")
        assert "\n\nDatum:\nKijk met iedere leerling apart terug\nUitkomst:\n" in said_words
        assert "2025" not in said_words


def test_a_text_from_before_the_tick_leaves_what_was_not_asked_yet_open() -> None:
    walk = Walk(shipped_protocol("kluiverboom")).does(Acknowledge()).done("intake", "talk_victim")
    (entry,) = [one for one in coming_entries(walk.case, walk.today) if one.step == "1"]
    (text,) = log_texts(walk.case, walk.events, entry, {}, NAMES)
    assert "\nHoud het bemiddelingsgesprek:\n" in spoken_message(record_text(walk.case, text)) + "\n"


def test_an_outcome_of_another_day_than_the_talk_has_its_own_day() -> None:
    walk = at_step_4(shipped_protocol("kluiverboom"))
    walk.on(date(2025, 11, 17)).does(MarkDone("evaluate", walk.today, participants=("V",)))
    walk.on(date(2025, 11, 24)).concludes("evaluate", "going_well")
    (text,) = said(walk, "evaluate/evaluation/1")
    assert "17 november 2025: Kijk met iedere leerling apart terug\nMet de leerling\n" in text
    assert "Uitkomst op 24 november 2025: Het gaat goed" in text
