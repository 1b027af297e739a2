"""The example school's staffroom."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from casework.protocol import shipped_protocol
from tests.casework.schools import example_school
from tests.staff.case_desk import COACH, COORDINATOR, CaseDesk, open_desk
from tests.staff.case_desks import MONDAY, Desks
from tests.staff.staffroom import Staffroom, staffroom_of


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Staffroom]:
    async with staffroom_of(example_school(), tmp_path) as opened:
        yield opened


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[CaseDesk]:
    """The protocol of Kluiverboom on a Monday, with the coach and the coordinator tied."""
    opened = await open_desk(tmp_path, example_school(), shipped_protocol("kluiverboom"), MONDAY)
    await opened.tie(COACH, COORDINATOR)
    yield opened
    await opened.database.close()
    await opened.vault.keys.close()


@pytest.fixture
async def desks(tmp_path: Path) -> AsyncIterator[Desks]:
    opened = Desks(tmp_path)
    yield opened
    await opened.close()
