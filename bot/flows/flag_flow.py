"""Passing on what was seen in a break: five taps and no typing, from "where" to "send"."""

from bot.flows.question import Answers, Branch, Kind, Option, Question, Scene, flow_of
from bot.flows.staff_flows import (
    StaffFacts,
    before_sending,
    besides_words,
    class_options,
    class_words,
    first_reader,
    promised,
    reader_words,
    urgency_options,
    victim_class,
)
from bot.flows.words import Words, phrase
from casework.report import AboutWhom, Contact, Report, Urgency

SEEN = ("names", "left_out", "hurt", "chased", "things", "phone", "other")


def flagged_report(facts: StaffFacts, answers: Answers) -> Report:
    """The report of a break guard, who is known to the school and hears who takes it up."""
    seen = str(answers.get("flag_what") or "other")
    return Report(
        about=AboutWhom.SOMEONE_ELSE,
        victim_class=victim_class(answers, "flag_class"),
        story=facts.spoken(_seen_words(seen)),
        contact=Contact.NAME,
        ready_sentences=(seen,),
        reporter_name=facts.school.people[facts.person].spoken_name,
        urgency=Urgency(answers.get("flag_urgency") or Urgency.NORMAL),
        place=answers.get("flag_where"),
        facts={"reporter": "staff"},
        flagged_at=facts.reading.now,
    )


def _seen_words(seen: str) -> Words:
    return phrase(f"flag-seen-{seen.replace('_', '-')}")


def _place_options(scene: Scene) -> tuple[Option, ...]:
    return tuple(Option(f"p{number}", place) for number, place in enumerate(scene.facts.school.places))


def _record_place(question: Question, scene: Scene, value: str) -> Answers:
    labels = {option.id: option.label for option in _place_options(scene)}
    return {**scene.answers, question.id: labels[value]}


def _seen_options(_scene: Scene) -> tuple[Option, ...]:
    return tuple(Option(seen, _seen_words(seen), wide=True) for seen in SEEN)


def _send_parts(_question: Question, scene: Scene) -> tuple[Words, ...]:
    facts: StaffFacts = scene.facts
    report = flagged_report(facts, scene.answers)
    summary = phrase(
        "flag-summary",
        place=report.place or "",
        label=class_words(facts.school, report),
        seen=report.story,
        urgency=phrase(f"staff-urgency-{report.urgency.value}"),
    )
    first = first_reader(facts.reading, report)
    readers = (reader_words(facts.school, first), *besides_words(facts, first))
    return (phrase("ask-flag-send"), summary, *readers, *before_sending(facts, report.urgency))


def _send_promise(scene: Scene) -> str:
    facts: StaffFacts = scene.facts
    return promised(first_reader(facts.reading, flagged_report(facts, scene.answers)))


def _send_options(_scene: Scene) -> tuple[Option, ...]:
    return (Option("send", phrase("flag-send"), wide=True),)


FLAG = flow_of(
    "flag",
    "flag_where",
    Question(
        "flag_where",
        Kind.CHOICE,
        (Branch("flag_class"),),
        options=_place_options,
        record=_record_place,
        columns=3,
        keeps_answer=False,
    ),
    Question("flag_class", Kind.CHOICE, (Branch("flag_what"),), options=class_options, columns=4, keeps_answer=False),
    Question("flag_what", Kind.CHOICE, (Branch("flag_urgency"),), options=_seen_options, keeps_answer=False),
    Question("flag_urgency", Kind.CHOICE, (Branch("flag_send"),), options=urgency_options, keeps_answer=False),
    Question(
        "flag_send",
        Kind.CHOICE,
        (Branch(None),),
        options=_send_options,
        parts=_send_parts,
        promise=_send_promise,
        keeps_answer=False,
        is_summary=True,
    ),
)
