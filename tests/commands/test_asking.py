"""Commands with a model: who is asked, what is said of it, and that nobody is where nobody should be."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from tests.extract.test_pointing import UNUSUAL, text_of
from tests.llm.server import Body, Reply, says, serving
from toolkit.commands.app import app

URL, MODEL = "XXGK_LLM_BASE_URL", "XXGK_LLM_MODEL"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "cache"))
    for name in (URL, MODEL, "XXGK_LLM_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "年报.txt").write_text(text_of(UNUSUAL), encoding="utf-8")
    (tmp_path / "都认得.txt").write_text(text_of("全年收到政府信息公开申请15件。"), encoding="utf-8")
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def figures(result: Result) -> dict[str, Any]:
    return {cell.removeprefix("indicators."): f["value"] for cell, f in json.loads(result.stdout)["figures"].items()}


def knows_received(body: Body) -> Reply:
    return says({"n1": "received" if "书面请求" in body["messages"][1]["content"] else "none"})


def use(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(URL, url)
    monkeypatch.setenv(MODEL, "m")


def test_with_a_model_more_is_read_and_the_cost_is_said_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(knows_received) as server:
        use(server.url, monkeypatch)
        first = run("extract", "年报.txt", "--json")
        second = run("extract", "年报.txt", "--json")
    assert figures(first) == figures(second) == {"disclosed": 312, "fees": 0, "received": 15}
    assert first.stderr == "模型：2 次调用，120 词元（提问 100，回答 20）\n"
    assert "0 次调用，0 词元" in second.stderr
    assert "省下 120 词元" in second.stderr


def test_no_model_asks_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(knows_received) as server:
        use(server.url, monkeypatch)
        result = run("extract", "年报.txt", "--json", "--no-model")
        assert server.asked == []
    assert figures(result) == {"disclosed": 312, "fees": 0}
    assert result.stderr == ""


def test_a_report_that_leaves_nothing_open_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(knows_received) as server:
        use(server.url, monkeypatch)
        result = run("check", "都认得.txt", "--json")
        assert server.asked == []
    assert (result.exit_code, result.stderr) == (0, "")


def test_a_budget_that_is_too_small_is_said_in_the_report(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(knows_received) as server:
        use(server.url, monkeypatch)
        result = run("extract", "年报.txt", "--json", "--max-tokens", "10")
        assert server.asked == []
    assert any("--max-tokens 10" in note["message"] for note in json.loads(result.stdout)["notes"])
    assert run("extract", "年报.txt", "--max-tokens", "-1").exit_code == 2


def test_what_would_be_sent_can_be_seen_without_sending_it() -> None:
    result = run("extract", "年报.txt", "--json", "--no-model", "--show-prompts")
    assert "⟦1⟧" in result.stderr
    assert "★" in result.stderr
    assert "15" not in result.stderr
    assert figures(result) == {"disclosed": 312, "fees": 0}


def test_a_server_that_is_not_there_is_a_note_and_the_report_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(knows_received) as server:
        url = server.url
    use(url, monkeypatch)
    monkeypatch.setattr("toolkit.llm.sending._FIRST_WAIT", 0.01)
    result = run("extract", "年报.txt", "--json")
    assert result.exit_code == 0
    assert any("连不上模型服务" in note["message"] for note in json.loads(result.stdout)["notes"])
    assert "1 次没有得到可用的回答" in result.stderr


def test_half_a_setting_is_one_line_and_the_report_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(URL, "http://127.0.0.1:1/v1")
    result = run("extract", "年报.txt", "--json")
    assert result.stderr == f"没有使用模型：设置了 {URL}，没有设置 {MODEL}\n"
    assert figures(result) == {"disclosed": 312, "fees": 0}


def test_without_the_packages_for_it_the_line_says_how_to_install_them(monkeypatch: pytest.MonkeyPatch) -> None:
    use("http://127.0.0.1:1/v1", monkeypatch)
    monkeypatch.setitem(sys.modules, "openai", None)
    result = run("extract", "年报.txt", "--json")
    assert "pip install '.[llm]'" in result.stderr
    assert figures(result) == {"disclosed": 312, "fees": 0}


def test_evaluate_counts_with_a_model_what_it_adds(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "set" / "reports").mkdir(parents=True)
    (folder / "set" / "truth").mkdir()
    (folder / "年报.txt").rename(folder / "set" / "reports" / "年报.txt")
    printed = {"disclosed": 312, "received": 15, "fees": 0}
    truth = {
        "file": "年报.txt",
        "format": "txt",
        "organ": "云溪县民政局",
        "year": 2012,
        "form": "2008",
        "title": "云溪县民政局2012年政府信息公开年度报告",
        "figures": {f"indicators.{name}": {"value": value, "status": "printed"} for name, value in printed.items()},
    }
    (folder / "set" / "truth" / "年报.json").write_text(json.dumps(truth), encoding="utf-8")
    with serving(knows_received) as server:
        use(server.url, monkeypatch)
        run("evaluate", "set", "--markdown", "with.md")
        run("evaluate", "set", "--markdown", "without.md", "--no-model")
    assert "| 全部 | 1 | 3 | 3 | 0 | 0 | 0 |" in (folder / "with.md").read_text(encoding="utf-8")
    assert "| 全部 | 1 | 3 | 2 | 0 | 1 | 0 |" in (folder / "without.md").read_text(encoding="utf-8")
