from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.samples import CLEAN, sample_file
from toolkit import __version__
from toolkit.commands.app import app

COMMANDS = ["extract", "check", "rollup", "forms", "evaluate", "cache", "template", "draft", "verify", "annotate"]


def xxgk(*args: str) -> Result:
    return CliRunner().invoke(app, args)


def refusal(*args: str) -> str:
    """The one line on standard error of a call that is refused."""
    result = xxgk(*args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    return result.stderr.rstrip("\n")


@pytest.mark.parametrize("args", [["--help"], ["-h"], [], *[[command, "--help"] for command in COMMANDS]])
def test_help_is_chinese_throughout(args: list[str]) -> None:
    result = xxgk(*args)
    assert result.exit_code == 0
    assert "用法：" in result.stdout
    assert "例子：" in result.stdout
    words = set(re.findall(r"(?<![\w./-])[A-Za-z]{2,}(?![\w.]*\.)", result.stdout))
    known = {
        "xxgk",
        "rollup",
        "XXGK",
        "JSON",
        "TOML",
        "Markdown",
        "docx",
        "doc",
        "wps",
        "rtf",
        "mht",
        "html",
        "xlsx",
        "txt",
        "csv",
        "zip",
        "fixtures",
        "reports",
        "truth",
        "PDF",
        "clear",
        "Excel",
        "Word",
    }
    assert words - known - set(COMMANDS) - {"table", "blank"} == set()


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_names_each_command_and_its_examples_are_calls_of_it(command: str) -> None:
    assert f"\n  {command} " in xxgk("--help").stdout
    examples = xxgk(command, "--help").stdout.partition("例子：")[2].strip().splitlines()
    assert examples
    assert all(line.strip().startswith(f"xxgk {command}") for line in examples)


@pytest.mark.parametrize("args", [["--help"], *[[command, "--help"] for command in COMMANDS]])
def test_help_fits_a_terminal_of_100_columns(args: list[str]) -> None:
    for line in xxgk(*args).stdout.splitlines():
        assert sum(2 if ord(character) > 0x2E80 else 1 for character in line) <= 100


def test_the_version_is_printed() -> None:
    assert xxgk("--version").stdout == f"xxgk {__version__}\n"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["extrct", "年报.docx"], "没有 extrct 这个命令；是不是想用 extract？（用法见 xxgk --help）"),
        (
            ["zzz"],
            f"没有 zzz 这个命令；可用的命令有：{'、'.join(COMMANDS)}（用法见 xxgk --help）",
        ),
        (["extract"], "缺少参数：文件…（用法见 xxgk extract --help）"),
        (["check"], "缺少参数：文件…（用法见 xxgk check --help）"),
        (["evaluate"], "缺少参数：文件夹（用法见 xxgk evaluate --help）"),
        (["extract", "年报.docx", "--jsn"], "没有 --jsn 这个选项；是不是想用 --json？（用法见 xxgk extract --help）"),
        (["extract", "年报.docx", "-x"], "没有 -x 这个选项（用法见 xxgk extract --help）"),
        (
            ["--json", "extract"],
            "没有 --json 这个选项；它要写在命令后面，例如 xxgk extract … --json（用法见 xxgk --help）",
        ),
        (["draft", "填报表.xlsx"], "缺少选项：-o, --output 文件（用法见 xxgk draft --help）"),
        (["verify", "草稿.docx"], "缺少选项：--report 文件（用法见 xxgk verify --help）"),
        (["verify"], "缺少参数：草稿（用法见 xxgk verify --help）"),
        (
            ["extract", "年报.docx", "--max-tokens", "多"],
            "--max-tokens 后面要写一个整数（词元数）（用法见 xxgk extract --help）",
        ),
        (["--verson"], "没有 --verson 这个选项；是不是想用 --version？（用法见 xxgk --help）"),
        (["extract", "年报.docx", "-o"], "选项 -o 后面缺少文件夹（用法见 xxgk extract --help）"),
        (["extract", "年报.docx", "--json=1"], "选项 --json 后面不带值（用法见 xxgk extract --help）"),
        (["forms", "2021", "2019"], "多出了 2019，xxgk forms 用不到它（用法见 xxgk forms --help）"),
        (["forms", "2020"], "没有编号为 2020 的格式；2020 年度的年报用的是 2019"),
        (["forms", "x"], "没有编号为 x 的格式；现有：2008、2014、2019、2021"),
        (["check", "--explain", "table.blanc"], "没有 table.blanc 这条规则；是不是想问 table.blank？"),
        (["check", "--explain", "zzzzzz"], "没有 zzzzzz 这条规则"),
    ],
)
def test_a_wrong_call_is_one_chinese_line_that_says_what_to_do(args: list[str], said: str) -> None:
    assert refusal(*args) == said


def test_a_line_break_in_what_was_typed_stays_off_the_line() -> None:
    assert refusal("ex\ntract").startswith("没有 ex tract 这个命令")


def test_a_rule_is_explained_with_what_why_an_example_and_its_source() -> None:
    result = xxgk("check", "--explain", "applications.total_is_sum")
    assert result.exit_code == 0
    for head in ("查什么", "为什么", "例如", "会说", "依据"):
        assert head in result.stdout


def test_the_forms_are_listed_and_one_is_shown() -> None:
    assert "国办公开办函〔2019〕60号" in xxgk("forms").stdout
    assert "disclosure" in xxgk("forms", "2021").stdout


@pytest.mark.parametrize(
    ("args", "what"),
    [
        (["check", "{report}", "--settings", "{named}"], "设置文件"),
        (["rollup", "{report}", "{report}", "--expect", "{named}"], "名单"),
        (["draft", "{report}", "-o", "{folder}/草稿.docx", "--style", "{named}"], "文风要求"),
    ],
)
def test_a_text_file_that_an_option_names_is_asked_for_in_chinese(args: list[str], what: str, tmp_path: Path) -> None:
    report, latin = tmp_path / "年报.json", tmp_path / "gbk.txt"
    report.write_bytes(sample_file(CLEAN, "年报.docx"))
    latin.write_bytes("名单".encode("gb18030"))
    reasons = {
        tmp_path: "是文件夹，这里要的是一个文件",
        tmp_path / "none.txt": "找不到这个文件或文件夹",
        latin: "不是 UTF-8 编码的文本文件",
    }
    for named, why in reasons.items():
        said = refusal(*(arg.format(report=report, named=named, folder=tmp_path) for arg in args))
        assert said.startswith(f"{what} {named}")
        assert why in said
