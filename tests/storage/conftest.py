"""An archive of its own for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.archive import Archive
from tests.rooms import opened


@pytest.fixture
async def archive(tmp_path: Path) -> AsyncIterator[Archive]:
    async with opened(tmp_path) as one:
        yield one
