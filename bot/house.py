"""What everything in the running program shares: the school, its protocol and calendar, the vault, the staff."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import partial

from bot.archive import Archive
from bot.clock import Clock
from bot.flows.facts import ProtocolOutline
from bot.recent_cases import RecentCases
from bot.school_on_disk import parsed_protocol, protocol_of_running_cases
from casework.calendar import SchoolCalendar
from casework.case import Case
from casework.outline import informed_roles
from casework.protocol import Protocol, protocol_hash
from casework.school import School
from storage import cases
from storage.cases import CaseFile
from storage.people import Account, all_accounts
from storage.reports import Reporter
from storage.vault import Address, Vault


@dataclass
class StaffAccounts:
    """Which member of staff is reached where; a copy in memory of the table of accounts."""

    _by_person: dict[str, Account] = field(default_factory=dict)
    _by_chat: dict[bytes, str] = field(default_factory=dict)

    def put(self, person: str, account: Account) -> None:
        """This account belongs to this person now, and to nobody else."""
        for other, known in list(self._by_person.items()):
            if other == person or known.chat == account.chat:
                del self._by_person[other]
                self._by_chat.pop(known.chat, None)
        self._by_person[person] = account
        self._by_chat[account.chat] = person

    def person_at(self, chat: bytes) -> str | None:
        return self._by_chat.get(chat)

    def account_of(self, person: str) -> Account | None:
        return self._by_person.get(person)

    def account_with(self, hashed: bytes) -> Account | None:
        """The account of the person with this keyed hash."""
        return next((account for account in self._by_person.values() if account.person == hashed), None)

    def set_unreachable(self, person: str) -> None:
        """Nobody can be reached at this person's account; without an account there is nothing to remember."""
        self._set_reach(person, unreachable=True)

    def reachable_again(self, person: str) -> None:
        """The opposite of `set_unreachable`."""
        self._set_reach(person, unreachable=False)

    def _set_reach(self, person: str, *, unreachable: bool) -> None:
        if person in self._by_person:
            self._by_person[person] = replace(self._by_person[person], unreachable=unreachable)

    @property
    def tied(self) -> frozenset[str]:
        return frozenset(self._by_person)

    @property
    def unreachable(self) -> frozenset[str]:
        return frozenset(person for person, account in self._by_person.items() if account.unreachable)


@dataclass(frozen=True)
class House:
    """The school and the means to work for it. `protocols` holds every version that a case began with, by hash."""

    school: School
    calendar: SchoolCalendar
    protocol: Protocol
    protocol_hash: str
    outline: ProtocolOutline
    vault: Vault
    clock: Clock
    staff: StaffAccounts
    protocols: dict[str, Protocol]
    _recent: RecentCases = field(default_factory=RecentCases, init=False, repr=False, compare=False)

    def folded(self, case_file: CaseFile) -> Case:
        """The case as its events add up to it, under the version of the protocol with which it began."""
        return self._recent.folded(case_file.number, self.protocols[case_file.protocol_hash], case_file.events)

    def person_hash(self, person: str) -> bytes:
        return self.vault.person_of(person)

    def people_by_hash(self) -> dict[bytes, str]:
        return {self.vault.person_of(person): person for person in self.school.people}

    def address_of(self, person: str) -> Address | None:
        """Where this member of staff is reached; None without an account."""
        account = self.staff.account_of(person)
        return None if account is None else account.address

    def address_of_reporter(self, reporter: Reporter) -> Address | None:
        """Where a reporter is reached now; None for a member of staff without an account."""
        if reporter.person is None:
            return reporter.address
        account = self.staff.account_with(reporter.person)
        return None if account is None else account.address

    def name_of(self, person: str) -> str:
        """How the person is named to pupils; the id when the school's file does not know them any more."""
        return self.school.name_of(person) or person


def outline_of(protocol: Protocol) -> ProtocolOutline:
    return ProtocolOutline(tuple(protocol.escalation), informed_roles(protocol), protocol)


def known_accounts(people: dict[bytes, str], accounts: Iterable[Account]) -> StaffAccounts:
    """The accounts of people whom the school's file still knows."""
    staff = StaffAccounts()
    for account in accounts:
        person = people.get(account.person)
        if person is not None:
            staff.put(person, account)
    return staff


async def make_house(school: School, protocol_text: str, archive: Archive, clock: Clock) -> House:
    """The school as the program works for it; the present protocol is kept for the cases that begin with it."""
    protocol = parsed_protocol(protocol_text)
    hashed = protocol_hash(protocol_text)
    await archive.database.write(
        partial(cases.keep_protocol, protocol_hash=hashed, protocol_id=protocol.id, text=protocol_text)
    )
    async with archive.database.reading() as connection:
        texts = await cases.protocol_texts(connection)
        accounts = await all_accounts(connection, archive.vault)
    older = {known: protocol_of_running_cases(words) for known, words in texts.items() if known != hashed}
    by_hash = {archive.vault.person_of(person): person for person in school.people}
    return House(
        school=school,
        calendar=SchoolCalendar.of(school),
        protocol=protocol,
        protocol_hash=hashed,
        outline=outline_of(protocol),
        vault=archive.vault,
        clock=clock,
        staff=known_accounts(by_hash, accounts),
        protocols={**older, hashed: protocol},
    )
