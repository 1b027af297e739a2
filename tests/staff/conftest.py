"""The example school's staffroom."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.casework.schools import example_school
from tests.staff.case_desks import Desks
from tests.staff.staffroom import Staffroom, staffroom_of


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Staffroom]:
    async with staffroom_of(example_school(), tmp_path) as opened:
        yield opened


@pytest.fixture
async def desks(tmp_path: Path) -> AsyncIterator[Desks]:
    opened = Desks(tmp_path)
    yield opened
    await opened.close()
