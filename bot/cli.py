"""The commands. Each reads only its own settings, and imports what it needs when it runs."""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.main import get_command

from bot.command_line import CANNOT_START, DONE, NOT_DONE, PROGRAM, SpokenCommand, SpokenGroup
from bot.errors import StartRefused
from bot.loading import loading_to_stay
from bot.protocol_commands import protocol_commands
from storage.errors import StorageError

if TYPE_CHECKING:
    from bot.settings import Settings

commands = typer.Typer(cls=SpokenGroup, add_completion=False, rich_markup_mode=None)
commands.add_typer(protocol_commands, name="protocol")


def main() -> None:
    """The program `meldmaatje`."""
    sys.exit(carry_out(sys.argv[1:]))


def carry_out(arguments: Sequence[str]) -> int:
    """Carries out one command line and gives its exit code; refusals become sentences on standard error."""
    # Typer's own call would show an unexpected error in its own way, past the redaction.
    program = get_command(commands)
    try:
        return int(program.main(list(arguments), prog_name=PROGRAM, standalone_mode=False) or DONE)
    except StartRefused as refused:
        _explain(refused)
    except StorageError as failure:
        from bot.terminal import refusal_of

        _explain(refusal_of(failure))
    except typer.TyperException as wrong:
        place = getattr(wrong, "ctx", None)
        _explain(StartRefused("usage-wrong", {"command": place.command_path if place else PROGRAM}))
    return CANNOT_START


def _explain(refused: StartRefused) -> None:
    from bot.terminal import complain_about

    complain_about(refused)


@commands.callback(invoke_without_command=True)
def _all_commands(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        print(context.get_help())
        raise typer.Exit(CANNOT_START)


@commands.command(cls=SpokenCommand)
def keygen() -> int:
    import base64
    import os

    from storage.sealing import KEY_LENGTH

    print(base64.urlsafe_b64encode(os.urandom(KEY_LENGTH)).decode("ascii"))
    return DONE


@commands.command(cls=SpokenCommand)
def check(file: Annotated[Path | None, typer.Argument()] = None) -> int:
    from bot.school_on_disk import findings_at
    from bot.settings import Setting, read_settings
    from bot.terminal import say, say_finding

    path = file or read_settings([Setting.SCHOOL]).school
    findings = findings_at(path, _today())
    for finding in findings:
        say_finding(finding)
    blocking = sum(finding.blocking for finding in findings)
    if blocking:
        say("school-not-ready", count=blocking)
        return NOT_DONE
    if not _database_is_well(path):
        return NOT_DONE
    say("check-ready")
    return DONE


def _database_is_well(school: Path) -> bool:
    """Says who has no account yet and whether the log of acts is whole, where there is a database and its key."""
    from bot.settings import Setting, read_settings
    from bot.terminal import complain, say
    from storage.locations import database_path_of

    settings = read_settings([], wanted=[Setting.DATABASE_URL, Setting.SECRET_KEY])
    if not database_path_of(settings.database_url).is_file():
        return True
    if not settings.secret_key.get_secret_value():
        complain("check-accounts-unknown", variable=Setting.SECRET_KEY.variable)
        return True
    import asyncio

    from bot.administration import broken_act, untied_people

    _log_quietly(settings)
    for person in asyncio.run(untied_people(settings.model_copy(update={"school": school}))):
        say("check-without-account", person=person)
    broken = asyncio.run(broken_act(settings))
    if broken is not None:
        complain("check-acts-broken", line=str(broken))
    return broken is None


@commands.command(cls=SpokenCommand)
def invite(person: Annotated[str, typer.Argument()]) -> int:
    import asyncio

    from bot.school_on_disk import open_school

    settings = _settings_beside_the_bot()
    known = open_school(settings.school).school.people
    if person not in known:
        raise StartRefused("invite-unknown-person", {"person": person, "known": ", ".join(known)})
    _log_quietly(settings)
    from bot.administration import make_invitation

    print(asyncio.run(make_invitation(settings, person)))
    return DONE


@commands.command(cls=SpokenCommand)
def erase(
    case: Annotated[int, typer.Argument(min=1)],
    yes: Annotated[bool, typer.Option("--yes")] = False,
) -> int:
    import asyncio

    from bot.terminal import complain, say

    settings = _settings_beside_the_bot()
    if not yes and not _is_confirmed(case):
        complain("erase-not-confirmed", case=str(case))
        return NOT_DONE
    _log_quietly(settings)
    from bot.administration import erase_case

    if not asyncio.run(erase_case(settings, case)):
        raise StartRefused("erase-unknown-case", {"case": str(case)})
    say("erase-done", case=str(case))
    return DONE


def _is_confirmed(case: int) -> bool:
    """Whoever types the number again means this case."""
    from bot.terminal import complain

    complain("erase-confirm", case=str(case))
    try:
        return input().strip() == str(case)
    except EOFError:
        return False


@commands.command("set-aside", cls=SpokenCommand)
def set_aside() -> int:
    import asyncio

    from bot.terminal import say

    settings = _settings_beside_the_bot()
    _log_quietly(settings)
    from bot.administration import kept_aside
    from casework.calendar import AMSTERDAM

    found = asyncio.run(kept_aside(settings))
    if not found:
        say("set-aside-none")
    for one in found:
        say("set-aside-one", at=f"{one.at.astimezone(AMSTERDAM):%d-%m-%Y %H:%M}", reason=one.reason)
        say("set-aside-update" if one.update else "set-aside-erased", update=one.update or "")
    return DONE


@commands.command(cls=SpokenCommand)
def run() -> int:
    with loading_to_stay():
        from bot.redaction import install_logging
        from bot.school_on_disk import open_ready_school
        from bot.settings import Setting, read_settings
        from bot.stopping import run_until_stopped

        settings = read_settings(list(Setting))
        install_logging(settings.log_level, settings.secrets)
        open_ready_school(settings.school, _today())
        from bot import app
    run_until_stopped(lambda stop: app.run(settings, stop))
    return DONE


@commands.command(cls=SpokenCommand)
def demo(
    port: Annotated[int | None, typer.Option(min=0, max=65535)] = None,
    school: Annotated[str | None, typer.Option()] = None,
) -> int:
    from bot.redaction import install_logging
    from bot.settings import read_demo_port
    from bot.stopping import run_until_stopped
    from bot.terminal import port_refusal

    chosen = read_demo_port() if port is None else port
    install_logging("WARNING")
    from bot import app
    from bot.playground.demo_school import FIRST_SCHOOL, SCHOOL_IDS

    first = school or FIRST_SCHOOL
    if first not in SCHOOL_IDS:
        raise StartRefused("demo-unknown-school", {"school": first, "known": ", ".join(SCHOOL_IDS)})
    try:
        run_until_stopped(lambda stop: app.demo(chosen, first, stop))
    except OSError as problem:
        raise port_refusal(problem, chosen) from None
    return DONE


def _settings_beside_the_bot() -> "Settings":
    """The settings of a command that works on the database of a bot that may be running."""
    from bot.settings import Setting, read_settings

    return read_settings([setting for setting in Setting if setting is not Setting.SWEEP_SECONDS])


def _log_quietly(settings: "Settings") -> None:
    """Warnings and errors only, so that a command's answer stands alone."""
    from bot.redaction import install_logging

    install_logging("WARNING", settings.secrets)


def _today() -> date:
    from bot.clock import SystemClock
    from casework.calendar import local_date

    return local_date(SystemClock().now())
