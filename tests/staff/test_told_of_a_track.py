"""Before a case goes to another track the question names everybody of the school who hears of it then."""

from pathlib import Path

import pytest

from bot.flows.words import phrase
from bot.spoken import spoken
from bot.staff.access import reading_of_case
from casework.protocol import shipped_protocol, shipped_protocol_ids
from tests.casework.schools import example_school
from tests.staff.staffroom import Staffroom, staffroom_of
from tests.staff.test_track_on_card import begun, listed, moved
from tests.test_case_subjects import COACH, DEPUTY, named


async def offered(room: Staffroom, number: int, label: str) -> bool:
    """Whether the coach may read the case, and bring it to the track with this label."""
    if COACH not in reading_of_case(await room.case(number)).may_read:
        return False
    ways = await listed(room, COACH, number)
    return any(shown.startswith(label) for shown in room.labels(ways, COACH))


async def unnamed_in_the_question(room: Staffroom, number: int, label: str) -> list[str]:
    """Who gets a message when the case goes to this track, and was not named before."""
    asked, done = await moved(room, COACH, number, label)
    question = room.words_to(asked, COACH)
    heard = (one for one in room.house.school.people if one != COACH and room.to(done, one))
    return [one for one in heard if room.house.name_of(one) not in question]


@pytest.mark.parametrize("accused", [False, True])
@pytest.mark.parametrize("protocol", shipped_protocol_ids())
async def test_whoever_gets_a_message_was_named_in_the_question(protocol: str, accused: bool, tmp_path: Path) -> None:
    tried = 0
    for place, track in enumerate(shipped_protocol(protocol).tracks):
        folder = tmp_path / str(place)
        folder.mkdir()
        async with staffroom_of(example_school(), folder, protocol=protocol) as room:
            number, label = await begun(room), track.label[:20]
            if accused:
                await named(room, number, DEPUTY)
            if await offered(room, number, label):
                assert await unnamed_in_the_question(room, number, label) == [], track.key
                tried += 1
    assert tried


@pytest.mark.parametrize("count", [1, 2])
def test_no_sentence_of_the_question_begins_with_the_small_letter_of_a_name(count: int) -> None:
    names = "meneer Reitsma" if count == 1 else "meneer Reitsma en mevrouw Bierema"
    told = (phrase("case-track-told", count=count, names=names), phrase("case-track-keeps", name="mevrouw Bierema"))
    assert all(spoken(one)[0].isupper() for one in told)
