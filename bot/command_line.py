"""What all commands share: their exit codes, and that their help is a text like every other word that people read.

A command answers with its exit code: 0 done, 1 not done or not ready, 2 cannot start, with one sentence on
standard error that says why.
"""

from typing import Any

from typer.core import TyperCommand, TyperGroup

PROGRAM = "meldmaatje"
DONE = 0
NOT_DONE = 1
CANNOT_START = 2


class SpokenCommand(TyperCommand):
    """A command whose help is the text `help-` with the words of its call: `help-protocol-replay`."""

    def get_help(self, ctx: Any) -> str:
        return _help_of(ctx)


class SpokenGroup(TyperGroup):
    """Commands together, with a text as their help."""

    def get_help(self, ctx: Any) -> str:
        return _help_of(ctx)


def _help_of(context: Any) -> str:
    from bot.texts import text

    words = [str(one.info_name) for one in (context, context.parent) if one is not None and one.parent is not None]
    return text("-".join(["help", *reversed(words)]) if words else f"help-{PROGRAM}")
