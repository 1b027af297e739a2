"""Where colleagues are asked to keep an eye on it (P001, *borging*), and where they say what they saw.

A watcher hears a place and a period, nothing of the case, and never comes to read it.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from bot.batch import Batch
from bot.flows.case_questions import given_option
from bot.flows.conversation import Conversation
from bot.flows.flag_flow import FLAG, flagged_report
from bot.flows.question import Answers, Flow
from bot.flows.small_buttons import small_button
from bot.flows.staff_flows import UNKNOWN_CLASS
from bot.flows.watch_flow import SEEN, WATCH, watchers_command
from bot.flows.words import Button, Message, Phrase, phrase
from bot.reading import Reading, reading_from_data, way_of
from bot.spoken import spoken
from bot.staff.access import handler_of
from bot.staff.card_scene import label_words
from bot.staff.card_taps import BesideTheCard, TappedCard
from bot.staff.case_people import lead_of
from bot.staff.case_taking_over import may_watch
from bot.staff.case_terms import terms_of
from bot.staff.facts import new_draft, staff_facts
from bot.staff.opening import add_own_report
from bot.staff_desk import Visit, start_flow
from casework.calendar import local_date
from casework.case import Case
from casework.case_commands import ReportSignal
from casework.case_offers import ActionOffer
from casework.case_state import Watch
from casework.duties import duties
from casework.report import ReportStatus, Urgency
from casework.taking_over import stays_inside
from storage import cases, dues, reports
from storage.cases import CaseFile
from storage.dues import Due, DueKind, dues_about
from storage.reports import StoredReport

_BETWEEN_PLACES = " · "
_WEEKS_OFFERED = (1, 2)
_OUTSIDE_SCHOOL = frozenset({"thuis"})
"""Where something can happen and no colleague can look."""


class WatchRoom(BesideTheCard):
    """The button of a *watch* action, and that of who watches."""

    buttons = frozenset({"card-watch", "watch-seen", "watch-yes", "watch-no"})
    flows: Mapping[str, Flow] = {WATCH.id: WATCH, SEEN.id: SEEN}

    async def facts(self, visit: Visit) -> Any:
        if visit.talk.flow == SEEN.id:
            return staff_facts(self._house, visit.person, visit.batch.now)
        case_file = await self._taps.case_of(visit, visit.talk.subject)
        return self._taps.facts(visit, case_file, lambda answers: watchers_command(answers, None))

    async def on_button(self, visit: Visit, kind: str, subject: str) -> None:
        if kind == "watch-seen":
            await self._begin_seen(visit, subject)
            return
        if kind in ("watch-yes", "watch-no"):
            await self._answer(visit, kind, subject)
            return
        tap = await self._taps.tapped(visit, subject)
        if tap is None:
            return
        offer, reading = self._taps.offer(tap), reading_from_data(tap.file.reading)
        if offer is None or offer.ask != "watch":
            await self._taps.renew(visit, tap)
        elif stays_inside(way_of(self._house, reading), for_confidant=reading.via_confidant):
            visit.say(phrase("watch-not-on-this-line"))
        else:
            await self._begin_picking(visit, tap, offer, reading)

    async def on_finished(self, visit: Visit, talk: Conversation) -> None:
        if talk.flow == SEEN.id:
            await self._seen(visit, talk)
            return
        case_file = await self._taps.case_of(visit, talk.subject)
        if case_file is None:
            visit.say(phrase("card-gone"))
        else:
            await self._picked(visit, case_file, talk.answers)

    async def on_watch_due(self, batch: Batch, due: Due) -> None:
        """The period is over, or the case is: who kept an eye on it hears so."""
        self._say_over(batch, due.detail(self._house.vault.outgoing)["people"])

    async def _begin_picking(self, visit: Visit, tap: TappedCard, offer: ActionOffer, reading: Reading) -> None:
        colleagues = [self._colleague(person) for person in self._may_watch(reading, visit.person)]
        if not colleagues:
            visit.say(phrase("watch-nobody-to-ask"))
            return
        today = local_date(visit.batch.now)
        here = [place for place in self._house.school.places if place.casefold() not in _OUTSIDE_SCHOOL]
        places = [given_option(f"p{number}", place, place) for number, place in enumerate(here)]
        watch = tap.case.watches.get(offer.key)
        given: dict[str, Any] = {
            "what": offer.key,
            "about": spoken(label_words(offer.label)),
            "today": today.isoformat(),
            "colleagues": colleagues,
            "watchers": [person for person in watch.people if person not in reading.barred] if watch else [],
            "places": places,
            "where": await self._places_of(visit, tap.file, watch),
            "options": self._until_options(tap.case, today),
        }
        facts = self._taps.facts(visit, tap.file, lambda answers: watchers_command(answers, None))
        self._taps.begin(visit, tap.file, WATCH, facts, **given)

    def _may_watch(self, reading: Reading, asks: str) -> Iterable[str]:
        """Everybody who can be reached and whom it is not about; who looks out in the breaks comes first."""
        everybody = dict.fromkeys((*self._house.school.break_guards, *self._house.school.people))
        return (person for person in everybody if person != asks and may_watch(self._house, reading, person))

    def _colleague(self, person: str) -> list[str]:
        name = self._house.school.people[person].name
        return given_option(self._house.person_hash(person).hex()[:12], person, name)

    def _until_options(self, case: Case, today: date) -> list[list[str]]:
        """The next look back first, then a week or two."""
        ahead = duties(case, self._house.calendar, terms_of(self._house.school))
        looks_back = (duty.due_on for duty in ahead if duty.due_on > today and _is_look_back(case, duty.action))
        options = [
            given_option("d0", day.isoformat(), spoken(phrase("watch-until-look-back", day=day)))
            for day in sorted(looks_back)[:1]
        ]
        for weeks in _WEEKS_OFFERED:
            day = today + timedelta(weeks=weeks)
            options.append(given_option(f"d{weeks}", day.isoformat(), spoken(phrase("watch-until-weeks", weeks=weeks))))
        return options

    async def _picked(self, visit: Visit, case_file: CaseFile, answers: Answers) -> None:
        """Whom it is about meanwhile is left out, whatever was ticked."""
        reading, batch = reading_from_data(case_file.reading), visit.batch
        watchers = [one for one in answers.get("watchers", ()) if may_watch(self._house, reading, one)]
        before = self._office.folded(case_file).watches.get(str(answers["what"]))
        where = _BETWEEN_PLACES.join(answers.get("where", ()))
        place = self._acts.keep_note(batch, case_file, where) if watchers else None
        command = watchers_command({**answers, "watchers": watchers}, place)
        done = await self._acts.perform(batch, case_file, command, visit.person)
        if await self._taps.finish(visit, case_file, done, answers):
            self._say_over(batch, [one for one in (before.people if before else ()) if one not in watchers])
            asked = phrase("watch-asked", place=where, until=command.until)
            for person in watchers:
                self._ask(batch, case_file.number, person, asked)
            await self._expect_end(batch, case_file.number, command.action, watchers, command.until)

    def _ask(self, batch: Batch, number: int, person: str, words: Phrase) -> None:
        """A place and a period, no name and nothing of the case."""
        address = self._house.address_of(person)
        if address is not None:
            answers = tuple(small_button(kind, str(number)) for kind in ("watch-yes", "watch-no"))
            batch.say(address, Message((words,), (answers, (_seen_button(number),)), protected=True))

    async def _answer(self, visit: Visit, kind: str, subject: str) -> None:
        """Whether the colleague can do it: who asked hears of a no, and picks somebody else."""
        case_file = await self._office.case(visit.batch, int(subject)) if subject.isdecimal() else None
        watch = None if case_file is None else self._watch_of(visit, case_file)
        if case_file is None or watch is None:
            visit.toast("toast-old-button")
            return
        if kind == "watch-no":
            self._tell_declined(visit, case_file)
            answered = Message((phrase("watch-declined"),), protected=True)
        else:
            place = _BETWEEN_PLACES.join(await self._places_of(visit, case_file, watch))
            agreed = phrase("watch-agreed", place=place, until=watch.until)
            answered = Message((agreed,), ((_seen_button(case_file.number),),), protected=True)
        visit.batch.edit(visit.address, None, visit.arrival.tapped_message, answered)

    def _tell_declined(self, visit: Visit, case_file: CaseFile) -> None:
        case, reading = self._office.folded(case_file), reading_from_data(case_file.reading)
        words = phrase("watch-cannot", number=case_file.number, name=self._house.name_of(visit.person))
        button = small_button("card", str(case_file.number), number=case_file.number)
        for person in lead_of(self._house, case, reading):
            address = self._house.address_of(person)
            if address is not None:
                message = Message((words,), ((button,),), protected=True)
                visit.batch.say(address, message, case_number=case_file.number)

    def _say_over(self, batch: Batch, people: Iterable[str]) -> None:
        for person in people:
            address = self._house.address_of(person)
            if address is not None:
                batch.say(address, Message((phrase("watch-over"),)))

    async def _expect_end(self, batch: Batch, number: int, action: str, people: list[str], until: date) -> None:
        """A row for the first school day after the period; an earlier pick has none any more."""
        sealer, subject = self._house.vault.outgoing, number.to_bytes(8, "big")
        await batch.flush()
        for due in await dues_about(batch.connection, DueKind.WATCH, subject):
            if due.detail(sealer)["action"] == action:
                dues.done(batch.changes, due)
        if people:
            at = self._house.calendar.opens_at(self._house.calendar.next_school_day(until))
            detail = {"action": action, "people": people}
            dues.add_due(batch.changes, DueKind.WATCH, at, subject, case_number=number, detail=detail, sealer=sealer)

    async def _begin_seen(self, visit: Visit, subject: str) -> None:
        """After the period it is an ordinary flag: what somebody saw is never lost."""
        if visit.talk.is_open:
            visit.say(phrase("staff-finish-first"))
            return
        facts = staff_facts(self._house, visit.person, visit.batch.now)
        case_file = await self._office.case(visit.batch, int(subject)) if subject.isdecimal() else None
        watch = None if case_file is None else self._watch_of(visit, case_file)
        if case_file is None or watch is None:
            visit.say(phrase("watch-is-over"))
            start_flow(visit, FLAG, facts, new_draft())
            return
        places = await self._places_of(visit, case_file, watch)
        given: dict[str, Any] = {"places": [[f"p{number}", place] for number, place in enumerate(places)]}
        given |= {"first": "flag_where"} if len(places) > 1 else {"flag_where": next(iter(places), None)}
        start_flow(visit, SEEN, facts, new_draft(), subject=subject, **given)

    def _watch_of(self, visit: Visit, case_file: CaseFile) -> Watch | None:
        """What this person watches in the case today; None when that is over, or when it is about them now."""
        if not case_file.is_open or visit.person in reading_from_data(case_file.reading).barred:
            return None
        watches = self._office.folded(case_file).watches.values()
        today = local_date(visit.batch.now)
        return next((one for one in watches if visit.person in one.people and one.until >= today), None)

    async def _places_of(self, visit: Visit, case_file: CaseFile, watch: Watch | None) -> list[str]:
        if watch is None or watch.place is None:
            return []
        await visit.batch.flush()
        notes = await cases.notes_of(visit.batch.connection, self._house.vault, case_file.number)
        return notes.get(watch.place, "").split(_BETWEEN_PLACES) if notes.get(watch.place) else []

    async def _seen(self, visit: Visit, talk: Conversation) -> None:
        """A report of the case, as everything that is seen, and a signal of which whoever works on it hears at once."""
        batch, facts = visit.batch, staff_facts(self._house, visit.person, visit.batch.now)
        report = flagged_report(facts, {**talk.answers, "flag_class": UNKNOWN_CLASS})
        case_file = await self._office.case(batch, int(talk.subject)) if talk.subject.isdecimal() else None
        if case_file is None or self._watch_of(visit, case_file) is None:
            visit.say(phrase("watch-is-over"))
            given = {name: answer for name, answer in talk.answers.items() if name.startswith("flag_")}
            start_flow(
                visit, FLAG, facts, new_draft(), first="flag_class" if given.get("flag_where") else None, **given
            )
            return
        report_id = batch.leave_draft_key(visit.chat) or batch.make_key("report")
        stored = StoredReport(report_id, case_file.number, report, ReportStatus.RECEIVED, local_date(batch.now))
        reports.add_report(batch.changes, batch.known_sealer(report_id), stored)
        add_own_report(self._house, visit, report_id)
        await self._office.act(batch, "report_by_staff", case_file.number, visit.person)
        done = await self._acts.receive_signal(batch, case_file, ReportSignal(report_id.hex()), visit.person)
        if isinstance(done, CaseFile):
            self._say_who_hears(visit, done, report.urgency)

    def _say_who_hears(self, visit: Visit, case_file: CaseFile, urgency: Urgency) -> None:
        reading = reading_from_data(case_file.reading)
        leads = lead_of(self._house, self._office.folded(case_file), reading)
        if urgency is not Urgency.NORMAL:
            pressing = phrase(f"notice-urgency-{urgency.value}", number=case_file.number)
            for person in leads:
                address = self._house.address_of(person)
                if address is not None and person != visit.person:
                    visit.batch.say(address, Message((pressing,), protected=True), case_number=case_file.number)
        name = next(iter(leads), None) or handler_of(reading)
        key = "watch-thanks" if self._house.calendar.is_open(visit.batch.now) else "watch-thanks-closed"
        visit.say(phrase(key, name=self._house.name_of(name)) if name else phrase("watch-thanks-nobody"))
        if urgency is Urgency.NOW:
            visit.say(phrase("flag-now-walk"))


def _seen_button(number: int) -> Button:
    return small_button("watch-seen", str(number))


def _is_look_back(case: Case, action: str | None) -> bool:
    found = case.protocol.find_action(action) if action else None
    return found is not None and found[1].kind == "evaluate"
