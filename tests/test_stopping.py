"""A signal ends the program, in order when that can be, and in time whatever hangs."""

import os
import signal
import subprocess
import sys
import time

import pytest

from bot.stopping import LONGEST_STOP_SECONDS

PROGRAM = """
import asyncio, time
from bot.stopping import run_until_stopped

async def orderly(stop):
    await stop.wait()
    print("put away", flush=True)

async def hanging(stop):
    await stop.wait()
    await asyncio.Event().wait()

async def holding_up_the_loop(stop):
    time.sleep(60)

async def with_a_hanging_thread(stop):
    asyncio.get_running_loop().run_in_executor(None, time.sleep, 60)
    await stop.wait()

async def main(stop):
    print("running", flush=True)
    await {work}(stop)

run_until_stopped(main)
"""


def started(work: str) -> "subprocess.Popen[str]":
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM.format(work=work)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert program.stdout is not None
    assert program.stdout.readline() == "running\n"
    return program


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.program
def test_a_signal_stops_the_work_in_order(number: signal.Signals) -> None:
    with started("orderly") as program:
        program.send_signal(number)
        output, errors = program.communicate(timeout=30)
    assert (output, errors, program.returncode) == ("put away\n", "", os.EX_OK)


@pytest.mark.program
def test_whatever_hangs_the_program_ends_within_five_seconds() -> None:
    programs = [started(work) for work in ("hanging", "holding_up_the_loop", "with_a_hanging_thread")]
    begun = time.monotonic()
    for program in programs:
        program.terminate()
    for program in programs:
        with program:
            assert program.wait(timeout=10) == os.EX_OK
        assert LONGEST_STOP_SECONDS - 0.5 < time.monotonic() - begun < 5


@pytest.mark.program
def test_a_second_signal_ends_it_at_once() -> None:
    with started("hanging") as program:
        program.send_signal(signal.SIGINT)
        time.sleep(0.3)
        program.send_signal(signal.SIGINT)
        assert program.wait(timeout=LONGEST_STOP_SECONDS - 0.5) == os.EX_OK
