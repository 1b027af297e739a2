"""The commands on a protocol, `meldmaatje protocol ...`: for who writes one, or wants to see what it does."""

from pathlib import Path
from typing import Annotated

import typer

from bot.command_line import CANNOT_START, SpokenCommand, SpokenGroup

protocol_commands = typer.Typer(cls=SpokenGroup, add_completion=False, rich_markup_mode=None)


@protocol_commands.callback(invoke_without_command=True)
def _all_protocol_commands(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        print(context.get_help())
        raise typer.Exit(CANNOT_START)


@protocol_commands.command(cls=SpokenCommand)
def check(protocol: Annotated[str, typer.Argument()]) -> int:
    from bot.protocol_pages.terminal import check_and_print

    return check_and_print(protocol)


@protocol_commands.command(cls=SpokenCommand)
def show(
    protocol: Annotated[str, typer.Argument()],
    markdown: Annotated[bool, typer.Option("--markdown")] = False,
    diagram: Annotated[bool, typer.Option("--diagram")] = False,
) -> int:
    from bot.protocol_pages.terminal import show_and_print

    return show_and_print(protocol, as_markdown=markdown, as_diagram=diagram)


@protocol_commands.command(cls=SpokenCommand)
def replay(case: Annotated[Path, typer.Argument()]) -> int:
    from bot.replaying import replay_and_print

    return replay_and_print(case)
