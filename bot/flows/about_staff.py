"""What the answers say about somebody who works at the school, and what a protocol gets to know of it.

Two answers count as yes while the reporter does not know: whether it is sexual, and whether the management is in it.
A suspicion is enough for the board to have to know, and who doubts the management should not meet it first.
"""

from bot.flows.facts import SaidOfSomebody
from bot.flows.question import Answers
from bot.flows.words import Phrase, phrase
from casework.conditions import Scalar
from casework.holders import managers_below_a_board
from casework.school import School

NO_NAME, NOT_STAFF, UNSAID = "no_name", "not_staff", "unsaid"
UNREAD = "unread"
"""Said of somebody who is only named: it is not about them, but they may not read it."""
WANTED = "wanted"
"""Said of the confidant who was named: it is not about them, they are the one who should read it."""
WORDS = "staff_words"
"""What became of words that were typed for a name and were more than that."""
MEANT = "staff_meant"
"""The only member of staff who is named in such words."""
STAFF_SENTENCE = "staff"
"""The ready sentence that says that it is about somebody who works here."""
SOMEBODY = "*"
"""Stands in the place of a person where words speak of somebody who works here and say not who: "een leraar"."""
OF_STAFF = "of_staff"
"""What is said of SOMEBODY: that it is about them. It accuses nobody in particular."""
OF_STAFF_APART = "of_staff_apart"
"""The same, and that whoever leads the school may not read it."""
DENIED = "somebody_denied"
"""The answers that it is not about SOMEBODY: for each, which lines it was asked about."""
ACCUSED_BEFORE = "accused_before"
"""Of whom it was said in an earlier conversation that it is about them, and whether that is sexual."""
SEXUAL_OF = "sexual_of"
"""Which lines had been told when it was answered whether it is sexual."""
BOARD = "board"
MANAGING_ROLES = ("management", "head")
DETAILS = ("staff_who", "sexual", "management")
"""The answers that the branch about staff adds."""

COUNTS_AS_YES = ("yes", "unknown")


def is_about_staff(answers: Answers) -> bool:
    """Whether the reporter said that it is about somebody who works here, by name or without."""
    return answers.get("staff") == "yes" or "yes" in (answers.get("concerns") or {}).values()


def says_of_somebody(answers: Answers) -> bool:
    """Whether the reporter said of SOMEBODY that it is about them."""
    return (answers.get("concerns") or {}).get(SOMEBODY) in (OF_STAFF, OF_STAFF_APART)


def newly_accused(answers: Answers) -> bool:
    """Whether it was said of anybody that it is about them, besides those of whom it was known before."""
    concerns: dict[str, str] = answers.get("concerns") or {}
    accused = {one for one, said in concerns.items() if said in ("yes", OF_STAFF, OF_STAFF_APART)}
    return ACCUSED_BEFORE not in answers or not accused.issubset(answers[ACCUSED_BEFORE])


def victim_is_pupil(answers: Answers) -> bool:
    return answers.get("class") != "_not_a_pupil"


def known_before(said: SaidOfSomebody) -> Answers:
    """The answers with which more is told of a report that is known to be about staff: about whom, and whether that is
    sexual."""
    known = dict.fromkeys(said.accused, "yes") or {SOMEBODY: OF_STAFF}
    kind = {"sexual": "yes"} if said.is_sexual else {}
    return {"staff": "yes", "concerns": known, ACCUSED_BEFORE: list(known), **kind}


def is_sexual_conduct(answers: Answers) -> bool:
    """Whether it is, or may be, sexual conduct of staff towards a pupil: the board's, with nobody in between."""
    return is_about_staff(answers) and victim_is_pupil(answers) and answers.get("sexual") in COUNTS_AS_YES


def facts_told(answers: Answers) -> dict[str, Scalar]:
    """The protocol's facts that the reporter was asked for; what was answered with no is no fact."""
    if not is_about_staff(answers):
        return {}
    facts: dict[str, Scalar] = {"offender_class": "staff"}
    if is_sexual_conduct(answers):
        facts["category"] = "sexual"
    if answers.get("management") in COUNTS_AS_YES:
        facts["management_in_doubt"] = True
    return facts


def managers(school: School) -> tuple[str, ...]:
    """The people who lead the school, each once."""
    return tuple(dict.fromkeys(person for role in MANAGING_ROLES for person in school.people_in_role(role)))


def left_out(answers: Answers, school: School) -> frozenset[str]:
    """Who may not read it because of what was said about staff: a management that it is about, or that is doubted,
    and whoever was named without an answer to whether it is about them, or with the answer that they may not read it.

    Where nobody of the board is there to read it instead, a management that may be in it still does: the reporter
    does not know, and somebody has to.
    """
    unsaid = {person for person, said in (answers.get("concerns") or {}).items() if said in (UNSAID, UNREAD)}
    in_doubt = managers(school) if is_about_staff(answers) and _is_doubted(answers, school) else ()
    return frozenset(school.people) & (unsaid | set(in_doubt))


def _is_doubted(answers: Answers, school: School) -> bool:
    said = answers.get("management")
    return said == "yes" or (said == "unknown" and bool(managers_below_a_board(school)))


def told_lines(answers: Answers) -> tuple[Phrase, ...]:
    """What was answered about staff, in words for the send screen and for whoever reads the report."""
    if not is_about_staff(answers):
        return ()
    unnamed = (phrase("told-staff-unnamed"),) if answers.get("staff_who") == "" else ()
    sexual = (phrase(f"told-sexual-{answers['sexual']}"),) if answers.get("sexual") else ()
    management = (phrase(f"told-management-{answers['management']}"),) if answers.get("management") else ()
    return (*unnamed, *sexual, *management)


def without_details(answers: Answers) -> Answers:
    """The answers without all that the branch about staff added; what the tapped sentence itself says stays."""
    dropped = {"staff", "staff_person", WORDS, MEANT, *DETAILS}
    kept = {name: value for name, value in answers.items() if name not in dropped}
    if answers.get("ready") == [STAFF_SENTENCE]:
        kept["staff"] = "yes"
    concerns: dict[str, str] = answers.get("concerns") or {}
    by_branch = answers.get("staff_person")
    left = {person: said for person, said in concerns.items() if said != UNSAID and person != by_branch}
    return {**kept, "concerns": left} if "concerns" in answers else kept
