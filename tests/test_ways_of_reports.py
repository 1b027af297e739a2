"""The way of a report in the running program: who reads it first, who hears of it too, with whom it stays."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bot.batch import Batch
from bot.flows.reading_plan import plan_for
from bot.flows.send_screen import reading_parts
from bot.reading import reading_from_data
from bot.spoken import spoken
from bot.staff.case_acts import CaseActs
from bot.staff.case_people import deputies_of, lead_of, people_for, responsible_for
from bot.staff.case_standing import roles_held
from bot.staff.duty_book import DutyBook
from bot.staff.facts import staff_facts
from casework.case import Case
from casework.case_commands import Acknowledge, Command, EstablishFact
from casework.conditions import Scalar
from casework.duties import duties
from casework.protocol_model import RoleExpr
from casework.report import AboutWhom, Contact, Report, Urgency
from casework.school import RoleSetting
from casework.wording import Refusal
from storage.cases import CaseFile
from storage.dues import DueKind
from tests.casework.schools import example_school
from tests.staff.staffroom import Staffroom, staffroom_of

COACH, COORDINATOR, AGAINST_BULLYING, BOARD = "sanne_de_boer", "karin_visser", "nienke_dijkstra", "joost_van_den_berg"
SEXUAL: dict[str, Scalar] = {"offender_class": "staff", "category": "sexual"}


@asynccontextmanager
async def room_with(protocol: str, folder: Path) -> AsyncIterator[Staffroom]:
    """The example school with a board, under this protocol."""
    school = example_school()
    board = RoleSetting(title="bestuur", holders=(BOARD,), deputy="ilse_hoekstra")
    school = school.model_copy(update={"roles": {**school.roles, "board": board}})
    async with staffroom_of(school, folder, protocol=protocol) as room:
        yield room


def told(room: Staffroom, batch: Batch) -> set[str]:
    return {person for person in room.house.school.people if room.to(batch, person)}


def send_screen(room: Staffroom, **report: object) -> str:
    facts = staff_facts(room.house, COACH, room.clock.now()).reading
    about = Report(AboutWhom.ME, "2B", "ze schelden mij uit", Contact.HERE, **report)  # type: ignore[arg-type]  # any
    return "\n".join(spoken(part) for part in reading_parts(facts, plan_for(facts, about)))


@pytest.mark.parametrize(
    ("urgency", "begins"),
    [
        (Urgency.NOW, "Zaak 1 kan niet wachten: er is een melding. Die leest mevrouw De Boer"),
        (Urgency.TODAY, "Zaak 1 heeft haast: er is een melding. Die leest mevrouw De Boer"),
        (Urgency.NORMAL, "Zaak 1: er is een melding. Die leest mevrouw De Boer"),
    ],
)
async def test_who_only_hears_of_it_hears_too_whether_it_can_wait(
    tmp_path: Path, urgency: Urgency, begins: str
) -> None:
    async with room_with("oplossingsgericht", tmp_path) as room:
        await room.reported(facts={"reporter": "staff"}, urgency=urgency)
        heard = room.words_to(room.notice, AGAINST_BULLYING)
        assert heard.startswith(begins) and "Jij hoort het ook." in heard


async def test_of_several_receivers_one_reads_and_the_others_hear_of_it(tmp_path: Path) -> None:
    async with room_with("oplossingsgericht", tmp_path) as room:
        number = await room.reported(facts={"reporter": "staff"})
        reading = reading_from_data((await room.case(number)).reading)
        assert (reading.reader, reading.told) == (COACH, (AGAINST_BULLYING,))
        assert AGAINST_BULLYING in reading.may_read
        assert told(room, room.notice) == {COACH, AGAINST_BULLYING}
        words = room.words_to(room.notice, AGAINST_BULLYING)
        assert "Die leest mevrouw De Boer, uiterlijk" in words
        assert "2B" not in words
        case = room.office.folded(await room.case(number))
        assert (case.step_key, case.facts()["track"]) == ("1", "staff_signal")


async def test_the_send_screen_says_who_hears_of_it_at_once(tmp_path: Path) -> None:
    async with room_with("oplossingsgericht", tmp_path) as room:
        told_at_once = "Deze mensen horen meteen dat er een melding is, en mogen die lezen: "
        assert f"{told_at_once}mevrouw Dijkstra" in send_screen(room)
        left_out = send_screen(room, excluded=frozenset({AGAINST_BULLYING}))
        assert f"{told_at_once}mevrouw Visser (vervangt mevrouw Dijkstra)" in left_out
        assert "mevrouw Dijkstra (" not in left_out


async def test_whom_it_is_about_is_not_told_as_one_of_the_receivers(tmp_path: Path) -> None:
    async with room_with("oplossingsgericht", tmp_path) as room:
        await room.reported(facts={"reporter": "staff"}, subjects=frozenset({AGAINST_BULLYING}))
        assert told(room, room.notice) == {COACH}


async def test_a_report_that_passes_the_mentor_by_is_read_by_whom_the_track_names(tmp_path: Path) -> None:
    async with room_with("kluiverboom", tmp_path) as room:
        number = await room.reported(facts={"trusts_contact": False})
        case_file = await room.case(number)
        reading = reading_from_data(case_file.reading)
        case = room.office.folded(case_file)
        assert reading.reader == COORDINATOR
        assert told(room, room.notice) == {COORDINATOR}
        assert lead_of(room.house, case, reading) == (COORDINATOR,)
        assert COACH not in people_for(room.house, case, reading, RoleExpr(role="first_contact", of="victim"))


def every_role(case: Case) -> list[RoleExpr]:
    return [
        RoleExpr.model_validate({"role": role, "of": of}) for role in case.protocol.roles for of in ("victim", None)
    ]


async def test_the_mentor_whom_a_pupil_does_not_trust_reads_nothing_in_no_role(tmp_path: Path) -> None:
    """P001 A001-19."""
    school = example_school()
    coordinator = RoleSetting(title="leerlingcoördinator", holders=(COACH, COORDINATOR))
    school = school.model_copy(update={"roles": {**school.roles, "year_coordinator": coordinator}})
    async with staffroom_of(school, tmp_path, protocol="kluiverboom") as room:
        number = await room.reported(facts={"trusts_contact": False})
        case_file = await room.case(number)
        reading, case = reading_from_data(case_file.reading), room.office.folded(case_file)
        assert (reading.reader, reading.passed_by) == (COORDINATOR, (COACH,))
        assert told(room, room.notice) == {COORDINATOR}
        assert COACH not in reading.may_read
        for wanted in every_role(case):
            assert COACH not in people_for(room.house, case, reading, wanted)
        for duty in duties(case, room.house.calendar):
            assert COACH not in responsible_for(room.house, case, reading, duty)


async def test_when_the_pupil_trusts_the_mentor_after_all_the_case_is_the_mentors(tmp_path: Path) -> None:
    async with room_with("kluiverboom", tmp_path) as room:
        number = await room.reported(facts={"trusts_contact": False})
        acts = CaseActs(room.house, room.office, DutyBook(room.house, room.office))

        async def give(command: Command, person: str) -> CaseFile | Refusal:
            answers: list[CaseFile | Refusal] = []

            async def work(batch: Batch) -> None:
                case_file = await room.office.case(batch, number)
                assert case_file is not None
                answers.append(await acts.perform(batch, case_file, command, person))

            await room.in_batch(work)
            return answers[0]

        assert isinstance(await give(Acknowledge(), COACH), Refusal)
        await give(Acknowledge(), COORDINATOR)
        trusts = EstablishFact("trusts_contact", value=True)
        assert not isinstance(await give(trusts, COORDINATOR), Refusal)
        case_file = await room.case(number)
        reading, case = reading_from_data(case_file.reading), room.office.folded(case_file)
        assert (reading.reader, reading.passed_by) == (COACH, ())
        assert lead_of(room.house, case, reading) == (COACH,)
        assert {COACH, COORDINATOR} <= set(reading.may_read)
        await give(EstablishFact("trusts_contact", value=False), COORDINATOR)
        lost = reading_from_data((await room.case(number)).reading)
        assert lost.passed_by == (COACH,)
        assert COACH not in lost.may_read
        assert lost.reader not in (None, COACH)


async def test_what_is_told_to_the_confidant_begins_with_the_protocols_talk_with_the_confidant(tmp_path: Path) -> None:
    """P002 A002-14."""
    async with room_with("noordhoek", tmp_path) as room:
        case_file = await room.case(await room.reported(via_confidant=True))
        case, reading = room.office.folded(case_file), reading_from_data(case_file.reading)
        assert case.step_key == "confidant"
        assert COACH not in reading.may_read
        assert not set(people_for(room.house, case, reading, RoleExpr(role="first_contact", of="victim"))) & {COACH}


async def test_what_the_confidant_had_first_is_the_coachs_once_the_pupil_agrees(tmp_path: Path) -> None:
    """P000 A000-22."""
    async with room_with("splitting", tmp_path) as room:
        number = await room.reported(facts={"trusts_contact": False})
        await room.keeps_reading(number, taken_up_by=(reading_from_data((await room.case(number)).reading).reader))
        case_file = await room.case(number)
        reading, case = reading_from_data(case_file.reading), room.office.folded(case_file)
        contact = RoleExpr.model_validate({"role": "first_contact", "of": "victim"})
        assert people_for(room.house, case, reading, contact) == (reading.taken_up_by,)
        assert people_for(room.house, case, replace(reading, passed_by=()), contact) == (COACH,)


async def test_nobody_of_the_school_hears_what_is_for_somebody_outside(tmp_path: Path) -> None:
    async with room_with("splitting", tmp_path) as room:
        case_file = await room.case(await room.reported())
        reading, case = reading_from_data(case_file.reading), room.office.folded(case_file)
        outside = [role for role, known in case.protocol.roles.items() if known.kind == "external"]
        assert "veilig_thuis" in outside
        for role in outside:
            assert people_for(room.house, case, reading, RoleExpr(role=role)) == ()


async def test_sexual_conduct_of_staff_is_read_by_the_board_and_nobody_else(tmp_path: Path) -> None:
    async with room_with("kluiverboom", tmp_path) as room:
        number = await room.reported(facts=SEXUAL)
        case_file = await room.case(number)
        reading = reading_from_data(case_file.reading)
        case = room.office.folded(case_file)
        assert told(room, room.notice) == {BOARD}
        for role in case.protocol.roles:
            assert set(people_for(room.house, case, reading, RoleExpr(role=role))) <= {BOARD}
        assert deputies_of(room.house, reading, (BOARD,), RoleExpr(role="head")) == ("ilse_hoekstra",)
        assert deputies_of(room.house, reading, ("marieke_smit", COACH), RoleExpr(role="head")) == ()
        assert (case.step_key, case.step.lead.role) == ("staff", "head")
        assert "head" not in roles_held(room.house, case, reading, BOARD)
        await room.keeps_reading(number, taken_up_by=BOARD)
        taken = reading_from_data((await room.case(number)).reading)
        assert "head" in roles_held(room.house, case, taken, BOARD)
        assert "mevrouw De Boer" not in send_screen(room, facts=SEXUAL)


async def test_what_the_board_leaves_unread_reaches_its_deputy_and_never_the_school(tmp_path: Path) -> None:
    async with room_with("kluiverboom", tmp_path) as room:
        await room.reported(facts=SEXUAL)
        heard: set[str] = set()
        for _ in range(5):
            (due, *_) = await room.dues(DueKind.ACKNOWLEDGE)
            room.clock.move_to(due.at)
            heard |= told(room, await room.sweep(DueKind.ACKNOWLEDGE, room.office.on_acknowledge_due))
        assert heard == {BOARD, "ilse_hoekstra", room.house.school.admin}


async def test_what_is_about_the_head_is_led_by_the_board_and_not_by_the_heads_deputy(tmp_path: Path) -> None:
    """AX-12, under a protocol whose own track says who receives it."""
    head, deputy = "marieke_smit", "ruud_mulder"
    async with room_with("splitting", tmp_path) as room:
        assert room.house.school.deputy_of(head, "head") == deputy
        number = await room.reported(facts={"offender_class": "staff"}, subjects=frozenset({head}))
        case_file = await room.case(number)
        reading, case = reading_from_data(case_file.reading), room.office.folded(case_file)
        assert people_for(room.house, case, reading, RoleExpr(role="head")) == (BOARD,)
        assert "head" not in roles_held(room.house, case, reading, deputy)


async def test_a_case_that_was_kept_before_ways_were_known_can_still_be_read(tmp_path: Path) -> None:
    async with room_with("kluiverboom", tmp_path) as room:
        number = await room.reported()
        data = (await room.case(number)).reading
        older = {name: value for name, value in data.items() if name not in ("facts", "told")}
        assert reading_from_data(older).reader == COACH


async def test_an_unnamed_coach_is_staff_and_goes_the_way_that_the_protocol_has_for_staff(tmp_path: Path) -> None:
    school = example_school()
    management = RoleSetting(title="schoolleiding", holders=("marieke_smit",))
    school = school.model_copy(update={"roles": {**school.roles, "management": management}})
    async with staffroom_of(school, tmp_path, protocol="splitting") as room:
        facts = staff_facts(room.house, COACH, room.clock.now()).reading
        report = Report(AboutWhom.ME, "unknown", "mijn mentor scheldt me uit", Contact.HERE)
        plan = plan_for(facts, report, doubts_coach=True)
        assert plan.first_reader is not None
        assert (plan.first_reader.person, plan.informed) == ("marieke_smit", ())
