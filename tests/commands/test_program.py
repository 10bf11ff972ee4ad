"""The program as a process: encodings, pipes, signals, what a start imports."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.samples import CLEAN, WRONG, sample_file

ROOT = Path(__file__).resolve().parent.parent.parent
CLI = [sys.executable, str(ROOT / "cli.py")]


def xxgk(*args: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run it from a foreign folder with a bare environment."""
    env = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), **environment}
    return subprocess.run([*CLI, *map(str, args)], capture_output=True, cwd="/", env=env, check=False, timeout=60)


@pytest.mark.parametrize(
    "environment", [{"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "gbk"}]
)
def test_redirected_output_is_utf_8_whatever_the_console_is(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "年报.json").write_bytes(sample_file(CLEAN))
    shown = xxgk("extract", tmp_path / "年报.json", **environment)
    assert "云溪县水务局2021年政府信息公开工作年度报告" in shown.stdout.decode("utf-8")
    refused = xxgk("extract", tmp_path / "缺.json", **environment)
    assert "找不到这个文件" in refused.stderr.decode("utf-8")


def test_the_exit_status_reaches_the_shell(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(sample_file(WRONG))
    checked = xxgk("check", tmp_path / "a.json", "--json")
    assert checked.returncode == 1
    assert next(finding["rule"] for finding in json.loads(checked.stdout)) == "applications.total_is_sum"
    assert xxgk("check", tmp_path / "a.json", tmp_path / "b.json").returncode == 2


def test_colour_is_for_terminals_and_can_be_forced(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(sample_file(WRONG))
    assert b"\x1b[" not in xxgk("check", tmp_path / "a.json").stdout
    assert b"\x1b[1;31m" in xxgk("check", tmp_path / "a.json", FORCE_COLOR="1", TERM="xterm-256color").stdout
    assert b"\x1b[1;31m" not in xxgk("check", tmp_path / "a.json", FORCE_COLOR="1", NO_COLOR="1").stdout


def _heed_interrupts() -> None:
    """As in a terminal: what a shell runs in the background ignores Ctrl+C, and its children inherit that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _started(folder: Path) -> subprocess.Popen[bytes]:
    """The program in the middle of more output than a pipe holds, its first line read."""
    for number in range(40):
        (folder / f"{number}.json").write_bytes(sample_file(CLEAN))
    process = subprocess.Popen(
        [*CLI, "extract", str(folder), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=_heed_interrupts,  # noqa: PLW1509 - the tests run in one thread
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"[\n"
    return process


def test_a_reader_that_leaves_ends_the_program_without_a_word(tmp_path: Path) -> None:
    with _started(tmp_path) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_ctrl_c_is_one_line_and_130(tmp_path: Path) -> None:
    with _started(tmp_path) as process:
        process.send_signal(signal.SIGINT)
        _, complaint = process.communicate(timeout=60)
    assert complaint.decode("utf-8") == "已中断。\n"
    assert process.returncode == 130


def test_a_full_disk_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(sample_file(CLEAN))
    with Path("/dev/full").open("wb") as full:
        process = subprocess.run(
            [*CLI, "extract", str(tmp_path / "a.json")], stdout=full, stderr=subprocess.PIPE, check=False, timeout=60
        )
    assert (process.returncode, process.stderr.decode("utf-8")) == (2, "结果无法写出（磁盘已满）\n")


# typer itself loads pydantic for a command's arguments.
HEAVY = {"lxml", "pydantic", "yaml", "openpyxl", "rich", "rapidfuzz", "PIL", "numpy", "multiprocessing"}


@pytest.mark.parametrize(
    ("code", "allowed"),
    [
        ("import sys; sys.argv = ['xxgk', '--help']; from toolkit.commands import main", set()),
        ("import sys; sys.argv = ['xxgk', 'extract', '--help']; from toolkit.commands import main", {"pydantic"}),
        ("import toolkit.readers.docx; main = sys.exit", {"lxml"}),
    ],
)
def test_a_start_imports_nothing_that_it_does_not_need(code: str, allowed: set[str]) -> None:
    script = f"import atexit, sys\natexit.register(lambda: print(*sys.modules, file=sys.stderr))\n{code}\nmain()"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, cwd=ROOT, check=True, timeout=60)
    loaded = {name.partition(".")[0] for name in run.stderr.decode("utf-8").split()}
    assert loaded & HEAVY <= allowed
