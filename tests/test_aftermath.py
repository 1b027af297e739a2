"""What follows a commit: one thing that goes wrong keeps nothing else from happening."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.aftermath import Aftermath
from bot.batch import Batch
from tests.post_office import Office, heard, idle, post_office, words


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with post_office(tmp_path) as opened:
        yield opened


def fails() -> None:
    raise KeyError


async def made_by(office: Office, remembered: list[str]) -> Batch:
    noor = await office.person()
    batch = await office.puts((noor, words("Je melding is verstuurd.")))
    batch.after = [fails, lambda: remembered.append("the next")]
    return batch


async def test_what_memory_cannot_keep_stops_no_answer_and_nothing_else(office: Office) -> None:
    remembered: list[str] = []
    batch = await made_by(office, remembered)
    delivery = office.delivery()
    Aftermath(office.bot, office.channel, delivery).committed(batch)
    assert remembered == ["the next"]
    assert not delivery.is_idle


async def test_what_memory_cannot_keep_is_only_told_to_the_log(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    batch = await made_by(office, [])
    async with office.running() as delivery:
        await idle(delivery)
        Aftermath(office.bot, office.channel, delivery).committed(batch)
        assert "not-remembered" in caplog.text and "KeyError" in caplog.text
    assert heard(office.api.person("Noor")) == ["Je melding is verstuurd."]
