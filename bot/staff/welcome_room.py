"""Where staff begin and ask for help."""

from collections.abc import Mapping
from typing import Any

from bot.flows.conversation import Conversation
from bot.flows.question import Flow
from bot.house import House
from bot.staff.facts import staff_facts
from bot.staff.menu import help_message, ways_to_report, welcome
from bot.staff_desk import Visit


class WelcomeRoom:
    """/start and /hulp of somebody who works at the school."""

    buttons: frozenset[str] = frozenset()
    commands = frozenset({"start", "hulp", "help", "melden"})
    flows: Mapping[str, Flow] = {}

    def __init__(self, house: House) -> None:
        self._house = house

    async def facts(self, visit: Visit) -> Any:
        return staff_facts(self._house, visit.person, visit.batch.now)

    async def on_button(self, visit: Visit, kind: str, subject: str) -> None:
        """This room has no buttons."""

    async def on_command(self, visit: Visit, name: str, argument: str) -> None:
        makes = {"start": welcome, "melden": ways_to_report}.get(name, help_message)
        visit.batch.say(visit.address, makes(self._house, visit.person))

    async def on_finished(self, visit: Visit, talk: Conversation) -> None:
        """This room has no flows."""
