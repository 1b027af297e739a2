"""Who reads is a promise: whoever leads the first step, or is told at its opening, was named before sending."""

from collections.abc import Collection
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as some

from casework.calendar import SchoolCalendar
from casework.holders import Involved, holders, with_trust
from casework.outline import informed_roles
from casework.protocol import Protocol
from casework.routing import ReadingPlan, plan_reading
from casework.school import School
from casework.tracks import Way, way_of, who_is_doubted
from tests.casework.cases import T0
from tests.casework.test_engine_properties import PROTOCOLS
from tests.casework.test_told_properties import CLASSES, facts_told, people, schools

NOT_SENT = ("home_unsafe", "doubt")
"""Danger brings in who looks after safety whatever was said; of their own doubt a colleague keeps the case."""


def named(plan: ReadingPlan) -> set[str]:
    """Everybody whose name stands on the send screen, but for who is away."""
    readers = (plan.first_reader, plan.deputy, *plan.also_told, *(one.reader for one in plan.informed))
    return {reader.person for reader in readers if reader is not None}


def plan_of(
    protocol: Protocol,
    school: School,
    way: Way,
    class_id: str | None,
    excluded: Collection[str],
    subjects: Collection[str],
) -> ReadingPlan:
    return plan_reading(
        school,
        SchoolCalendar.of(school),
        T0,
        class_id=class_id,
        way=way,
        roles=protocol.roles,
        subjects=subjects,
        excluded=excluded,
        protocol_line=protocol.escalation,
        informed_roles=informed_roles(protocol, way.start),
    )


def unnamed(protocol: Protocol, school: School, way: Way, plan: ReadingPlan, involved: Involved) -> set[str]:
    """Who leads the first step or is told at once although the send screen does not say so."""
    if plan.first_reader is None or way.kept_apart:
        return set()
    if school.coach_of(involved.victim_class) in (None, *involved.left_out) or way.passes_contact:
        involved = replace(involved, in_place_of_contact=plan.first_reader.person)
    wanted = (protocol.step(way.start).lead, *(() if involved.subjects else way.also_told))
    return {one.person for role in wanted for one in holders(protocol, school, involved, role)} - named(plan)


@settings(max_examples=300, deadline=None)
@given(choose=some.data())
def test_whoever_leads_the_first_step_or_is_told_at_its_opening_was_named(choose: some.DataObject) -> None:
    """Also after the reporter left somebody out, and then who was named instead."""
    protocol = PROTOCOLS[choose.draw(some.integers(0, len(PROTOCOLS) - 1))]
    school = choose.draw(schools(protocol))
    facts = {fact: value for fact, value in choose.draw(facts_told).items() if fact not in NOT_SENT}
    class_id = choose.draw(some.sampled_from([None, *CLASSES]))
    about_staff = facts.get("offender_class") == "staff"
    subjects = tuple(choose.draw(some.lists(people, max_size=1))) if about_staff else ()
    way = way_of(protocol, school, facts, subjects)
    excluded: list[str] = []
    for _ in range(4):
        plan = plan_of(protocol, school, way, class_id, excluded, subjects)
        involved = Involved(class_id, barred=frozenset((*subjects, *excluded)), subjects=subjects)
        reader = plan.first_reader.person if plan.first_reader is not None else None
        involved = with_trust(involved, school, False if way.distrusts_contact else facts.get("trusts_contact"), reader)
        in_doubt = who_is_doubted(school, way, involved.left_out)
        involved = replace(involved, in_doubt=in_doubt)
        assert not unnamed(protocol, school, way, plan, involved), (way, subjects, excluded)
        if not named(plan):
            return
        excluded.append(choose.draw(some.sampled_from(sorted(named(plan)))))
