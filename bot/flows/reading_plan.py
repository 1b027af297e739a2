"""From the answers so far to who will read them, and what must be asked before that is fixed."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256

from bot.flows.about_staff import (
    DENIED,
    SOMEBODY,
    UNSAID,
    WANTED,
    facts_told,
    is_about_staff,
    is_sexual_conduct,
    left_out,
    says_of_somebody,
)
from bot.flows.facts import ReporterFacts
from bot.flows.question import Answers, Scene
from bot.flows.words import Phrase, Words, phrase
from casework.asked_for import without_requests
from casework.pressing import Pressing, pressing_of
from casework.report import AboutWhom, Contact, Report, Urgency, VictimPlace
from casework.report_facts import facts_of_report
from casework.routing import Reader, ReadingPlan, plan_reading
from casework.school import CONFIDANT, FIRST_CONTACT, School
from casework.tracks import Way
from casework.triage import AskedBecause, StaffQuestion, asks_about_staff, cannot_be_light, speaks_of_staff

UNKNOWN_COACH = "?"
BULLIED = "bullied"
"""What is said of a member of staff to whom it happens: nobody reads their own case."""
_ABOUT = {"me": AboutWhom.ME, "parent": AboutWhom.MY_CHILD}
_NAMES_GIVEN = ("own_name", "victim_name")
_SCHOOLS = {"school_before": "school"}
"""Where answers to the school's own questions are once another follows, and where they were: they count as the same."""
TOLD_IN = (
    "story", "staff_who", "own_name", "victim_name", "more", "by_whom", "where", "since", "wish", *_SCHOOLS,
    *_SCHOOLS.values(),
)  # fmt: skip
_MAY_SPEAK_OF_SOMEBODY = tuple(name for name in TOLD_IN if name not in _NAMES_GIVEN)
"""What was given as a pupil's name is one."""
MOST_DENIED = 2
"""After so many times no, only words that cannot be light are asked about."""


def report_of(answers: Answers, school: School) -> Report:
    """The report as the answers tell it; unanswered questions keep their empty value.

    A name goes along only while it belongs to the answers: who chose another kind of contact afterwards gave none.
    What the law wants the board to know at once never goes by way of a confidant.
    """
    contact = Contact(answers.get("contact", Contact.NONE))
    about = _ABOUT.get(str(answers.get("about")), AboutWhom.SOMEONE_ELSE)
    own_name = answers.get("own_name") if contact is Contact.NAME else None
    victim_name = None if about is AboutWhom.ME else answers.get("victim_name")
    bullied = bullied_of(answers)
    return Report(
        about=about,
        victim_class=class_of(answers) or _place_of(answers),
        story=answers.get("story", ""),
        contact=contact,
        ready_sentences=tuple(answers.get("ready", ())),
        reporter_name=own_name or None,
        victim_name=victim_name or None,
        subjects=subjects_of(answers),
        excluded=frozenset((*answers.get("excluded", ()), *bullied[1:])) | left_out(answers, school),
        via_confidant=answers.get("via_confidant") == "yes" and not is_sexual_conduct(answers),
        urgency=Urgency.NOW if answers.get("urgent") else Urgency.NORMAL,
        facts=facts_told(answers),
        bullied=bullied[0] if bullied else None,
        staff_asked=True,
    )


def class_of(answers: Answers) -> str | None:
    """The class id that was chosen; None for "I don't know" and for somebody who is not a pupil."""
    chosen = answers.get("class")
    return None if chosen is None or chosen.startswith("_") else str(chosen)


def _place_of(answers: Answers) -> VictimPlace:
    return VictimPlace.NOT_A_PUPIL if answers.get("class") == "_not_a_pupil" else VictimPlace.UNKNOWN


def subjects_of(answers: Answers) -> frozenset[str]:
    """The staff of whom the reporter said that it is about them."""
    concerns: dict[str, str] = answers.get("concerns") or {}
    return frozenset(person for person, said in concerns.items() if said == "yes" and person != UNKNOWN_COACH)


def bullied_of(answers: Answers) -> tuple[str, ...]:
    """The staff of whom the reporter said that it happens to them."""
    concerns: dict[str, str] = answers.get("concerns") or {}
    return tuple(person for person, said in concerns.items() if said == BULLIED and person != UNKNOWN_COACH)


def plan_for(
    facts: ReporterFacts,
    report: Report,
    *,
    doubts_coach: bool = False,
    told: Sequence[str] = (),
    reporter_has_it: bool = False,
) -> ReadingPlan:
    """Who reads this report. The first reader is somebody with an account as long as there is one.

    With `doubts_coach` it is about a coach of whom nobody knows which: no coach receives it (AX-12). `told` are words
    that go along beside its story. With `reporter_has_it` nobody else reads first what a track leaves to the colleague
    who reported it: the plan then says who follows.
    """
    subjects, excluded = frozenset(report.subjects), frozenset(report.excluded)
    known, bullied = frozenset(facts_of_report(report, doubts_coach=doubts_coach).items()), report.bullied
    way = way_for(facts, report, doubts_coach=doubts_coach, reporter_has_it=reporter_has_it)
    pressing = pressing_of(report, way, told)
    place = (report.class_id, report.via_confidant, report.not_a_pupil)
    about = (doubts_coach, subjects, excluded, known, bullied, pressing, reporter_has_it)
    key = (facts.moment, facts.tied, facts.unreachable, *place, *about)
    plans = facts.plans if facts.usual_plans is None or subjects or excluded or bullied else facts.usual_plans
    plan = plans.get(key)
    if plan is None:
        subjects |= _all_coaches(facts.school) if doubts_coach else frozenset()
        plan = plans[key] = _reachable_plan(facts, report, subjects, way, pressing)
    return plan


def way_for(facts: ReporterFacts, report: Report, *, doubts_coach: bool = False, reporter_has_it: bool = False) -> Way:
    """The way that the report goes: whose it is, and what belongs in the answer to the reporter."""
    told = facts_of_report(report, doubts_coach=doubts_coach)
    subjects = report.subjects | (_all_coaches(facts.school) if doubts_coach else frozenset())
    return facts.outline.way_of(facts.school, told, subjects, reporter_has_it=reporter_has_it)


def _all_coaches(school: School) -> frozenset[str]:
    return frozenset(school_class.coach for school_class in school.classes.values() if school_class.coach)


def _reachable_plan(
    facts: ReporterFacts, report: Report, subjects: frozenset[str], way: Way, pressing: Pressing
) -> ReadingPlan:
    unreachable = set(facts.unreachable)
    while True:
        plan = plan_reading(
            facts.school,
            facts.calendar,
            facts.now,
            class_id=report.class_id,
            way=way,
            roles=facts.outline.roles,
            subjects=subjects,
            excluded=report.excluded,
            via_confidant=report.via_confidant,
            protocol_line=facts.outline.line,
            informed_roles=facts.outline.informed_on(way),
            not_a_pupil=report.not_a_pupil,
            bullied=report.bullied,
            unreachable=unreachable,
            pressing=pressing,
        )
        first = plan.first_reader
        somebody_else = any(reader.person in facts.tied for reader in plan.order)
        if first is None or first.person in facts.tied or not somebody_else:
            return plan
        unreachable.add(first.person)


class _Told:
    """What follows from the answers of one scene, each made once: its screen needs it several times."""

    def __init__(self, scene: Scene) -> None:
        self._answers = scene.answers
        self._facts: ReporterFacts = scene.facts

    @cached_property
    def report(self) -> Report:
        return report_of(self._answers, self._facts.school)

    @cached_property
    def plan(self) -> ReadingPlan:
        told = tuple(str(self._answers[one]) for one in TOLD_IN if self._answers.get(one))
        return plan_for(self._facts, self.report, doubts_coach=doubts_coach(self._answers), told=told)

    @cached_property
    def way(self) -> Way:
        return way_for(self._facts, self.report, doubts_coach=doubts_coach(self._answers))


def _told_in(scene: Scene) -> _Told:
    """Kept with the facts as long as these are the answers, which are never changed, so that no others get their id."""
    told: dict[int, _Told] = scene.facts.told
    key = id(scene.answers)
    if key not in told:
        told[key] = _Told(scene)
    return told[key]


def report_of_scene(scene: Scene) -> Report:
    """The report as the answers of this scene tell it."""
    return _told_in(scene).report


def plan_of(scene: Scene) -> ReadingPlan:
    """Who would read the answers of this scene, with all that was told in them."""
    return _told_in(scene).plan


def way_of_scene(scene: Scene) -> Way:
    """The way that the answers of this scene would go."""
    return _told_in(scene).way


def title_of_receiver(way: Way, school: School) -> str:
    """The school's word for whoever gets what goes this way; the first contact where the way names nobody."""
    roles = [role for expression in way.receives for role in expression.role_ids()]
    return school.role_title(roles[0] if roles else FIRST_CONTACT)


def usual_reader(facts: ReporterFacts) -> str:
    """The school's word for whoever gets what a pupil tells of themselves, as long as nothing else is known of it."""
    nothing_told = Report(AboutWhom.ME, VictimPlace.UNKNOWN, "", Contact.HERE)
    return title_of_receiver(way_for(facts, nothing_told), facts.school)


def doubts_coach(answers: Answers) -> bool:
    """Whether it is, or may be, about a coach of a class that nobody knows."""
    return (answers.get("concerns") or {}).get(UNKNOWN_COACH) in ("yes", UNSAID)


def told_of_coach(answers: Answers, school: School) -> tuple[Phrase, ...]:
    """That it was said to be about a coach of a class that nobody knows, for whoever reads the report."""
    is_said = (answers.get("concerns") or {}).get(UNKNOWN_COACH) == "yes"
    return (concern_told(school, UNKNOWN_COACH),) if is_said else ()


def concern_told(school: School, person: str, *, is_bullied: bool = False) -> Phrase:
    """What was answered to "is it about …?": it is, about `person` (an id or UNKNOWN_COACH), or it happens to them."""
    if person == UNKNOWN_COACH:
        return phrase("told-concern-coach", title=school.role_title(FIRST_CONTACT))
    return phrase("told-concern-bullied" if is_bullied else "told-concern-yes", name=school.people[person].spoken_name)


def plan_promised(scene: Scene) -> str:
    """What the send screen says about its readers, in short: it changes when what is shown would change."""
    plan = plan_of(scene)
    readers = [reader.person for reader in (plan.first_reader, plan.deputy, plan.absent) if reader]
    told = [reader.person for reader in plan.also_told]
    informed = [(one.reader.person, one.from_step) for one in plan.informed]
    closed = (plan.closure, plan.closed_until, plan.closure and plan.present_from)
    return sha256(repr((readers, told, informed, plan.read_by, closed)).encode()).hexdigest()[:16]


def has_confidant(scene: Scene) -> bool:
    """Whether a confidant could read it, without being a go-between to the board."""
    if is_sexual_conduct(scene.answers):
        return False
    answers = {**scene.answers, "via_confidant": "yes"}
    return not plan_of(Scene(answers, scene.facts)).admin_only and bool(scene.facts.school.people_in_role(CONFIDANT))


@dataclass(frozen=True)
class Concern:
    """A question "is it about …?" that is still open; `id` is a person id, UNKNOWN_COACH or SOMEBODY. `in_own_name`:
    only the name that the reporter gave as their own asks for it."""

    id: str
    question: StaffQuestion
    in_own_name: bool = False


SOMEBODY_OF_STAFF = Concern(SOMEBODY, StaffQuestion(None, AskedBecause.STAFF_WORD))


def concern_to_ask(scene: Scene) -> Concern | None:
    """The first member of staff who was named and about whom the reporter has not said yes or no; after these, whether
    it is about somebody who works here, where words speak of such a person and it was not said yet."""
    asked = _concern_in(TOLD_IN, scene)
    if asked is None:
        return SOMEBODY_OF_STAFF if asks_about_somebody(scene) else None
    if asked.question.person is None or not scene.answers.get("own_name"):
        return asked
    besides = _concern_in([name for name in TOLD_IN if name != "own_name"], scene)
    return asked if besides is not None and besides.id == asked.id else replace(asked, in_own_name=True)


def named_and_unsaid(scene: Scene) -> tuple[str, ...]:
    """The members of staff who were named and about whom nothing was said yet, as the ids of a Concern."""
    known = scene.answers.get("concerns") or {}
    found = (question.person or UNKNOWN_COACH for question in _staff_asked_about(TOLD_IN, scene))
    return tuple(one for one in found if one not in known)


def _concern_in(answers: Collection[str], scene: Scene) -> Concern | None:
    known = scene.answers.get("concerns") or {}
    return _first_unknown(_staff_asked_about(answers, scene), known)


def _staff_asked_about(answers: Collection[str], scene: Scene) -> tuple[StaffQuestion, ...]:
    """Whom these answers may be about. Once the confidant was chosen who should read it, words that only asked for that
    function are no question about another one who has it."""
    school, known = scene.facts.school, scene.answers.get("concerns") or {}
    told = _told([name for name in answers if name not in _NAMES_GIVEN], scene)
    if WANTED in known.values():
        told = without_requests(told, school.role_title(CONFIDANT))
    pupils = [str(scene.answers[name]) for name in answers if name in _NAMES_GIVEN and scene.answers.get(name)]
    return asks_about_staff(told, school, class_of(scene.answers), pupils)


def asks_about_somebody(scene: Scene) -> bool:
    """Whether it is still to be asked if it is about somebody who works here: not where it is known to be about staff.
    A no holds for the words that it was asked about, and after MOST_DENIED of them for all that is light."""
    if is_about_staff(scene.answers) or says_of_somebody(scene.answers):
        return False
    denied: list[list[str]] = scene.answers.get(DENIED) or []
    told = _told(_MAY_SPEAK_OF_SOMEBODY, scene) if not denied else told_besides(frozenset().union(*denied), scene)
    if not speaks_of_staff(told, scene.facts.school, class_of(scene.answers)):
        return False
    return len(denied) < MOST_DENIED or cannot_be_light(told)


def denying_somebody(scene: Scene) -> Answers:
    """The answers with one more no to whether it is about somebody who works here, which holds for all told so far."""
    known: dict[str, str] = scene.answers.get("concerns") or {}
    others = {person: said for person, said in known.items() if person != SOMEBODY}
    denied = [*(scene.answers.get(DENIED) or []), marks_of_told(scene)]
    return {**scene.answers, DENIED: denied, "concerns": {**others, SOMEBODY: "no"}}


def marks_of_told(scene: Scene) -> list[str]:
    """By what each line that was told so far is known again, for `told_besides`."""
    return sorted({mark for mark, _ in _marked_lines(scene)})


def told_besides(marks: Collection[str], scene: Scene) -> str:
    """What was told besides the lines with these marks."""
    return "\n".join(line for mark, line in _marked_lines(scene) if mark not in marks)


def _marked_lines(scene: Scene) -> Iterator[tuple[str, str]]:
    """Each line that was told, with a mark by which it is known again where it stands: the same word may be harmless in
    one answer and accuse in another."""
    for name in _MAY_SPEAK_OF_SOMEBODY:
        for line in str(scene.answers.get(name) or "").splitlines():
            yield sha256(f"{_SCHOOLS.get(name, name)}\n{line}".encode(errors="surrogatepass")).hexdigest()[:12], line


def _told(answers: Iterable[str], scene: Scene) -> str:
    return "\n".join(str(scene.answers[name]) for name in answers if scene.answers.get(name))


def first_concern(words: str, school: School, class_id: str | None, known: dict[str, str]) -> Concern | None:
    """The first of the people named in `words` who is not in `known`."""
    return _first_unknown(asks_about_staff(words, school, class_id), known)


def _first_unknown(questions: Iterable[StaffQuestion], known: Mapping[str, str]) -> Concern | None:
    concerns = (Concern(question.person or UNKNOWN_COACH, question) for question in questions)
    return next((concern for concern in concerns if concern.id not in known), None)


def concern_words(school: School, concern: Concern, *, may_be_chosen: bool = False) -> Phrase:
    """Whether somebody does it, undergoes it or is only named, for one concern; or should read it (`may_be_chosen`)."""
    if concern.id == SOMEBODY:
        return phrase("ask-concern-somebody")
    if concern.question.person is None:
        return phrase("ask-concern-unknown-coach", title=school.role_title("first_contact"))
    name = named_words(school, concern.question.person, concern.question.role)
    if may_be_chosen:
        return phrase("ask-concern-confidant", name=name)
    return phrase("ask-concern-own-name" if concern.in_own_name else "ask-concern-person", name=name)


def named_words(school: School, person: str, role: str | None) -> Words:
    """The name of somebody who was spoken of, with the function (`role`) by whose word they were."""
    name = school.people[person].spoken_name
    return name if role is None else phrase("reader-with-title", name=name, title=school.role_title(role))


def reader_words(school: School, reader: Reader) -> Phrase:
    """The reader's name with what they are here: in a role, or standing in for somebody who is."""
    name = school.people[reader.person].spoken_name
    if reader.stands_in_for is not None:
        return phrase("reader-standing-in", name=name, of=school.people[reader.stands_in_for].spoken_name)
    return phrase("reader-with-title", name=name, title=reader.title)
