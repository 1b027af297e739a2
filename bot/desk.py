"""Every arrival comes here first: an invitation ties an account, staff go to their desk, all others report."""

from bot.batch import Batch
from bot.flows.events import CommandGiven
from bot.flows.words import Message, phrase
from bot.handlers.arrivals import Arrival, telegram_address
from bot.house import House
from bot.reporter_desk import ReporterDesk
from bot.staff.menu import welcome
from bot.staff.shown import clear_screens
from bot.staff_desk import StaffDesk
from bot.waiting_lines import WaitingLines
from storage import dues, people, reports
from storage.dues import DueKind
from storage.people import Account

INVITATION_MARK = "i-"


class Desk:
    """Tells staff from reporters by their account, which only an invitation ties."""

    def __init__(self, house: House, reporters: ReporterDesk, staff: StaffDesk) -> None:
        self._house = house
        self._reporters = reporters
        self._staff = staff
        self._waiting = WaitingLines(house)
        self._people = house.people_by_hash()

    async def receive(self, batch: Batch, arrival: Arrival) -> None:
        chat = batch.chat_of(arrival.address)
        person = batch.tied.get(chat) or self._house.staff.person_at(chat)
        event = arrival.event
        if isinstance(event, CommandGiven) and event.name == "start" and event.argument.startswith(INVITATION_MARK):
            await self._use_invitation(batch, arrival, event.argument.removeprefix(INVITATION_MARK))
        elif person is None:
            await self._reporters.receive(batch, arrival)
        else:
            await self._welcome_back(batch, person)
            await self._staff.receive(batch, arrival, person)

    async def receive_set_aside(self, batch: Batch, chat: int | None) -> None:
        """An update could not be handled: its sender, as far as known, and the admin hear that there is one."""
        if chat is not None:
            batch.say(telegram_address(chat), Message((phrase("update-set-aside"),)))
        admin = self._house.address_of(self._house.school.admin)
        if admin is not None:
            batch.say(admin, Message((phrase("notice-set-aside"),)))

    async def _use_invitation(self, batch: Batch, arrival: Arrival, token: str) -> None:
        await batch.changes.flush(batch.connection)
        hashed = await people.use_invitation(batch.connection, batch.vault, token, batch.now)
        person = None if hashed is None else self._people.get(hashed)
        if person is None:
            batch.say(arrival.address, Message((phrase("invitation-unknown"),)))
            return
        lost = self._house.staff.account_of(person)
        await clear_screens(batch, [arrival.address] if lost is None else [arrival.address, lost.address])
        await self._keep_own_reports(batch, arrival, person)
        had_it = self._house.staff.person_at(batch.chat_of(arrival.address))
        owner, old = None if had_it == person else had_it, None if lost is None else lost.address
        await self._staff.change_hands(batch, arrival.address, person, old=old, owner=owner)
        account = people.tie_account(
            batch.changes, batch.vault, batch.vault.person_of(person), arrival.address, batch.now
        )
        await batch.changes.flush(batch.connection)
        batch.tied[account.chat] = person
        batch.after.append(lambda: self._house.staff.put(person, account))
        batch.say(arrival.address, welcome(self._house, person))
        await self._waiting.say_to_colleague(batch, account.person, arrival.address)
        await self._staff.offer_what_waits(batch, arrival, person)
        if lost is not None and lost.chat != account.chat:
            self._tell_moved(batch, lost, person)

    async def _keep_own_reports(self, batch: Batch, arrival: Arrival, person: str) -> None:
        """What was reported from this chat stays with whoever had it until now."""
        chat = batch.chat_of(arrival.address)
        owner = self._house.staff.person_at(chat) or person
        await reports.give_to_person(batch.connection, chat, self._house.person_hash(owner))

    def _tell_moved(self, batch: Batch, lost: Account, person: str) -> None:
        """Whoever had the account until now hears it there: a link that came into other hands does not go unseen."""
        name, admin = self._house.school.people[person].name, self._house.name_of(self._house.school.admin)
        batch.say(lost.address, Message((phrase("account-moved", name=name, admin=admin),)))

    async def _welcome_back(self, batch: Batch, person: str) -> None:
        """Somebody who could not be reached speaks again, so they can be; what still stands there is taken away."""
        account = self._house.staff.account_of(person)
        if account is not None and account.unreachable:
            await dues.bring_all_forward(batch.connection, DueKind.HIDE, batch.now)
            people.set_unreachable(batch.changes, account.person, unreachable=False)
            batch.after.append(lambda: self._house.staff.reachable_again(person))
            await self._waiting.say_to_colleague(batch, account.person, account.address)
