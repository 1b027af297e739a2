"""A pupil who is not safe at home: nothing goes to parents until the one who looks after that decided."""

from datetime import date

import pytest

from bot.texts import text
from casework.case_commands import (
    Acknowledge,
    AddPupil,
    AnswerGate,
    Command,
    DecideOnHome,
    EstablishFact,
    IdentifyVictim,
    MarkDone,
    Postpone,
    RecordConsent,
    RecordOutcome,
    ReportSignal,
    StartIntervention,
)
from casework.case_events import TrackChanged
from casework.case_offers import ConsentAsk, actions_now
from casework.case_view import card
from casework.conditions import Scalar
from casework.families import contact_with
from casework.home_safety import (
    CHILD_PROTECTION_OFFICER,
    every_home_waits,
    home_waits,
    naming_decider,
    parties_reached,
    reaches_parents,
)
from casework.intervention_offers import interventions_now
from casework.protocol import Protocol, load_protocol, shipped_protocol
from casework.protocol_elements import Action, Notice, RoleExpr
from casework.wording import wording
from tests.casework.cases import Walk, at_step_2
from tests.casework.means import MEANS_FILE, at_step, means_protocol

OFFICER = frozenset({CHILD_PROTECTION_OFFICER})
NOBODY = frozenset[str]()
TELL = "do:tell_parents:tell_parents"


BLOCKING = "consent: {from: victim, on_refusal: block"
NOTED = "consent: {from: victim, on_refusal: record_only"


def where_parents_agree(consent: str, more: str = "") -> Protocol:
    """The protocol with that consent asked of the parents of the bullied pupil."""
    text = MEANS_FILE.read_text(encoding="utf-8")
    assert text.count(consent) == 1
    asked = consent.replace("victim", "parents_of_victim")
    return load_protocol(text.replace(consent, f"{more}{asked}"), MEANS_FILE.name)


def unsafe() -> Walk:
    return at_step("3").does(EstablishFact("home_unsafe", value=True))


def test_word_of_an_unsafe_home_holds_back_what_would_reach_the_parents() -> None:
    walk = unsafe()
    assert TELL not in walk.duties()
    assert walk.offers()["tell_parents"] is False
    assert walk.refused(MarkDone("tell_parents", walk.today)).key == "refusal-home-held"
    asked = walk.duties()["home:home_unsafe"]
    assert (asked.due_on, asked.role.role) == (date(2025, 11, 3), CHILD_PROTECTION_OFFICER)
    assert [notice.to.role for notice in walk.notices if notice.cause == "home"] == [CHILD_PROTECTION_OFFICER]
    assert walk.refused(Postpone(asked.key, date(2025, 11, 5), "note")).key == "refusal-cannot-postpone"


def test_step_does_not_wait_for_what_is_held_back() -> None:
    walk = at_step_2(shipped_protocol("kluiverboom")).does(EstablishFact("home_unsafe", value=True))
    assert "do:call_victim_parents" not in walk.duties()
    walk.done("talk_bullies")
    assert walk.case.step_key == "3"


def test_only_the_one_who_looks_after_it_decides_and_gives_a_reason() -> None:
    walk = at_step("3")
    assert walk.refused(DecideOnHome(may_contact=True, reason="note")).key == "refusal-home-not-asked"
    walk = unsafe()
    refused = walk.refused(DecideOnHome(True, "note"), frozenset({"head"}))
    assert (refused.key, dict(refused.fields)["who"]) == ("refusal-home-held", "none")
    assert walk.refused(DecideOnHome(True, None), OFFICER).key == "refusal-reason-missing"
    assert walk.asks(DecideOnHome(True, "note"), OFFICER) is None
    assert "home:home_unsafe" not in walk.duties()
    assert TELL in walk.duties()
    walk.done("tell_parents")


def test_parents_stay_out_of_it_until_another_decision_or_new_word() -> None:
    walk = unsafe()
    walk.does(DecideOnHome(may_contact=False, reason="note"))
    assert TELL not in walk.duties()
    assert "home:home_unsafe" not in walk.duties()
    home = card(walk.case, walk.calendar, walk.today).home
    assert home is not None
    assert home.may_contact is False
    walk.does(DecideOnHome(may_contact=True, reason="note"))
    assert TELL in walk.duties()
    walk.on(date(2025, 11, 6)).does(ReportSignal(facts={"home_unsafe": True}))
    assert TELL not in walk.duties()
    assert walk.due("home:home_unsafe") == date(2025, 11, 6)
    walk.does(DecideOnHome(may_contact=True, reason="note"), EstablishFact("home_unsafe", value=False))
    assert TELL in walk.duties()
    assert card(walk.case, walk.calendar, walk.today).home is None


def test_word_that_home_is_safe_lifts_nothing_while_nobody_decided() -> None:
    walk = unsafe().on(date(2025, 11, 4))
    before = len(walk.notices)
    walk.does(EstablishFact("home_unsafe", value=False))
    assert walk.refused(MarkDone("tell_parents", walk.today)).key == "refusal-home-held"
    asked = walk.duties()["home:home_unsafe"]
    assert (asked.due_on, asked.label, asked.role.role) == (
        date(2025, 11, 4),
        wording("duty-home-taken-back"),
        CHILD_PROTECTION_OFFICER,
    )
    assert [(notice.cause, notice.to.role) for notice in walk.notices[before:]] == [("home", CHILD_PROTECTION_OFFICER)]
    home = card(walk.case, walk.calendar, walk.today).home
    assert home is not None
    assert (home.may_contact, home.said_safe, home.was_forbidden) == (None, True, False)
    assert walk.asks(DecideOnHome(True, "note"), OFFICER) is None
    assert TELL in walk.duties()
    assert card(walk.case, walk.calendar, walk.today).home is None
    assert walk.refused(DecideOnHome(False, "note"), OFFICER).key == "refusal-home-not-asked"


def test_an_earlier_yes_about_home_says_nothing_of_what_was_told_since() -> None:
    walk = unsafe().does(DecideOnHome(may_contact=True, reason="note"))
    walk.does(EstablishFact("home_unsafe", value=True), EstablishFact("home_unsafe", value=False))
    assert TELL not in walk.duties()
    assert "home:home_unsafe" in walk.duties()


def test_word_that_is_taken_back_still_holds_only_the_home_that_it_was_about() -> None:
    walk = with_bullies_parents("B").does(EstablishFact("home_unsafe", value=False))
    assert [home_waits(walk.case, pupil) for pupil in ("V", "B", "B2")] == [False, True, False]
    walk.does(DecideOnHome(may_contact=False, reason="note"), EstablishFact("home_unsafe", value=True, pupils=("B2",)))
    assert [home_waits(walk.case, pupil) for pupil in ("V", "B", "B2")] == [False, True, True]


def test_word_that_was_told_with_the_report_is_not_taken_back_without_a_decision_either() -> None:
    walk = Walk(means_protocol(), facts={"home_unsafe": True, "recurrence": True}).does(AddPupil("B", "bully"))
    walk.does(EstablishFact("home_unsafe", value=False))
    assert home_waits(walk.case, "V")
    assert "home:home_unsafe" in walk.duties()


def test_a_signal_can_say_that_home_is_not_safe_and_never_that_it_is() -> None:
    """Somebody who bullies can report a signal too."""
    walk = unsafe()
    told = walk.case.home_told_at
    walk.on(date(2025, 11, 4))
    assert walk.asks(ReportSignal(facts={"home_unsafe": False}), NOBODY) is None
    assert (walk.case.facts()["home_unsafe"], walk.case.home_told_at) == (True, told)
    other = at_step("3")
    assert other.asks(ReportSignal(facts={"home_unsafe": True}), NOBODY) is None
    assert TELL not in other.duties()


LOOK_BACK = """      - key: look_at_home
        label: Hoe is het thuis?
        kind: evaluate
        with: victim
        holds_step: false
        answers:
          - {key: safe, label: Veilig}
          - {key: unsafe, label: Niet veilig, sets: {home_unsafe: true}}
"""
GATE = "    gate: {kind: decision, label: Is het opgelost?, on_yes: close,"
ASKS_AT_THE_END = "    gate: {kind: closing, label: Klaar?, test: [{fact: home_unsafe, label: Onveilig?}], on_yes: '7',"


@pytest.mark.parametrize("earlier", ["nobody decided before", "contact was allowed before"])
@pytest.mark.parametrize(
    ("altered", "says"),
    [
        (f"{LOOK_BACK}{GATE}", RecordOutcome("look_at_home", date(2025, 11, 18), "unsafe", note="note")),
        (ASKS_AT_THE_END, AnswerGate({"home_unsafe": True})),
    ],
)
def test_what_a_step_finds_out_about_home_counts_from_then_and_holds_after_that_step(
    altered: str, says: Command, earlier: str
) -> None:
    text = MEANS_FILE.read_text(encoding="utf-8")
    assert text.count(GATE) == 1
    walk = Walk(load_protocol(text.replace(GATE, altered), MEANS_FILE.name), facts={"recurrence": True})
    walk.does(Acknowledge(), AddPupil("B", "bully"), AddPupil("B2", "bully"))
    if earlier.startswith("contact"):
        walk.does(EstablishFact("home_unsafe", value=True), DecideOnHome(may_contact=True, reason="note"))
    if isinstance(says, AnswerGate):
        walk.does(*(MarkDone("three_talk", walk.today, participants=(pupil,)) for pupil in ("B", "B2")))
    walk.on(date(2025, 11, 18)).does(says)
    assert walk.due("home:home_unsafe") == date(2025, 11, 18)
    assert [notice.to.role for notice in walk.notices if notice.cause == "home"][-1:] == [CHILD_PROTECTION_OFFICER]
    assert every_home_waits(walk.case)
    if walk.case.step_key == "3":
        walk.does(*(MarkDone("three_talk", walk.today, participants=(pupil,)) for pupil in ("B", "B2")))
        walk.on(date(2025, 11, 20)).does(AnswerGate(passed=False, reason="note"))
    assert walk.case.step_key != "3"
    assert every_home_waits(walk.case)
    assert walk.due("home:home_unsafe") == date(2025, 11, 18)


def test_a_track_that_is_chosen_because_home_is_not_safe_asks_for_the_decision_anew() -> None:
    walk = unsafe().does(DecideOnHome(may_contact=True, reason="note")).on(date(2025, 11, 18))
    said: dict[str, Scalar] = {"home_unsafe": True}
    walk.events.append(TrackChanged(at=walk.now, by="mentor", track="about_staff", reason="note", facts=said))
    assert walk.due("home:home_unsafe") == date(2025, 11, 18)
    assert every_home_waits(walk.case)


def test_word_that_home_is_safe_asks_nothing_where_nobody_said_otherwise() -> None:
    walk = at_step("3").does(EstablishFact("home_unsafe", value=False))
    assert TELL in walk.duties()
    assert "home:home_unsafe" not in walk.duties()


def test_who_decided_on_no_contact_is_the_one_to_lift_it_though_somebody_says_that_home_is_safe() -> None:
    walk = unsafe().does(DecideOnHome(may_contact=False, reason="note")).on(date(2025, 11, 5))
    before = len(walk.notices)
    walk.does(EstablishFact("home_unsafe", value=False))
    assert TELL not in walk.duties()
    assert walk.refused(MarkDone("tell_parents", walk.today)).key == "refusal-home-held"
    asked = walk.duties()["home:home_unsafe"]
    assert (asked.due_on, asked.label, asked.role.role) == (
        date(2025, 11, 5),
        wording("duty-home-again"),
        CHILD_PROTECTION_OFFICER,
    )
    assert [(notice.cause, notice.to.role) for notice in walk.notices[before:]] == [("home", CHILD_PROTECTION_OFFICER)]
    assert walk.refused(DecideOnHome(True, "note"), frozenset({"head"})).key == "refusal-home-held"
    assert walk.asks(DecideOnHome(True, "note"), OFFICER) is None
    assert TELL in walk.duties()
    assert card(walk.case, walk.calendar, walk.today).home is None


def test_new_word_does_not_make_a_decision_of_no_contact_forgotten() -> None:
    walk = unsafe().does(DecideOnHome(may_contact=False, reason="note"))
    walk.does(ReportSignal(facts={"home_unsafe": True}), EstablishFact("home_unsafe", value=False))
    assert TELL not in walk.duties()
    assert "home:home_unsafe" in walk.duties()


def with_bullies_parents(*pupils: str) -> Walk:
    """Kluiverboom, where the parents of each bully are called; `pupils` are those who are not safe at home."""
    walk = at_step_2(shipped_protocol("kluiverboom"))
    return walk.does(EstablishFact("home_unsafe", value=True, pupils=pupils)).done("talk_bullies")


def test_only_the_parents_of_the_pupil_who_is_not_safe_are_held_back() -> None:
    walk = with_bullies_parents("B")
    assert walk.offers()["call_victim_parents"] is True
    offer = next(one for one in actions_now(walk.case) if one.key == "call_bully_parents")
    assert (offer.allowed, offer.ticks) == (True, (("B2", False),))
    assert walk.refused(MarkDone("call_bully_parents", walk.today, participants=("B",))).key == "refusal-home-held"
    assert contact_with(walk.case, "B") is None
    walk.done("call_bully_parents")
    assert [entry.participants for entry in walk.case.done["call_bully_parents"]] == [("B2",)]
    assert walk.offers()["call_bully_parents"] is False
    assert walk.asks(DecideOnHome(True, "note"), OFFICER) is None
    assert walk.offers()["call_bully_parents"] is True
    walk.done("call_bully_parents")
    assert [entry.participants for entry in walk.case.done["call_bully_parents"]] == [("B2",), ()]


def test_the_home_of_the_bullied_pupil_holds_back_only_that_home() -> None:
    walk = with_bullies_parents("V")
    assert walk.offers()["call_victim_parents"] is False
    assert walk.offers()["call_bully_parents"] is True


def test_while_nobody_said_who_it_is_or_knows_the_bullied_pupil_every_home_waits() -> None:
    walk = with_bullies_parents()
    assert (walk.offers()["call_victim_parents"], walk.offers()["call_bully_parents"]) == (False, False)
    unknown = Walk(shipped_protocol("kluiverboom"), victim=None, reporter="witness").does(AddPupil("B", "bully"))
    unknown.does(EstablishFact("home_unsafe", value=True, pupils=("B",)))
    assert home_waits(unknown.case, "B2")


def test_word_about_another_pupil_adds_that_home_and_never_takes_one_away() -> None:
    walk = with_bullies_parents("B").does(EstablishFact("home_unsafe", value=True, pupils=("B2",)))
    assert [home_waits(walk.case, pupil) for pupil in ("V", "B", "B2")] == [False, True, True]
    everybody = with_bullies_parents().does(EstablishFact("home_unsafe", value=True, pupils=("B2",)))
    assert home_waits(everybody.case, "V")
    assert walk.refused(EstablishFact("home_unsafe", value=True, pupils=("nobody",))).key == "refusal-unknown-pupil"


def test_no_contact_with_one_home_lasts_when_another_comes_to_light() -> None:
    walk = with_bullies_parents("B").does(DecideOnHome(may_contact=False, reason="note"))
    walk.does(EstablishFact("home_unsafe", value=False))
    walk.does(EstablishFact("home_unsafe", value=True, pupils=("B2",)))
    assert [home_waits(walk.case, pupil) for pupil in ("V", "B", "B2")] == [False, True, True]


def about_another(*told: str, decided: bool | None = None) -> Walk:
    """W was taken for the bullied pupil; what was said of a home and decided on it comes before V is found."""
    walk = Walk(shipped_protocol("kluiverboom"), victim="W", start="1").does(AddPupil("B", "bully"))
    walk.does(EstablishFact("home_unsafe", value=True, pupils=told))
    if decided is not None:
        walk.does(DecideOnHome(may_contact=decided, reason="note"))
    walk.on(date(2025, 11, 4)).notices.clear()
    return walk.does(IdentifyVictim("V", is_reporter=True))


@pytest.mark.parametrize("decided", [None, True, False])
@pytest.mark.parametrize("told", [("W",), ("W", "B"), ()])
def test_word_of_the_home_of_a_pupil_taken_for_the_bullied_one_holds_back_every_home(
    told: tuple[str, ...], decided: bool | None
) -> None:
    walk = about_another(*told, decided=decided)
    assert [home_waits(walk.case, pupil) for pupil in ("V", "W", "B")] == [True, True, True]
    walk.done("talk_victim").does(RecordConsent("call_victim_parents", given=True, words="words"))
    assert walk.refused(MarkDone("call_victim_parents", walk.today)).key == "refusal-home-held"
    assert walk.due("home:home_unsafe") == date(2025, 11, 4)
    assert [notice.to.role for notice in walk.notices if notice.cause == "home"] == [CHILD_PROTECTION_OFFICER]
    walk.does(DecideOnHome(may_contact=True, reason="note"))
    assert not home_waits(walk.case, "V")


def test_no_contact_that_was_decided_for_the_wrong_home_lasts_though_that_home_is_said_to_be_safe() -> None:
    walk = Walk(shipped_protocol("kluiverboom"), victim="W", start="1")
    walk.does(EstablishFact("home_unsafe", value=True), DecideOnHome(may_contact=False, reason="note"))
    walk.does(EstablishFact("home_unsafe", value=False), IdentifyVictim("V", is_reporter=True))
    assert home_waits(walk.case, "V")


def test_word_of_the_home_of_who_bullies_stays_about_that_home_whoever_is_bullied() -> None:
    walk = about_another("B", decided=True)
    assert [home_waits(walk.case, pupil) for pupil in ("V", "B")] == [False, False]
    assert "home:home_unsafe" not in walk.duties()
    assert [home_waits(about_another("B").case, pupil) for pupil in ("V", "W", "B")] == [False, False, True]


def test_word_that_came_with_the_report_counts_from_the_start() -> None:
    walk = Walk(means_protocol(), facts={"home_unsafe": True, "recurrence": True}).does(AddPupil("B", "bully"))
    assert TELL not in walk.duties()
    assert "home:home_unsafe" in walk.duties()
    assert [notice.cause for notice in walk.notices].count("home") == 1


def test_parents_are_not_asked_to_agree_while_nobody_may_reach_them() -> None:
    """P004 step 8: the pupil and the parents agree before charges are pressed."""
    consent = RecordConsent("press_charges", given=True, words="note")
    walk = Walk(shipped_protocol("het-sticht"), start="8").does(AddPupil("B", "bully"))
    walk.does(EstablishFact("home_unsafe", value=True, pupils=("V",)))
    assert walk.refused(consent).key == "refusal-home-held"
    assert next(one for one in actions_now(walk.case) if one.key == "press_charges").why_not == walk.refused(
        MarkDone("press_charges", walk.today)
    )
    assert walk.refused(MarkDone("press_charges", walk.today)).key == "refusal-home-held"
    walk.does(DecideOnHome(may_contact=False, reason="note"))
    assert walk.refused(consent).key == "refusal-home-held"
    walk.does(DecideOnHome(may_contact=True, reason="note"), consent)


def test_parents_of_another_pupil_may_be_asked_to_agree() -> None:
    walk = Walk(shipped_protocol("het-sticht"), start="8").does(AddPupil("B", "bully"))
    walk.does(EstablishFact("home_unsafe", value=True, pupils=("B",)))
    walk.does(RecordConsent("press_charges", given=True, words="note"))


def test_means_that_waits_for_the_parents_to_agree_waits_for_who_decides_on_home() -> None:
    walk = Walk(where_parents_agree(BLOCKING)).does(EstablishFact("home_unsafe", value=True))
    assert walk.refused(RecordConsent("support_group", given=True)).key == "refusal-home-held"
    start = StartIntervention("support_group", walk.today, size=3)
    assert walk.refused(start).key == "refusal-home-held"
    walk.does(DecideOnHome(may_contact=True, reason="note"), RecordConsent("support_group", given=True), start)


def test_page_of_a_means_that_is_asked_for_does_not_ask_the_parents_meanwhile() -> None:
    trigger = "trigger: {fact: severity, value: serious}\n    "
    walk = Walk(where_parents_agree(BLOCKING, trigger)).does(EstablishFact("severity", "serious", note="note"))

    def consent() -> ConsentAsk | None:
        return next(one for one in interventions_now(walk.case) if one.key == "support_group").consent

    assert consent() is not None
    walk.does(EstablishFact("home_unsafe", value=True))
    assert consent() is None


def test_wish_of_parents_is_not_asked_either_and_what_it_is_about_goes_on_without() -> None:
    walk = Walk(where_parents_agree(NOTED), start="3").does(AddPupil("B", "bully"))
    wished = [one.key for one in actions_now(walk.case) if one.wish is not None]
    assert wished
    walk.does(EstablishFact("home_unsafe", value=True))
    assert walk.refused(RecordConsent(wished[0], given=True)).key == "refusal-home-held"
    offers = {one.key: one for one in actions_now(walk.case)}
    assert (offers[wished[0]].wish, offers[wished[0]].allowed) == (None, True)


def test_telling_several_at_once_reaches_parents_who_are_among_them() -> None:
    together = RoleExpr(all_of=(RoleExpr(party="victim"), RoleExpr(party="parents_of_victim")))
    told = Action(key="tell", label="Tell", kind="notify", notices=(Notice(to=together),))
    assert reaches_parents(told)
    assert list(parties_reached(told)) == ["victim"]


def test_general_word_to_the_parents_of_all_pupils_is_not_held_back() -> None:
    splitting = shipped_protocol("splitting")
    found = {key: splitting.find_action(key) for key in ("ask_all_parents", "tell_all_parents")}
    assert {key: reaches_parents(one[1]) for key, one in found.items() if one} == {
        "ask_all_parents": False,
        "tell_all_parents": True,
    }


def test_the_refusal_names_whoever_decides_at_the_school_and_no_other_refusal_changes() -> None:
    walk = unsafe()
    held = walk.refused(MarkDone("tell_parents", walk.today))
    named = naming_decider(held, "de directeur")
    assert dict(named.fields) == {**dict(held.fields), "who": "de directeur"}
    assert text(named.key, **dict(named.fields)).endswith("Dat beslist: de directeur.")
    assert "beslist:" not in text(held.key, **dict(held.fields))
    walk.does(DecideOnHome(may_contact=False, reason="note"))
    forbidden = naming_decider(walk.refused(MarkDone("tell_parents", walk.today)), "de directeur")
    said = text(forbidden.key, **dict(forbidden.fields))
    assert said.startswith("Er is besloten: geen contact met thuis.") and "Eerst wordt beslist" not in said
    assert said.endswith("Opnieuw beslissen kan: de directeur.")
    walk.does(EstablishFact("home_unsafe", value=False))
    assert "Eerst wordt" in text(held.key, **dict(walk.refused(MarkDone("tell_parents", walk.today)).fields))
    other = walk.refused(MarkDone("nothing", walk.today))
    assert naming_decider(other, "de directeur") == other
