"""Above a story that may point at danger, or at what is grave, stands what to do first, for whoever
reads it; nothing of it is kept."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.flows.small_buttons import small_button
from bot.staff.access import reading_of_case
from casework.case_commands import CloseWith
from casework.school import School
from tests.casework.schools import example_school
from tests.staff.staffroom import Staffroom, staffroom_of
from tests.staff.test_track_on_card import performed
from tests.test_case_subjects import COACH, COORDINATOR, HEAD, named, taken_up

OFFICER = "ilse_hoekstra"
HOME = "mijn vader slaat mij thuis"
GRAVE = "hij heeft me in elkaar geslagen, ik heb een gebroken neus"


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Staffroom]:
    async with staffroom_of(example_school(), tmp_path) as opened:
        yield opened


async def read(room: Staffroom, number: int, person: str = COACH) -> str:
    return room.words_to(await room.taps(person, small_button("read", str(number))), person)


@pytest.mark.parametrize(
    ("story", "told", "who"),
    [
        (HOME, ("dat het thuis niet veilig is", "Bel 112", "Veilig Thuis: 0800-2000"), OFFICER),
        ("ik wil niet meer leven", ("niet meer wil leven", "Bel 112", "bel 113"), OFFICER),
        ("hij heeft een mes bij zich", ("wijzen op een wapen", "Bel 112"), HEAD),
        ("ze slaan me nu", ("dat iemand nu in gevaar is", "Bel 112"), HEAD),
        (GRAVE, ("op ernstig geweld, een ernstige bedreiging of afpersing", "Bel 112", "0900-8844"), HEAD),
        ("ik krijg doodsbedreigingen", ("een ernstige bedreiging", "Bel 112"), HEAD),
    ],
)
async def test_the_head_of_the_story_says_what_it_may_be_and_whom_to_call(
    room: Staffroom, story: str, told: tuple[str, ...], who: str
) -> None:
    words = await read(room, await room.reported(story=story))
    line = words.splitlines()[2]
    assert line.startswith("Let op: dit kan") and "Lees het eerst zelf." in line
    assert all(one in line for one in told)
    assert f"met {room.house.name_of(who)} (" in line
    assert words.index(line) < words.index(story)


@pytest.mark.parametrize("story", ["Ze lachen me steeds uit", "ik word geduwd, geslagen of geschopt"])
async def test_a_story_that_points_at_no_danger_has_no_such_line(room: Staffroom, story: str) -> None:
    assert "Let op" not in await read(room, await room.reported(story=story))


async def test_danger_goes_before_what_is_grave(room: Staffroom) -> None:
    words = await read(room, await room.reported(story=f"{GRAVE} en hij heeft een mes"))
    assert words.count("Let op") == 1
    assert "op een wapen en op ernstig geweld" in words and words.count("0900-8844") == 1


async def test_all_kinds_that_were_told_are_named_once_the_most_pressing_first(room: Staffroom) -> None:
    number = await room.reported(story=HOME)
    for words in ("hij heeft een mes", "help", "ik wil niet meer leven", "hij had weer een mes", "help"):
        await room.tells(number, "reporter", words)
    line = (await read(room, number)).splitlines()[2]
    named = ("een leerling die niet meer wil leven", "een wapen", "iemand die nu in gevaar is", "een thuis dat niet")
    places = [line.index(one) for one in named]
    assert places == sorted(places) and all(line.count(one) == 1 for one in (*named, "Let op", "Bel 112"))
    assert line.count("bel 113") == line.count("0800-2000") == 1 and "laat de leerling niet alleen" in line
    assert all(line.count(room.house.name_of(who)) == 1 for who in (OFFICER, HEAD))
    assert len(line) < 700


async def test_several_kinds_in_one_story_are_all_named(room: Staffroom) -> None:
    line = (await read(room, await room.reported(story=f"{HOME} en hij heeft een mes"))).splitlines()[2]
    assert "op een wapen en op een thuis dat niet veilig is" in line
    assert "0800-2000" in line and "bel 113" not in line and "alleen" not in line


async def test_of_several_kinds_nobody_is_sent_to_whom_it_is_about_or_to_themselves(room: Staffroom) -> None:
    number = await room.reported(story=f"{HOME} en hij heeft een mes")
    await room.keeps_reading(number, excluded=(HEAD,), invited=(OFFICER,))
    line = (await read(room, number, OFFICER)).splitlines()[2]
    assert "Overleg" not in line and room.house.name_of(HEAD) not in line


@pytest.mark.parametrize("story", [HOME, GRAVE])
async def test_nothing_of_it_is_kept_of_the_case(room: Staffroom, story: str) -> None:
    number = await room.reported(story=story)
    before = room.office.folded(await room.case(number))
    await read(room, number)
    assert room.office.folded(await room.case(number)).facts() == before.facts()


async def test_what_is_told_later_counts_and_what_the_school_wrote_does_not(room: Staffroom) -> None:
    number = await room.reported()
    await room.tells(number, "school", "heeft hij een mes bij zich?")
    assert "Let op" not in await read(room, number)
    await room.tells(number, "reporter", "ja, een mes")
    assert "wijzen op een wapen" in await read(room, number)


async def test_what_is_held_from_a_reader_says_nothing_to_them(room: Staffroom) -> None:
    number = await room.reported()
    await room.keeps_reading(number, invited=(COORDINATOR,))
    await room.tells(number, "reporter", "mijn mentor heeft een mes", (COACH,))
    assert "Let op" not in await read(room, number)
    assert "wijzen op een wapen" in await read(room, number, COORDINATOR)


async def test_nobody_is_sent_to_whom_it_is_about(room: Staffroom) -> None:
    number = await room.reported(story="hij heeft een mes bij zich")
    await room.keeps_reading(number, excluded=(HEAD,))
    left_out = (await read(room, number)).splitlines()[2]
    await named(room, number, HEAD)
    reader = reading_of_case(await room.case(number)).reader or ""
    about = (await read(room, number, reader)).splitlines()[2]
    assert all("Bel 112" in line and room.house.name_of(HEAD) not in line for line in (left_out, about))


async def test_who_decides_about_home_is_not_sent_to_themselves(room: Staffroom) -> None:
    number = await room.reported(story=HOME)
    await room.keeps_reading(number, invited=(OFFICER,))
    assert "Overleg op school" not in await read(room, number, OFFICER)


async def test_a_school_without_such_a_role_still_has_the_numbers(tmp_path: Path) -> None:
    school = example_school()
    without = {key: role for key, role in school.roles.items() if key not in ("head", "management", "confidant")}
    bare: School = school.model_copy(update={"roles": without, "aandachtsfunctionaris": None})
    async with staffroom_of(bare, tmp_path) as room:
        line = (await read(room, await room.reported(story="hij heeft een mes bij zich"))).splitlines()[2]
        assert "Bel 112" in line and "Overleg" not in line


async def test_a_closed_case_asks_nothing_any_more(room: Staffroom) -> None:
    number = await room.reported(story=HOME)
    await taken_up(room, number)
    _, refused = await performed(room, number, CloseWith("not_established", "note"), COACH)
    assert refused is None
    assert "Let op" not in await read(room, number)
