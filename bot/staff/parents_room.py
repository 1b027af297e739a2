"""Where contact with parents is noted, and where a text for them is looked at for names (AX-11, P001 N-19).

Nothing is ever sent to parents by the bot: a text that was accepted comes back to be copied, and is kept.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.case_office import CaseOffice
from bot.flows.case_questions import CaseFacts
from bot.flows.conversation import Conversation
from bot.flows.parent_flow import (
    CONTACT,
    NOT_YET,
    PARENT_TEXT,
    EarlierWords,
    ParentTextFacts,
    contact_command,
    names_in,
)
from bot.flows.question import Answers, Flow
from bot.flows.words import Message, Words, phrase
from bot.house import House
from bot.outgoing import SendMessage
from bot.spoken import spoken
from bot.staff.card_offers import about_words
from bot.staff.card_scene import pupil_words
from bot.staff.card_taps import BesideTheCard, ShowCard, TappedCard
from bot.staff.case_acts import CaseActs
from bot.staff.case_names import names_looked_for
from bot.staff.reading_room import told_reports
from bot.staff.shown import ShownContent
from bot.staff.story_pages import pages_of
from bot.staff_desk import Visit
from casework.action_status import pupils_of
from casework.calendar import local_date
from casework.case import Case
from casework.case_events import ActionDone, CaseEvent, OutcomeRecorded
from casework.case_offers import ActionOffer
from casework.families import contact_with, contacts_with, families_of
from casework.home_safety import reaches_parents
from casework.parent_draft import names_left
from casework.protocol_model import Action
from casework.report import AdditionKind
from casework.taking_part import in_turns
from casework.told_names import ToldNames, told_in, told_names
from casework.wording import Refusal
from storage import cases, reports
from storage.cases import CaseFile

_SHOWN_EARLIER = 4


class ParentsRoom(BesideTheCard):
    """The buttons of an action towards parents: it was done, and a text for them."""

    buttons = frozenset({"card-parents", "card-parent-text"})
    flows: Mapping[str, Flow] = {CONTACT.id: CONTACT, PARENT_TEXT.id: PARENT_TEXT}

    def __init__(self, house: House, office: CaseOffice, acts: CaseActs, show_card: ShowCard) -> None:
        super().__init__(house, office, acts, show_card)
        self._shown = ShownContent(house, office)

    async def facts(self, visit: Visit) -> Any:
        case_file = await self._taps.case_of(visit, visit.talk.subject)
        if visit.talk.flow == PARENT_TEXT.id:
            return await self._text_facts(visit, case_file)
        return self._contact_facts(visit, case_file)

    async def on_button(self, visit: Visit, kind: str, subject: str) -> None:
        tap = await self._taps.tapped(visit, subject)
        if tap is None:
            return
        if kind == "card-parent-text":
            await self._begin_text(visit, tap)
            return
        offer = self._taps.offer(tap)
        if offer is None or not offer.reaches_parents or not offer.allowed:
            await self._taps.renew(visit, tap)
            return
        left = [pupil for pupil, ticked in offer.ticks if not ticked] or [pupil for pupil, _ in offer.ticks]
        several = {"pupils": [], "families": _as_options(tap.case, left), "first": "parents_of"}
        self._begin_contact(visit, tap.file, offer, **(several if len(left) > 1 else {"pupils": left}))

    async def on_finished(self, visit: Visit, talk: Conversation) -> None:
        case_file = await self._taps.case_of(visit, talk.subject)
        if case_file is None:
            visit.say(phrase("card-gone"))
        elif talk.flow == CONTACT.id:
            await self._contact_over(visit, case_file, talk.answers)
        else:
            await self._text_over(visit, case_file, talk.answers)

    def _begin_contact(self, visit: Visit, case_file: CaseFile, offer: ActionOffer, **given: Any) -> None:
        about = spoken(about_words(offer))
        given = {"what": offer.key, "about": about, "channel": offer.channel, **given}
        self._taps.begin(visit, case_file, CONTACT, self._contact_facts(visit, case_file), **given)

    async def _contact_over(self, visit: Visit, case_file: CaseFile, answers: Answers) -> None:
        if answers.get("parents_used") == NOT_YET:
            visit.say(phrase("parents-not-yet"))
            await self._taps.finish(visit, case_file, case_file, answers)
            return
        view = self._acts.keep_note(visit.batch, case_file, str(answers.get("parents_view") or ""))
        done = await self._acts.perform(visit.batch, case_file, contact_command(answers, view), visit.person)
        await self._taps.finish(visit, case_file, done, answers)

    async def _begin_text(self, visit: Visit, tap: TappedCard) -> None:
        """For the parents of one pupil at a time, of those whom something of the protocol may reach now."""
        families = [pupil for pupil in tap.case.pupils if contact_with(tap.case, pupil) is not None]
        if not families:
            visit.say(phrase("parent-text-not-now"))
            return
        given: dict[str, Any] = {"family": families[0]}
        if len(families) > 1:
            given = {"first": "text_family", "options": _as_options(tap.case, families)}
        self._taps.begin(visit, tap.file, PARENT_TEXT, await self._text_facts(visit, tap.file), **given)

    async def _text_over(self, visit: Visit, case_file: CaseFile, answers: Answers) -> None:
        """Looked at once more: a message may have been changed, or a pupil added, after the last look."""
        action = contact_with(self._office.folded(case_file), str(answers.get("family", "")))
        if action is None:
            visit.say(phrase("parent-text-not-now"))
            return
        facts = await self._text_facts(visit, case_file)
        if names_in(facts, answers):
            given = {name: answer for name, answer in answers.items() if name not in ("text_named", "text_reason")}
            self._taps.begin(visit, case_file, PARENT_TEXT, facts, **{**given, "first": "text_named"})
            return
        await self._keep_text(visit, case_file, action, answers)

    async def _keep_text(self, visit: Visit, case_file: CaseFile, action: Action, answers: Answers) -> None:
        """Sealed, with each reason why a word is no name there, and shown for a while to be copied."""
        batch, number, text = visit.batch, case_file.number, str(answers["parent_text"])
        reference = self._acts.keep_note(batch, case_file, text)
        for word, reason in answers.get("ordinary", []):
            today = local_date(batch.now)
            passed = phrase("parent-text-passed", word=word, reason=reason, what=action.label, on=today)
            self._acts.keep_note(batch, case_file, spoken(passed))
            await self._office.act(batch, "parent_text_word_passed", number, visit.person)
        await self._office.act(batch, "parent_text_kept", number, visit.person)
        for page in pages_of((text,), spoken):
            # Whatever is sent once more because its answer got lost is then a message without the text.
            coming = Message((phrase("parent-text-coming", number=number),))
            row = batch.send(visit.address, SendMessage(coming, place_for="text"), case_number=number)
            batch.edit(visit.address, row, None, Message(page), key_id=case_file.key_id, case_number=number)
            self._shown.expect_text(batch, number, visit.address, row)
        case, family = self._office.folded(case_file), str(answers["family"])
        visit.say(*await self._under_text(visit, case_file, case, family))
        self._ask_whether_used(visit, case_file, family, reference, answers)

    def _ask_whether_used(
        self, visit: Visit, case_file: CaseFile, family: str, text: str | None, answers: Answers
    ) -> None:
        """In which contact with these parents the text was used, if in any yet."""
        case = self._office.folded(case_file)
        contacts = [
            contact
            for action in contacts_with(case, family)
            if (contact := self._contact(visit, case_file, case, action, family)) is not None
        ]
        if not contacts:
            return
        whose = spoken(phrase("parents-family", pupil=pupil_words(family, case.pupils)))
        given = {"contacts": contacts, "whose": whose, "text": text, "kept": True, "first": "parents_used"}
        facts = self._contact_facts(visit, case_file)
        self._taps.begin(visit, case_file, CONTACT, facts, **given, card=answers.get("card"))

    def _contact(
        self, visit: Visit, case_file: CaseFile, case: Case, action: Action, family: str
    ) -> dict[str, Any] | None:
        """What the contact is called and how it is noted; None where it is not one that is noted like that."""
        pupils = [family] if in_turns(action) or family in pupils_of(case, action) else []
        tried = {"what": action.key, "case_day": local_date(visit.batch.now).isoformat(), "pupils": pupils}
        decided = self._acts.decide(visit.batch, case_file, contact_command(tried, None), visit.person)
        if isinstance(decided, Refusal):
            return None
        channel = next((one.channel for one in action.notices if one.channel != "any"), None)
        return {"what": action.key, "about": action.label, "channel": channel, "pupils": pupils}

    async def _under_text(self, visit: Visit, case_file: CaseFile, case: Case, family: str) -> tuple[Words, ...]:
        """How long it stands there, and that nobody can look for a name that is not known."""
        minutes = self._house.school.terms.shown_minutes
        kept = phrase("parent-text-kept", pupil=pupil_words(family, case.pupils), minutes=minutes)
        names = await self._names(visit, case_file)
        unknown = [pupil for pupil in case.pupils if pupil != family and not names.get(pupil)]
        only = phrase("parent-text-known-only")
        return (kept, phrase("parent-text-unknown", count=len(unknown)), only) if unknown else (kept, only)

    def _contact_facts(self, visit: Visit, case_file: CaseFile | None) -> CaseFacts:
        return self._taps.facts(visit, case_file, lambda answers: contact_command(answers, None))

    async def _text_facts(self, visit: Visit, case_file: CaseFile | None) -> ParentTextFacts:
        if case_file is None:
            return ParentTextFacts(spoken, lambda *_: (), lambda _: ())
        case, names = self._office.folded(case_file), await self._names(visit, case_file)
        told, staff = await self._told_names(visit, case_file), self._staff_names()
        notes = await cases.notes_of(visit.batch.connection, self._house.vault, case_file.number)

        def named(family: str, text: str, ordinary: tuple[str, ...]) -> tuple[str, ...]:
            found = [one.written for one in names_left(text, (family,), names, ordinary)]
            own = [name for name in (names.get(family),) if name]
            found += [written for written in told_in(text, told, own, staff) if written not in ordinary]
            return tuple(dict.fromkeys(found))

        def earlier(family: str) -> tuple[EarlierWords, ...]:
            return tuple(_earlier(case, case_file.events, family, notes))[-_SHOWN_EARLIER:]

        return ParentTextFacts(spoken, named, earlier)

    def _staff_names(self) -> set[str]:
        """A colleague who reported it may be named to parents: they are a contact of the school."""
        people = self._house.school.people.values()
        return {name for person in people for name in (person.name, person.spoken_name)}

    async def _told_names(self, visit: Visit, case_file: CaseFile) -> ToldNames:
        """What may be the name of somebody whom nobody added to the case: in the reports, and in the notes but for
        what was written of contact with parents, which passed the look for names."""
        reports_told = await told_reports(visit.batch, case_file.number)
        case = self._office.folded(case_file)
        answers = [one.text for told in reports_told for one in told.told if one.kind == AdditionKind.BY_WHOM]
        if case.victim is None:
            answers += [told.stored.report.victim_name or "" for told in reports_told]
        texts = [told.stored.report.story for told in reports_told]
        texts += [one.text for told in reports_told for one in told.told if one.kind != AdditionKind.BY_WHOM]
        notes = await cases.notes_of(visit.batch.connection, self._house.vault, case_file.number)
        return told_names(answers, (*texts, *_notes_of_talks(case, case_file.events, notes)))

    async def _names(self, visit: Visit, case_file: CaseFile) -> dict[str, str]:
        """The names of all pupils of the case and of the cases that joined it, and of who else reported it."""
        await visit.batch.flush()
        connection, vault = visit.batch.connection, self._house.vault
        told = await reports.reports_of_case(connection, vault, case_file.number)
        names: dict[str, str] = {}
        ahead, seen = [case_file], {case_file.number}
        while ahead:
            one = ahead.pop()
            case = self._office.folded(one)
            notes = await cases.notes_of(connection, vault, one.number)
            looked_for = names_looked_for(case, notes, told)
            names |= looked_for.pupils
            reporters = [name for name in looked_for.reporters if name not in self._staff_names()]
            names |= {f"reporter {place}": name for place, name in enumerate(reporters)}
            for number in case.joined:
                joined = await self._office.case(visit.batch, int(number)) if number.isdecimal() else None
                if joined is not None and joined.number not in seen:
                    seen.add(joined.number)
                    ahead.append(joined)
        return names


def _earlier(
    case: Case, events: tuple[CaseEvent, ...], family: str, notes: Mapping[str, str]
) -> Iterator[EarlierWords]:
    """What was written about contact with these parents, of whatever action that was."""
    written = [event for event in events if isinstance(event, ActionDone | OutcomeRecorded) and event.note in notes]
    for place, event in enumerate(written):
        participants = event.participants if isinstance(event, ActionDone) else ()
        found = case.protocol.find_action(event.action)
        if found is None or not reaches_parents(found[1]):
            continue
        if family in (participants or families_of(case, event.action)):
            yield EarlierWords(f"e{place}", phrase("parent-text-earlier", on=event.on), notes[str(event.note)])


def _notes_of_talks(case: Case, events: tuple[CaseEvent, ...], notes: Mapping[str, str]) -> Iterator[str]:
    """What was written of everything but contact with parents."""
    for event in events:
        found = case.protocol.find_action(getattr(event, "action", ""))
        if found is None or not reaches_parents(found[1]):
            references = (getattr(event, name, None) for name in ("note", "words", "reason"))
            yield from (notes[one] for one in references if isinstance(one, str) and one in notes)


def _as_options(case: Case, pupils: Any) -> list[list[str]]:
    return [
        [f"p{place}", pupil, spoken(phrase("parents-family", pupil=pupil_words(pupil, case.pupils)))]
        for place, pupil in enumerate(pupils)
    ]
