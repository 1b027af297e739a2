"""Opening a case asks what the protocol's tracks part on, and only where the answer changes the way."""

from dataclasses import replace
from typing import Any

import pytest

from bot.flows.conversation import Conversation
from bot.flows.engine import advance, begin, question_message
from bot.flows.events import OptionTapped, TextSent
from bot.flows.heard_report import first_of, heard_report, heard_way, kept_report
from bot.flows.new_case_flow import NEW_CASE
from bot.flows.staff_flows import StaffFacts
from bot.house import outline_of
from bot.spoken import spoken_message
from casework.conditions import Condition
from casework.protocol import shipped_protocol
from casework.protocol_model import Protocol
from tests.flows.reporters import facts_of

USUAL = {"new_class": "2B", "new_name": "_skip", "new_story": "names", "new_urgency": "normal", "new_concern": "no"}


class Opening:
    """The conversation of a member of staff who opens a case, answered with taps."""

    def __init__(self, protocol: str | Protocol, opener: str = "karin_visser", **answers: str) -> None:
        outline = outline_of(shipped_protocol(protocol) if isinstance(protocol, str) else protocol)
        self.facts = StaffFacts(opener, replace(facts_of(), outline=outline))
        self.talk: Conversation = begin(NEW_CASE, Conversation(draft="d"), self.facts).conversation
        self.asked: list[str] = []
        self.answers = {**USUAL, **answers}

    def go(self) -> "Opening":
        """Up to the question whether to open it; what the tracks ask is answered with `new_fact` or left open."""
        while self.talk.question != "new_open":
            shown = spoken_message(question_message(NEW_CASE, self.talk, self.facts))
            self.asked.append(shown)
            said = self.answers.get(shown) or self.answers.get(self.talk.question, "unknown")
            event: Any = OptionTapped(self.talk.draft, self.talk.revision, self.talk.question, said)
            if said.startswith("'"):
                event = TextSent(said[1:])
            self.talk = advance(NEW_CASE, self.talk, event, self.facts).conversation
        return self

    @property
    def told(self) -> dict[str, Any]:
        return dict(heard_report(self.facts, self.talk.answers).facts)


def test_the_protocol_without_such_tracks_asks_nothing_more() -> None:
    """At most six taps (design 1): the command, four answers, and the opening."""
    opening = Opening("kluiverboom").go()
    assert len(opening.asked) == 4
    assert opening.told == {"reporter": "staff"}


def test_online_is_asked_where_the_ways_part_on_it() -> None:
    opening = Opening("splitting", **{"Gebeurt het ook online?": "yes"}).go()
    assert "Gebeurt het ook online?" in opening.asked
    assert opening.told["online"] is True


def test_what_the_tapped_sentence_says_is_not_asked_again() -> None:
    opening = Opening("splitting", new_story="online").go()
    assert "Gebeurt het ook online?" not in opening.asked
    assert opening.told["online"] is True


@pytest.mark.parametrize("protocol", ["splitting", "noordhoek", "het-sticht", "oplossingsgericht"])
def test_what_is_left_open_is_no_fact_and_is_asked_once(protocol: str) -> None:
    opening = Opening(protocol).go()
    assert opening.told == {"reporter": "staff"}
    assert len(opening.asked) == len(set(opening.asked))


def test_a_pattern_that_staff_see_has_a_way_of_its_own() -> None:
    """P002: the reporter is staff, so the protocol asks whether it is a pattern."""
    question = "Zie je een patroon rond een leerling?"
    opening = Opening("noordhoek", **{question: "yes"}).go()
    assert question in opening.asked
    assert opening.told["pattern"] is True
    report = heard_report(opening.facts, opening.talk.answers)
    way = opening.facts.reading.outline.way_of(opening.facts.school, report.facts, report.subjects)
    assert way.track == "pattern"
    assert not any("Twijfel" in asked for asked in opening.asked)


ABOUT_STAFF = {"new_story": "'meneer Bakker lacht hem uit", "new_concern": "yes", "sexual": "no"}
DOUBT = "Twijfel je of dit een incident is?"


def test_a_doubt_about_a_colleague_is_asked_about_and_stays_with_who_has_it() -> None:
    """P002 A002-1."""
    opening = Opening("noordhoek", **{**ABOUT_STAFF, DOUBT: "yes"}).go()
    assert DOUBT in opening.asked and opening.told["doubt"] is True
    assert first_of(opening.facts, opening.talk.answers) is None
    way = heard_way(opening.facts, opening.talk.answers)
    assert (way.track, way.start, way.is_the_reporters) == ("staff_doubt", "doubt", True)


@pytest.mark.parametrize("told", ["self", "other"])
def test_a_confidant_whom_no_pupil_told_it_is_asked_for_a_doubt_as_any_colleague(told: str) -> None:
    """P002 A002-1."""
    opening = Opening("noordhoek", "lotte_jansen", **{**ABOUT_STAFF, "new_told": told, DOUBT: "yes"}).go()
    assert DOUBT in opening.asked and not heard_report(opening.facts, opening.talk.answers).via_confidant
    assert first_of(opening.facts, opening.talk.answers) is None
    assert heard_way(opening.facts, opening.talk.answers).is_the_reporters


def test_what_a_pupil_told_a_confidant_is_not_asked_for_a_doubt() -> None:
    opening = Opening("noordhoek", "lotte_jansen", **{**ABOUT_STAFF, "new_told": "pupil", DOUBT: "yes"}).go()
    assert DOUBT not in opening.asked
    assert heard_report(opening.facts, opening.talk.answers).via_confidant


@pytest.mark.parametrize("said", ["no", "unknown"])
def test_without_a_doubt_it_goes_as_conduct_of_staff(said: str) -> None:
    opening = Opening("noordhoek", **{**ABOUT_STAFF, DOUBT: said}).go()
    first = first_of(opening.facts, opening.talk.answers)
    assert first is not None and first.reader is not None
    assert heard_way(opening.facts, opening.talk.answers).track == "staff_offender"


@pytest.mark.parametrize(
    "answers",
    [{"sexual": "yes"}, {"sexual": "unknown"}, {"new_class": "not_a_pupil"}],
    ids=["sexual", "perhaps sexual", "happens to the opener"],
)
def test_what_cannot_stay_with_who_reports_it_is_not_asked_for_a_doubt(answers: dict[str, str]) -> None:
    """AX-8, P002 list B."""
    opening = Opening("noordhoek", **{**ABOUT_STAFF, **answers}).go()
    assert DOUBT not in opening.asked
    assert not heard_way(opening.facts, opening.talk.answers).is_the_reporters


@pytest.mark.parametrize("protocol", ["kluiverboom", "splitting", "het-sticht", "oplossingsgericht"])
def test_no_other_protocol_leaves_it_to_who_reports_it(protocol: str) -> None:
    opening = Opening(protocol, **{**ABOUT_STAFF, DOUBT: "yes"}).go()
    assert DOUBT not in opening.asked
    assert not heard_way(opening.facts, opening.talk.answers).is_the_reporters


@pytest.mark.parametrize(("said", "reporter"), [("yes", "staff"), ("no", "witness")])
def test_who_keeps_a_case_is_its_reporter_where_it_would_begin_elsewhere_without_one(said: str, reporter: str) -> None:
    """A school may keep a track for what staff report."""
    shipped = shipped_protocol("noordhoek")
    of_staff = Condition.model_validate({
        "all": [{"fact": "reporter", "value": "staff"}, {"fact": "pattern", "value": True}]
    })  # fmt: skip
    tracks = tuple(one.model_copy(update={"when": of_staff}) if one.key == "pattern" else one for one in shipped.tracks)
    answers = {"Zie je een patroon rond een leerling?": said}
    opening = Opening(shipped.model_copy(update={"tracks": tracks}), "sanne_de_boer", **answers).go()
    assert kept_report(opening.facts, opening.talk.answers).facts["reporter"] == reporter
