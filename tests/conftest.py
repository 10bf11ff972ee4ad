"""What every test shares: golden files, the reports kept beside the checkout, and what may be skipped.

A skip hides a missing part as easily as it spares a needless run. Only one reason is good: the real reports
beside the checkout (``../shared/data``) are not in the project and may be absent. Where ``CI`` is set, any other
skip fails the run.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from fixtures.browser import find_browser
from toolkit.readers.office import find_program

ROOT = Path(__file__).resolve().parent.parent
SHARED_DATA = ROOT.parent / "shared" / "data"
GOLDEN = Path(__file__).resolve().parent / "golden"

ABSENT_REPORTS = "the real reports beside the checkout are absent"
"""The one reason for a skip that does not fail a run in CI."""

pytest_plugins = ("pytester",)


def _in_ci() -> bool:
    return os.environ.get("CI", "").lower() not in {"", "0", "false"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--record", action="store_true", help="write the golden files anew instead of comparing")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--record") and _in_ci():
        raise pytest.UsageError("--record writes what the tests compare with: not in CI")
    config.pluginmanager.register(_SkipRule(), "skip-rule")


class _SkipRule:
    """Collects every skip that has no good reason, and in CI fails the run for it."""

    def __init__(self) -> None:
        self._refused: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped and not hasattr(report, "wasxfail"):
            self._judge(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.skipped:
            self._judge(report)

    def _judge(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        # Of a skip, pytest gives (file, line, "Skipped: reason").
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if ABSENT_REPORTS not in reason:
            self._refused.append(f"{report.nodeid}: {reason}")

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self._refused and _in_ci() and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self._refused and _in_ci():
            terminalreporter.section("skipped without a good reason: the run fails", red=True)
            for line in self._refused:
                terminalreporter.line(line)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real, published reports; the test is skipped where there is none."""
    if not SHARED_DATA.is_dir():
        pytest.skip(ABSENT_REPORTS)
    return SHARED_DATA


@pytest.fixture(scope="session")
def libreoffice() -> str:
    """LibreOffice, which reads and writes the formats of old; ``make test`` installs it where it may."""
    found = find_program()
    if found is None:
        pytest.skip("LibreOffice is not installed: scripts/system_packages.sh")
    return found


@pytest.fixture
def calc(libreoffice: str) -> str:
    """LibreOffice with Calc, which is a package of its own."""
    if not any(Path(libreoffice).resolve().parent.glob("*sclo*")):
        pytest.skip("LibreOffice Calc is not installed: scripts/system_packages.sh")
    return libreoffice


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; ``make test`` installs it where it may. Of a module only, as it occupies the thread's event loop."""
    program = find_browser()
    if program is None:
        pytest.skip("Chromium is not installed: scripts/system_packages.sh")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """``golden(name, text)`` compares a text with ``tests/golden/<name>``; ``pytest --record`` writes it."""
    record = bool(request.config.getoption("--record"))

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if record:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        if not path.is_file():
            pytest.fail(f"no golden file {name}: look at the text, then `pytest --record`\n{text}")
        assert text == path.read_text(encoding="utf-8"), f"{name} differs: if the change is meant, `pytest --record`"

    return compare
