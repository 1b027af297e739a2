"""Whoever a case is about, whatever happens in it, under every protocol: they have no part in it, and others do."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as some

from casework.case import Case
from casework.case_commands import AddPupil
from casework.conditions import Scalar
from casework.duties import duties
from casework.holders import Involved, holders, with_trust
from casework.home_safety import OFFICER
from casework.log_entries import open_records
from casework.protocol import Protocol
from casework.protocol_elements import Whose
from casework.protocol_model import RoleExpr
from casework.school import School
from casework.tracks import Way, receivers, way_of
from tests.casework.cases import PlainDays, Walk
from tests.casework.schools import small_school
from tests.casework.test_engine_properties import PROTOCOLS, any_command, likely_commands

PEOPLE = tuple(f"person_{number}" for number in range(5))
CLASSES = {"2B": "below", "4A": "above"}
OF: tuple[Whose | None, ...] = (None, "victim", "bully", "involved", "reporter", "subject")
people = some.sampled_from(PEOPLE)
nobody_or_somebody = some.none() | people


@some.composite
def schools(draw: some.DrawFn, protocol: Protocol) -> School:
    """A school with people in whatever roles, as each other's deputies and managers; some roles have nobody."""
    held = [role for role, known in protocol.roles.items() if known.kind != "external" and role != "first_contact"]
    always = ("management", "head", "board", "confidant", "bullying_coordinator")
    roles = {
        role: {
            "title": role,
            "holders": draw(some.lists(people, max_size=3, unique=True)),
            "deputy": draw(nobody_or_somebody),
        }
        for role in dict.fromkeys((*held, *always))
    }
    return small_school(
        people={
            one: {"name": one, "deputy": draw(nobody_or_somebody), "manager": draw(nobody_or_somebody)}
            for one in PEOPLE
        },
        admin=PEOPLE[0],
        classes={one: {"label": one, "coach": draw(nobody_or_somebody), "team": team} for one, team in CLASSES.items()},
        roles={**roles, "first_contact": {"title": "mentor", "deputy": draw(nobody_or_somebody)}},
        aandachtsfunctionaris=draw(nobody_or_somebody),
    )


facts_told: some.SearchStrategy[dict[str, Scalar]] = some.fixed_dictionaries(
    {},
    optional={
        "reporter": some.sampled_from(["victim", "witness", "parent", "staff"]),
        "offender_class": some.sampled_from(["pupil", "staff", "unknown"]),
        "victim_class": some.sampled_from(["pupil", "staff"]),
        "category": some.sampled_from(["sexual", "other"]),
        "trusts_contact": some.booleans(),
        "management_in_doubt": some.booleans(),
        "online": some.booleans(),
        "doubt": some.booleans(),
        "home_unsafe": some.booleans(),
    },
)


class Played:
    """A case at a school: who it is about, who got it, and how it goes on."""

    def __init__(self, choose: some.DataObject) -> None:
        self.protocol = choose.draw(some.sampled_from(PROTOCOLS))
        self.school = choose.draw(schools(self.protocol))
        self.subjects = tuple(choose.draw(some.lists(people, max_size=3, unique=True)))
        self.facts: dict[str, Scalar] = choose.draw(facts_told)
        if self.subjects:
            self.facts = {**self.facts, "offender_class": "staff"}
        self.way: Way = way_of(self.protocol, self.school, self.facts, self.subjects)
        bullies = choose.draw(some.sampled_from([(), ("2B",), ("4A",), ("2B", "4A")]))
        reporter = choose.draw(nobody_or_somebody)
        self.involved = Involved("2B", bullies, reporter, "2B", frozenset(self.subjects), self.subjects)
        self.involved = with_trust(self.involved, self.school, self.facts.get("trusts_contact"), None)
        self.received = [one.person for one in receivers(self.protocol, self.school, self.involved, self.way)]
        first = self.received[0] if self.received else None
        if self.way.passes_contact:
            self.involved = replace(self.involved, in_place_of_contact=first)
        self.first = first
        self.walk = Walk(
            self.protocol,
            victim=choose.draw(some.sampled_from([None, "V"])),
            facts=self.facts,
            track=self.way.track,
            start=self.way.start,
        )
        self.walk.does(AddPupil("B", "bully"))

    def now(self) -> Involved:
        """Through what the people of the case are found at this moment."""
        trusts = self.walk.case.facts().get("trusts_contact")
        self.involved = with_trust(self.involved, self.school, trusts, self.first)
        return self.involved

    def without_part(self) -> set[str]:
        """Whom it is about, and the first contact as long as the pupil does not trust them."""
        distrusts = self.walk.case.facts().get("trusts_contact") is False
        contact = self.school.coach_of("2B") if distrusts else None
        return {*self.subjects, *([contact] if contact else [])}

    def people_told(self) -> set[str]:
        """The holders of every duty, and all whom a notice so far would reach now."""
        asked = [duty.role for duty in duties(self.walk.case, self.walk.calendar)]
        told = [expression for notice in self.walk.notices for expression in (notice.to, notice.by)]
        return self._holding({*asked, *told, self.walk.case.step.lead, OFFICER})

    def who_would_receive_it(self) -> set[str]:
        """To whom the way goes that the case goes by now."""
        facts, track = self.walk.case.facts(), self.walk.case.facts().get("track")
        way = way_of(self.protocol, self.school, facts, self.subjects, track if isinstance(track, str) else None)
        return {holder.person for holder in receivers(self.protocol, self.school, self.now(), way)}

    def people_in_any_role(self) -> set[str]:
        return self._holding({RoleExpr(role=role, of=of) for role in self.protocol.roles for of in OF})

    def _holding(self, wanted: set[RoleExpr]) -> set[str]:
        involved = self.now()
        found = (holders(self.protocol, self.school, involved, expression) for expression in wanted)
        return {holder.person for each in found for holder in each}


@settings(max_examples=50, deadline=None)
@given(choose=some.data())
def test_no_accused_person_has_a_part_in_the_case_whatever_happens(choose: some.DataObject) -> None:
    played = Played(choose)
    assert played.without_part().isdisjoint(played.received)
    assert played.without_part().isdisjoint(played.people_in_any_role())
    commands = any_command(played.protocol)
    for _ in range(choose.draw(some.integers(1, 15))):
        played.walk.now += timedelta(days=choose.draw(some.integers(0, 20)))
        likely = list(likely_commands(played.walk)) if choose.draw(some.booleans()) else []
        played.walk.asks(choose.draw(some.sampled_from(likely) if likely else commands))
        assert played.without_part().isdisjoint(played.people_told())
        assert played.without_part().isdisjoint(played.who_would_receive_it())
        _keeps_going(played)
    assert played.without_part().isdisjoint(played.people_in_any_role())


def _keeps_going(played: Played) -> None:
    case = played.walk.case
    ahead = duties(case, played.walk.calendar)
    if case.is_closed:
        assert {duty.kind for duty in ahead} <= {"records"}
        assert all(entry.required for entry in open_records(case))
        return
    assert ahead
    if _somebody_is_left(played):
        for duty in ahead:
            assert holders(played.protocol, played.school, played.now(), duty.role), duty
    _no_maximum_is_exceeded(case)


def _somebody_is_left(played: Played) -> bool:
    last = [person for role in ("management", "head", "board") for person in played.school.people_in_role(role)]
    return not set(last) <= played.without_part()


def _no_maximum_is_exceeded(case: Case) -> None:
    for means in case.protocol.interventions:
        longest = means.timer.longest if means.timer is not None else None
        for run in case.runs.get(means.key, ()):
            assert longest is None or run.until is None or (run.until - run.started_on).days <= longest
    for duty in duties(case, PlainDays()):
        assert duty.latest_on is None or duty.due_on <= duty.latest_on
