"""The rules of the test run itself: which skips are good, and when golden files are written."""

from pathlib import Path

import pytest

CONFTEST = Path(__file__).with_name("conftest.py")


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.delenv("CI", raising=False)
    pytester.makeconftest(CONFTEST.read_text(encoding="utf-8"))
    return pytester


def run(project: pytest.Pytester, *options: str) -> pytest.RunResult:
    # Without hypothesis' plugin, which every inner run would load anew: a second each.
    return project.runpytest_inprocess("-p", "no:hypothesispytest", *options)


def skipping(project: pytest.Pytester, reason: str) -> None:
    project.makepyfile(f"import pytest\ndef test_runs(): pass\ndef test_left_out(): pytest.skip({reason!r})")


def test_a_skip_for_a_missing_part_fails_a_run_in_ci(project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    skipping(project, "no openpyxl here")
    monkeypatch.setenv("CI", "true")
    result = run(project)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["*skipped without a good reason*", "*test_left_out*no openpyxl here*"])


def test_a_module_left_out_at_import_fails_a_run_in_ci(
    project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.makepyfile("import pytest\npytest.importorskip('no_such_module_at_all')\ndef test_runs(): pass")
    project.makepyfile(test_other="def test_runs(): pass")
    monkeypatch.setenv("CI", "true")
    assert run(project).ret == pytest.ExitCode.TESTS_FAILED


def test_absent_real_reports_may_be_skipped_in_ci(project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    project.makepyfile("def test_runs(): pass\ndef test_real(shared_data): pass")
    monkeypatch.setenv("CI", "true")
    result = run(project)
    assert result.ret == pytest.ExitCode.OK
    result.assert_outcomes(passed=1, skipped=1)


def test_outside_ci_a_skip_is_only_shown(project: pytest.Pytester) -> None:
    skipping(project, "no openpyxl here")
    assert run(project).ret == pytest.ExitCode.OK


def test_golden_files_are_written_on_request_and_compared_afterwards(project: pytest.Pytester) -> None:
    test = "def test_text(golden): golden('a/text.txt', {!r})"
    project.makepyfile(test.format("一\n"))
    assert run(project).ret == pytest.ExitCode.TESTS_FAILED
    assert run(project, "--record").ret == pytest.ExitCode.OK
    assert (project.path / "golden" / "a" / "text.txt").read_text(encoding="utf-8") == "一\n"
    assert run(project).ret == pytest.ExitCode.OK
    project.makepyfile(test.format("二\n"))
    assert run(project).ret == pytest.ExitCode.TESTS_FAILED


def test_golden_files_are_not_written_in_ci(project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    project.makepyfile("def test_text(golden): golden('text.txt', '一')")
    monkeypatch.setenv("CI", "true")
    result = run(project, "--record")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert not (project.path / "golden").exists()
