"""For every room: the order over the cores, an environment without a setting, and a skipped test fails in a CI run."""

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


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Over the cores, tests that start programs go first: they take longest, and none is left alone at the end."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: item.get_closest_marker("program") is None)


@pytest.fixture
def empty_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting anywhere: not in the environment, and no file of them where the test runs."""
    monkeypatch.chdir(tmp_path)
    for setting in Setting:
        monkeypatch.delenv(setting.variable, raising=False)
        monkeypatch.delenv(f"{setting.variable}_FILE", raising=False)
    monkeypatch.delenv("PORT", raising=False)
