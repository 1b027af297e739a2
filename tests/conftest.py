"""For every room: in a CI run a test that would be skipped fails, and an environment that holds no setting."""

import os
from collections.abc import Generator
from pathlib import Path
from typing import TypeVar

import pytest

from bot.settings import Setting

AnyReport = TypeVar("AnyReport", pytest.TestReport, pytest.CollectReport)


def not_skipped(report: AnyReport) -> AnyReport:
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped in a CI run: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return not_skipped((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return not_skipped((yield))


@pytest.fixture
def empty_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting anywhere: not in the environment, and no file of them where the test runs."""
    monkeypatch.chdir(tmp_path)
    for setting in Setting:
        monkeypatch.delenv(setting.variable, raising=False)
        monkeypatch.delenv(f"{setting.variable}_FILE", raising=False)
    monkeypatch.delenv("PORT", raising=False)
