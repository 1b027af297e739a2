"""A pupil who is not safe at home: nothing goes to parents until the one who looks after that decided."""

from datetime import date

from bot.texts import text
from casework.case_commands import AddPupil, DecideOnHome, EstablishFact, MarkDone, Postpone, ReportSignal
from casework.case_view import card
from casework.home_safety import CHILD_PROTECTION_OFFICER, naming_decider, reaches_parents
from casework.protocol import shipped_protocol
from tests.casework.cases import Walk, at_step_2
from tests.casework.means import at_step, means_protocol

OFFICER = frozenset({CHILD_PROTECTION_OFFICER})
TELL = "do:tell_parents:tell_parents"


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
    walk.does(EstablishFact("home_unsafe", value=False))
    assert TELL in walk.duties()
    assert card(walk.case, walk.calendar, walk.today).home is None


def test_word_that_came_with_the_report_counts_from_the_start() -> None:
    walk = Walk(means_protocol(), facts={"home_unsafe": True, "recurrence": True}).does(AddPupil("B", "bully"))
    assert TELL not in walk.duties()
    assert "home:home_unsafe" in walk.duties()
    assert [notice.cause for notice in walk.notices].count("home") == 1


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
    other = walk.refused(MarkDone("nothing", walk.today))
    assert naming_decider(other, "de directeur") == other
