"""Putting cards into chats, and taking them out of use."""

from collections import Counter
from dataclasses import replace

from bot.case_office import CaseOffice
from bot.flows.left_talks import left_about
from bot.flows.words import Message, Words, phrase
from bot.house import House
from bot.outgoing import EditMessage, Removal
from bot.reading import Reading, can_be_told, reading_from_data
from bot.staff.access import has_colleague_to_write_to, last_joined, may_open, who_tells_of
from bot.staff.card_message import card_message, replaced_card
from bot.staff.card_scene import VIEWS, CardScene, JoinedTo
from bot.staff.case_people import may_take_up, names_for
from bot.staff.case_records import AskedTick, ticks_message
from bot.staff.case_standing import home_decider_title, standing_of, titles_in
from bot.staff.case_taking_over import let_in_by
from bot.staff.case_terms import terms_for
from bot.staff.home_words import home_in_words
from bot.staff.report_lines import line_about_picture
from bot.staff.shown_cards import remember_card
from bot.staff.told_lines import told_lines
from bot.staff.told_pictures import picture_asked
from bot.staff_desk import Visit
from casework.action_status import live_actions
from casework.calendar import local_date
from casework.case import Case
from casework.case_view import card
from casework.contact_agreed import LetIn
from casework.duties import Duty, duties
from casework.families import contact_with
from casework.hints import hides_all_tips
from casework.log_entries import open_ticks
from casework.missing_pupils import is_known_but_not_added, lacks_pupil
from casework.naked_pictures import keeping_pictures
from casework.protocol_model import RoleExpr
from casework.report import Urgency
from casework.school import CONFIDANT
from storage import cases
from storage.cases import CaseFile


class CaseCards:
    """What a case looks like in somebody's chat."""

    def __init__(self, house: House, office: CaseOffice) -> None:
        self._house = house
        self._office = office

    async def put(
        self,
        visit: Visit,
        case_file: CaseFile,
        instead_of: int | None = None,
        *,
        view: str = VIEWS[0],
        page: int = 0,
        removal: Removal | None = None,
    ) -> None:
        """The card as a new message, or in the place of the message `instead_of`; `removal` is of content there."""
        case = self.folded(case_file)
        told = () if case.is_closed else await told_lines(visit.batch, case_file.number)
        home = await home_in_words(visit.batch, case_file, case, told, visit.person)
        picture = picture_asked(case, told, visit.person)
        await visit.batch.flush()
        others = set(await cases.open_cases_of(visit.batch.connection, self._house.person_hash(visit.person)))
        scene = replace(self.scene(visit, case_file), view=view, page=page, home_in_words=home)
        scene = replace(scene, other_cases=bool(others - {case_file.number}), picture_fact=picture)
        scene = replace(scene, pictures_kept=line_about_picture(self._house.school, case))
        if case.is_closed:
            scene = replace(scene, joined_to=await self._joined_to(visit, case_file))
        elif view == "more":
            writes = await has_colleague_to_write_to(visit.batch, self._house, case_file, visit.person)
            scene = replace(scene, writes_to_colleague=writes)
        if picture is not None:
            scene = replace(scene, keeps_pictures=keeping_pictures(case, (one for _, one in live_actions(case))))
        self.put_message(visit, case_file, card_message(scene), instead_of, removal)

    async def _joined_to(self, visit: Visit, case_file: CaseFile) -> JoinedTo | None:
        """Where a closed case goes on; None for one that was not joined to another."""
        goes_on = await last_joined(self._office, visit.batch, case_file)
        if goes_on.number == case_file.number:
            return None
        if may_open(goes_on, visit.person):
            return JoinedTo(goes_on.number)
        return JoinedTo(ask=who_tells_of(self._house, case_file, goes_on, visit.person))

    async def renew(self, visit: Visit, case_file: CaseFile) -> None:
        """The card as it is now in the place of the tapped message, which offered what is there no more."""
        visit.toast("toast-card-renewed")
        await self.put(visit, case_file, visit.arrival.tapped_message)

    def put_ticks(
        self, visit: Visit, case_file: CaseFile, instead_of: int | None = None, removal: Removal | None = None
    ) -> None:
        """The question which log entries were typed over, one tick for each step and for who enters them."""
        message = ticks_message(case_file.number, len(case_file.events), self.asked_ticks(visit, case_file))
        self.put_message(visit, case_file, message, instead_of, removal)

    def put_message(
        self,
        visit: Visit,
        case_file: CaseFile,
        message: Message,
        instead_of: int | None,
        removal: Removal | None = None,
    ) -> None:
        number = case_file.number
        if instead_of is None:
            row = visit.batch.say(visit.address, message, case_number=number)
            remember_card(self._house, visit.batch, number, visit.address, row=row)
        else:
            remember_card(self._house, visit.batch, number, visit.address, message=instead_of)
            shown = EditMessage(message, instead_of, removal=removal)
            visit.batch.send(visit.address, shown, case_number=number)

    def retire(self, visit: Visit, case_file: CaseFile, message: int | None) -> None:
        """The card in this message loses its buttons, because a newer one follows."""
        visit.batch.edit(visit.address, None, message, replaced_card(case_file.number), case_number=case_file.number)

    def scene(self, visit: Visit, case_file: CaseFile) -> CardScene:
        case, reading = self.folded(case_file), reading_from_data(case_file.reading)
        today = local_date(visit.batch.now)
        handed = case.handed_to not in (None, visit.person) and can_be_told(self._house, reading, str(case.handed_to))
        shown = card(case, self._house.calendar, today, terms_for(self._house, case, reading))
        return CardScene(
            number=case_file.number,
            revision=len(case_file.events),
            card=shown,
            pupils=case.pupils,
            today=today,
            confidant_line=reading.via_confidant,
            cannot_wait=reading.taken_up_by is None and reading.urgency is Urgency.NOW,
            reads_along=reading.via_confidant and reading.agreed,
            to_be_given=self._is_to_be_given(case, reading),
            may_take_up=may_take_up(self._house, case, reading, visit.person) and not handed,
            standing=standing_of(self._house, case, reading, visit.person),
            titles=titles_in(self._house.school, case.protocol),
            means={means.key: means for means in case.protocol.interventions},
            taking_part=_taking_part(case),
            aids=case.protocol.aids,
            facts=shown.facts,
            home_decider=home_decider_title(self._house, case, reading),
            steps={step.key: step.label for step in case.protocol.steps},
            lacks_pupil=lacks_pupil(case, shown.offers),
            knows_who_was_not_added=is_known_but_not_added(case),
            victim_is_staff=case.facts().get("victim_class") == "staff",
            tips_hidden=hides_all_tips(case),
            parents_reached=any(contact_with(case, pupil) is not None for pupil in case.pupils),
            chosen=frozenset(case.chosen),
            answered=frozenset(key for key, done in case.done.items() if any(one.answer for one in done)),
            left=() if case.is_closed else left_about(visit.talk, str(case_file.number), case_file.events),
            openers={
                step.step: names_for(self._house, case, reading, step.by) for step in shown.other_steps if step.told
            },
        )

    def names_asked(self, visit: Visit, case_file: CaseFile, wanted: RoleExpr) -> str:
        """Whom something for these roles would be asked; "" when that is nobody but who looks at it."""
        case, reading = self.folded(case_file), reading_from_data(case_file.reading)
        return names_for(self._house, case, reading, wanted, besides=(visit.person,))

    def asked_ticks(self, visit: Visit, case_file: CaseFile) -> list[AskedTick]:
        """The ticks that are this reader's: who has the case has all, anybody else those for what they enter.

        To who has none every one is shown: that it is for somebody else is told at the tap.
        """
        case, scene = self.folded(case_file), self.scene(visit, case_file)
        ticks = open_ticks(case)
        several = Counter(one.step for one in ticks)
        asked = []
        for place, tick in enumerate(ticks):
            label: Words = case.part(tick.step).label
            if several[tick.step] > 1:
                label = phrase("record-tick-of", step=label, who=scene.title_of(tick.by))
            asked.append((tick, AskedTick(place, label, tick.entries)))
        theirs = [one for tick, one in asked if scene.has_case or scene.may(tick.by)]
        return theirs or [one for _, one in asked]

    def duties(self, case_file: CaseFile) -> tuple[Duty, ...]:
        case, reading = self.folded(case_file), reading_from_data(case_file.reading)
        return duties(case, self._house.calendar, terms_for(self._house, case, reading))

    def folded(self, case_file: CaseFile) -> Case:
        return self._office.folded(case_file)

    def _is_to_be_given(self, case: Case, reading: Reading) -> bool:
        """Whether the pupil goes on without the first contact, and the confidant has the case still."""
        goes_on = reading.via_confidant and let_in_by(case, reading) is LetIn.OTHERS
        has_it = case.handed_to or reading.taken_up_by
        return goes_on and has_it in self._house.school.people_in_role(CONFIDANT)


def _taking_part(case: Case) -> dict[str, tuple[str, ...]]:
    """The pupils who take part in each means that runs."""
    runs = ((means.key, case.last_run(means)) for means in case.protocol.interventions)
    return {key: run.participants for key, run in runs if run is not None and run.is_running}
