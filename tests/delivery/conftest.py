"""The outbox, its delivery and the local Bot API."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.post_office import Office, post_office


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with post_office(tmp_path) as opened:
        yield opened
