"""Keeping an eye on it (P001, *borging*), as tables: who watches where and until when, and what a watcher saw.

A watcher hears a place and a period, and nothing of the case.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from bot.flows.case_questions import HAS_PROBLEM, case_parts, day_question, judged, read_day
from bot.flows.flag_flow import FLAG
from bot.flows.question import Answers, Branch, Condition, Kind, Option, Question, Scene, flow_of
from bot.flows.staff_flows import before_sending
from bot.flows.ticks import READY, tick_options, toggled
from bot.flows.words import Words, phrase
from casework.case_commands import PickWatchers
from casework.report import Urgency

EVERYWHERE = "everywhere"

_NOBODY_LEFT = Condition("nobody any more", lambda scene: not scene.answers.get("watchers"))


def watchers_command(answers: Answers, place: str | None) -> PickWatchers:
    """What was picked as a command; `place` is the reference of where. Without people the watching ends today."""
    until = date.fromisoformat(answers.get("watch_until") or answers["today"])
    return PickWatchers(str(answers["what"]), tuple(answers.get("watchers", ())), place, until)


def _record_who(question: Question, scene: Scene, value: str) -> Answers:
    """With nobody ticked an earlier pick ends; where there was none somebody has to be picked."""
    if scene.answers.get("watchers"):
        return {**scene.answers, "problem": ""}
    return judged(scene, dict(scene.answers))


def _where_options(scene: Scene) -> tuple[Option, ...]:
    places = tick_options("places", "where")(scene)
    everywhere = Option(EVERYWHERE, phrase("watch-everywhere"), wide=True)
    return (*(place for place in places if place.id != READY), everywhere, *(one for one in places if one.id == READY))


def _record_where(question: Question, scene: Scene, value: str) -> Answers:
    if value == EVERYWHERE:
        return {**scene.answers, "where": [scene.facts.spoken(phrase("watch-everywhere"))], "problem": ""}
    problem = "" if scene.answers.get("where") else scene.facts.spoken(phrase("watch-where-missing"))
    return {**scene.answers, "problem": problem}


def _until_options(scene: Scene) -> tuple[Option, ...]:
    return tuple(Option(one[0], one[2], wide=True) for one in scene.answers.get("options", []))


def _record_until(question: Question, scene: Scene, value: str) -> Answers:
    day = read_day(scene, value)
    if day is None:
        return {**scene.answers, "problem": scene.facts.spoken(phrase("case-no-day"))}
    return judged(scene, {**scene.answers, question.id: day.isoformat()})


WATCH = flow_of(
    "watch",
    "watch_who",
    Question(
        "watch_who",
        Kind.CHOICE,
        (Branch("watch_who", HAS_PROBLEM), Branch(None, _NOBODY_LEFT), Branch("watch_where")),
        options=tick_options("colleagues", "watchers"),
        toggle=toggled("colleagues", "watchers"),
        parts=case_parts,
        record=_record_who,
        page_size=8,
        keeps_answer=False,
    ),
    Question(
        "watch_where",
        Kind.CHOICE,
        (Branch("watch_where", HAS_PROBLEM), Branch("watch_until")),
        options=_where_options,
        toggle=toggled("places", "where"),
        parts=case_parts,
        record=_record_where,
        columns=2,
        keeps_answer=False,
    ),
    day_question("watch_until", Branch(None), options=_until_options, record=_record_until),
)


def _seen_where_options(scene: Scene) -> tuple[Option, ...]:
    return tuple(Option(one[0], one[1]) for one in scene.answers.get("places", []))


def _record_seen_where(question: Question, scene: Scene, value: str) -> Answers:
    labels: dict[str, Any] = {one[0]: one[1] for one in scene.answers.get("places", [])}
    return {**scene.answers, "flag_where": labels[value]}


def _seen_urgency_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    """With this answer it is sent: outside school hours the clock comes before it."""
    return (*before_sending(scene.facts, Urgency.NORMAL), phrase("ask-flag-urgency"))


SEEN = flow_of(
    "watch-seen",
    "flag_what",
    Question(
        "flag_where",
        Kind.CHOICE,
        (Branch("flag_what"),),
        options=_seen_where_options,
        record=_record_seen_where,
        columns=2,
        keeps_answer=False,
    ),
    FLAG.questions["flag_what"],
    replace(FLAG.questions["flag_urgency"], branches=(Branch(None),), parts=_seen_urgency_parts),
)
