"""Whatever a reporter does, in whatever order: nothing raises, nothing told is lost, nobody named receives it."""

from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.flows.callback_data import read_button_data
from bot.flows.effects import AddToReport, ForgetDraft, SendReport, Toast
from bot.flows.engine import STOP
from bot.flows.events import (
    CommandGiven,
    Event,
    MessageEdited,
    OptionTapped,
    OtherKind,
    OtherSent,
    PictureKind,
    PictureSent,
    TextSent,
    UnknownTap,
)
from bot.flows.typed_words import clean_words, says_something
from casework.protocol import shipped_protocol
from casework.report import AdditionKind
from casework.school import School
from tests.casework.schools import example_school
from tests.flows.reporters import Phone, facts_of, own_report
from tests.flows.test_about_staff import BOARD, BOARDS_DEPUTY, OUTLINE, school_with_board

FINISHING = {
    "about": "me",
    "send": "send",
    "pictures": "_done",
    "offer": "no",
    "change": "class",
    "nude": "none",
    "concern": "no",
}
NAMES = tuple(
    part.casefold()
    for person in example_school().people.values()
    for part in (person.id, *person.name.split())
    if len(part) > 3
)
STORIES = st.sampled_from(
    (
        "Ze schelden me uit",
        "a" * 5000,
        "😀🏽‍♀️" * 300,
        "هم يضايقونني \u202eomgekeerd",
        "<b>vet</b> & <script>",
        "mevrouw De Boer en meneer Bakker",
        "mijn mentor",
        "de vertrouwenspersoon",
        "mijn gymleraar doet naar",
        "een leraar pest mij ook",
        "de gymleraar zit steeds aan mijn billen",
        "ik wil dood",
        "kapot \ud83d",
        "{ $name }",
        "terug",
        "klaar",
        "ja",
        "2B",
        "",
    )
)
COMMANDS = st.sampled_from(
    ("start", "melden", "stop", "hulp", "terug", "snelweg", "code", "mijn", "privacy", "onzin")
).flatmap(lambda name: st.sampled_from(("", "k-2B", "een twee drie")).map(lambda words: CommandGiven(name, words)))
EVENTS: st.SearchStrategy[Event] = st.one_of(
    STORIES.map(TextSent),
    st.text(max_size=40).map(TextSent),
    COMMANDS,
    st.builds(MessageEdited, st.integers(0, 12), STORIES),
    st.builds(PictureSent, st.just("file"), st.sampled_from(PictureKind), st.just(10), STORIES),
    st.builds(OtherSent, st.sampled_from(OtherKind), STORIES),
    st.just(UnknownTap()),
    st.builds(
        OptionTapped, st.sampled_from(("s", "x")), st.just(0), st.sampled_from(("resume", "more", "mute")), STORIES
    ),
)
ON = st.integers(100, 140)
ACT = st.one_of(ON, ON, ON, ON, st.integers(0, 30), st.integers(-30, -1), EVENTS)
"""A number taps a visible button; below zero one that was seen before, from 100 one that answers the question."""
ACTS = st.lists(ACT, min_size=8, max_size=40)
PATHS = st.sampled_from(
    (
        (),
        ("help", "2B"),
        ("me", "2B", "'mevrouw De Boer slaat me"),
        ("other", "2B", "'Ze schelden Bo uit", "code", "_skip"),
        ("other", "_unknown", "hurt", "code", "_skip", "more", "no"),
        ("me", "2B", "'Ze schelden me uit", "name", "'Noor"),
        ("me", "2B", "'Ze schelden me uit", "none", "more", "none", "'Bo", "yard", "week"),
        ("me", "2B", "'Ze schelden me uit", "here", "change"),
        ("me", "2B", "'Ze schelden me uit", "here", "send"),
        ("parent", "3A", "threat", "here", "_skip", "send", "yes", "no"),
        ("me", "2B", "staff", "'mevrouw De Boer"),
        ("me", "2B", "staff", "no_name", "unknown", "no", "code"),
        ("other", "_unknown", "'de mentor van die klas", "none", "_skip", "no_name", "unknown"),
    )
)
"""Where a walk begins: otherwise few would come far."""
STAFF_PATHS = st.sampled_from(
    (
        ("me", "2B", "staff"),
        ("parent", "3A", "staff", "'meneer Bakker", "yes"),
        ("other", "2B", "staff", "no_name", "no", "yes", "here", "_skip"),
        ("me", "2B", "'de gymleraar zit aan me", "here", "no", "confidant", "staff"),
        ("me", "2B", "'een leraar zit aan me", "code", "of_staff"),
        ("me", "2B", "'mevrouw De Boer en meneer Bakker", "code", "no_name", "unknown"),
        ("me", "2B", "staff", "no_name", "unknown", "here", "exclude"),
        ("me", "_unknown", "'de directeur slaat me", "here", "yes", "unknown"),
        ("me", "2B", "staff", "'mevrouw De Boer", "yes", "here", "change"),
        ("me", "2B", "staff", "'meneer Bakker zag dat hij me sloeg"),
        ("me", "2B", "staff", "'het is die lange van gym die altijd schreeuwt", "story"),
    )
)

WALK = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
REPORTS = (own_report(),)


ABOUT_EARLIER_WORDS = frozenset({"staff_words", "staff_meant", "offered"})
"""What holds of words that were typed before, for a name or at the first question: gone when others are typed in their
place."""
GO_BACK = TextSent("terug")
"""Does what the button does: what the question before added may be taken back."""


class Walk:
    """A phone on which every act is checked against what always holds."""

    def __init__(self, path: tuple[str, ...] = (), **facts: Any) -> None:
        self.phone = Phone(facts_of(**facts))
        self.phone.command("start")
        self.phone.answer(*path)
        self.seen: list[OptionTapped] = []

    def act(self, act: int | Event) -> None:
        phone = self.phone
        visible = self.visible()
        if not isinstance(act, int):
            self.check_event(act)
        elif act >= 100 and visible:
            self.go_on(act, visible)
        elif act >= 0 and visible:
            self.check_tap(visible[act % len(visible)])
        elif act < 0 and self.seen:
            self.check_stale(self.seen[act % len(self.seen)])
        self.check_screen()
        self.seen.extend(tap for tap in visible if tap not in self.seen)
        assert phone.talk.revision < 10**9

    def go_on(self, act: int, visible: list[OptionTapped]) -> None:
        answers = [tap for tap in visible if not tap.option.startswith("_") or tap.option in ("_skip", "_done")]
        if answers:
            self.check_tap(answers[act % len(answers)])
        else:
            self.check_event(TextSent("Noor van den Berg"))

    def visible(self) -> list[OptionTapped]:
        taps = [read_button_data(button.data) for button in self.phone.buttons]
        return [tap for tap in taps if isinstance(tap, OptionTapped)]

    def check_event(self, event: Event) -> None:
        before = self.phone.talk
        effects = self.phone.send(event)
        wordless = isinstance(event, OtherSent) and not says_something(clean_words(event.caption))
        if wordless or isinstance(event, UnknownTap):
            assert self.phone.talk.answers == before.answers
            assert self.phone.talk.question == before.question
        tells = isinstance(event, TextSent | MessageEdited | PictureSent | OtherSent) and event != GO_BACK
        if tells and not _sends(effects) and before.is_open:
            settled = {"staff_who"} if before.question == "staff_words" else set()
            told = before.answers.keys() - ABOUT_EARLIER_WORDS - settled
            talk = self.phone.talk
            kept = talk.answers.keys() | talk.aside.get("answers", {}).keys()
            is_back = bool(before.aside) and not talk.aside
            assert kept >= told or is_back or not talk.is_open
        self.check_sent(effects)

    def check_tap(self, tap: OptionTapped) -> None:
        effects = self.phone.send(tap)
        assert not any(isinstance(effect, Toast) for effect in effects)
        self.check_sent(effects)

    def check_stale(self, tap: OptionTapped) -> None:
        before = self.phone.talk
        if tap in self.visible():
            return
        assert self.phone.send(tap) == (Toast("toast-old-button"),)
        assert self.phone.talk == before

    def check_sent(self, effects: tuple[Any, ...]) -> None:
        for sent in (effect for effect in effects if isinstance(effect, SendReport)):
            plan = sent.plan
            people = {reader.person for reader in plan.order} | {one.reader.person for one in plan.informed}
            assert not people & (sent.report.subjects | sent.report.excluded)
            assert sent.report.story.encode()
            told = {*people, *(reader.person for reader in plan.also_told)}
            check_way(sent, told, self.phone.facts.school)

    def check_screen(self) -> None:
        talk = self.phone.talk
        if not talk.is_open or talk.is_left:
            return
        assert self.phone.question is not None
        options = {tap.option for tap in self.visible()}
        assert STOP in options
        assert {(tap.draft, tap.revision, tap.question) for tap in self.visible()} == {
            (talk.draft, talk.revision, talk.question)
        }
        data = " ".join(button.data for button in self.phone.buttons).casefold()
        assert not any(name in data for name in NAMES)

    def finish(self) -> None:
        """From here an end is reached by answering."""
        phone = self.phone
        for _ in range(40):
            if not phone.talk.is_open or phone.talk.is_left:
                return
            options = [tap.option for tap in self.visible()]
            wanted = FINISHING.get(phone.talk.question, "no" if "no" in options else options[0])
            if phone.talk.question in ("own_name", "victim_name", "code", "by_whom"):
                phone.write("Noor")
            else:
                phone.tap(wanted)
        raise AssertionError(phone.screen)


def check_way(sent: SendReport, told: set[str], school: School) -> None:
    """What is, or may be, sexual conduct of staff is the board's alone; a doubted management hears of nothing."""
    facts = sent.report.facts
    assert not told & (sent.report.subjects | sent.report.excluded)
    if facts.get("category") == "sexual":
        assert facts["offender_class"] == "staff"
        assert not sent.report.via_confidant
        if BOARD in school.people_in_role("board") and BOARD not in sent.report.subjects:
            assert told <= {BOARD, BOARDS_DEPUTY}


def _sends(effects: tuple[Any, ...]) -> bool:
    return any(isinstance(effect, SendReport | ForgetDraft) for effect in effects)


@WALK
@given(PATHS, ACTS)
def test_nothing_that_a_reporter_does_breaks_the_conversation(path: tuple[str, ...], acts: list[int | Event]) -> None:
    walk = Walk(path, own_reports=REPORTS)
    for act in acts:
        walk.act(act)
    walk.finish()


@WALK
@given(PATHS, ACTS, st.integers(0, 20), st.integers(0, 20))
def test_draft_survives_days_away_and_a_changed_staff(
    path: tuple[str, ...], acts: list[int | Event], split: int, days: int
) -> None:
    walk = Walk(path)
    for act in acts[:split]:
        walk.act(act)
    before = walk.phone.talk
    later = walk.phone.facts.now + timedelta(days=days)
    walk.phone.facts = facts_of(now=later, tied=frozenset({"karin_visser"}), unreachable=frozenset({"ruud_mulder"}))
    walk.phone.command("start")
    if before.flow == "report" and before.has_words:
        assert walk.phone.talk.answers == before.answers
    for act in acts[split:]:
        walk.act(act)
    walk.finish()


@WALK
@given(PATHS, st.lists(st.one_of(ON, st.integers(0, 30)), max_size=25), st.sampled_from(OtherKind))
def test_taps_alone_never_meet_a_dead_end(path: tuple[str, ...], taps: list[int], kind: OtherKind) -> None:
    walk = Walk(path)
    for tap in taps:
        walk.act(tap)
        walk.act(OtherSent(kind))
        walk.act(CommandGiven("hulp"))
    walk.finish()


@WALK
@given(STAFF_PATHS, ACTS)
def test_what_is_sexual_conduct_of_staff_reaches_nobody_but_the_board_whatever_is_done(
    path: tuple[str, ...], acts: list[int | Event]
) -> None:
    walk = Walk(path, school=school_with_board(), outline=OUTLINE)
    for act in acts:
        walk.act(act)
    walk.finish()
    for sent in walk.phone.all_of(SendReport):
        told = {words for _, words in sent.told}
        if sent.report.facts.get("offender_class") == "staff" and not sent.report.not_a_pupil:
            assert any("seksuele opmerkingen" in words for words in told)


@WALK
@given(PATHS, ACTS)
def test_going_back_from_anywhere_ends_at_a_first_question(path: tuple[str, ...], acts: list[int | Event]) -> None:
    walk = Walk(path)
    for act in acts:
        walk.act(act)
    for _ in range(80):
        if not walk.phone.talk.path:
            break
        before = len(walk.phone.talk.path)
        walk.phone.command("terug")
        walk.check_screen()
        if walk.phone.talk.is_left:
            break
        assert len(walk.phone.talk.path) <= before
    assert walk.phone.talk.is_left or not walk.phone.talk.path


@WALK
@given(ACTS)
def test_no_answer_to_the_school_is_lost_whatever_is_done_meanwhile(acts: list[int | Event]) -> None:
    protocols = {"of_now": shipped_protocol("het-sticht")}
    walk = Walk(("me", "2B", "'Ze schelden me uit", "here", "send", "yes"), protocols=protocols, protocol_hash="of_now")
    for act in acts:
        walk.act(act)
        answer = walk.phone.talk.answers.get("school")
        assert not answer or answer in [one.text for one in walk.phone.all_of(AddToReport)]
    walk.finish()
    for added in walk.phone.all_of(AddToReport):
        assert bool(added.question) is (added.kind is AdditionKind.INTAKE)
