"""What the documents tell a user to type exists in the program, and what they link to exists in the project."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

from toolkit.commands.app import app

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted(path.relative_to(ROOT).as_posix() for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
PAGES = ["README.md", "README.zh-CN.md", "docs/windows.md", "CHANGELOG.md"]
COMMANDS = typer.main.get_group(app).commands

_BLOCK = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`([^`\n]+)`")
_TYPED = re.compile(r"^(?:\$ )?(?:\S*[\\/])?xxgk +([^#\n]+)", re.MULTILINE)
_LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
_MAKE = re.compile(r"^(?:\$ )?make ([a-z-]+)", re.MULTILINE)


def read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def code_in(page: str) -> str:
    """What stands in a document as code, in blocks or within a line: one command a line."""
    text = read(page)
    return "\n".join([*_BLOCK.findall(text), *_INLINE.findall(_BLOCK.sub("", text))])


@pytest.mark.parametrize("page", PAGES)
def test_every_command_and_option_in_a_document_exists(page: str) -> None:
    for line in _TYPED.findall(code_in(page)):
        words = line.split()
        if words[0] in {"--version", "--help"}:
            continue
        assert words[0] in COMMANDS, f"{page}: xxgk {line}"
        known = {"--help"} | {option for parameter in COMMANDS[words[0]].params for option in parameter.opts}
        used = {word for word in words if word.startswith("-")}
        assert used <= known, f"{page}: xxgk {line}"


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_every_command_of_the_program_is_in_the_readme(page: str) -> None:
    assert set(COMMANDS) <= {line.split()[0] for line in _TYPED.findall(code_in(page))}


@pytest.mark.parametrize("page", PAGES)
def test_every_make_target_in_a_document_exists(page: str) -> None:
    targets = re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE)
    assert set(_MAKE.findall(code_in(page))) <= set(targets)


@pytest.mark.parametrize("page", DOCUMENTS)
def test_every_link_in_a_document_leads_to_a_file(page: str) -> None:
    folder = (ROOT / page).parent
    missing = [link for link in _LINK.findall(read(page)) if not (folder / link).exists()]
    assert not missing


def test_the_python_example_prints_a_figure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", read("README.md"), re.DOTALL)
    report = next(iter(sorted((ROOT / "fixtures" / "reports").glob("*.docx"))))
    (tmp_path / "report.docx").write_bytes(report.read_bytes())
    monkeypatch.chdir(tmp_path)
    exec(compile(example, "README.md", "exec"), {})
    assert capsys.readouterr().out.startswith("Figure(value=Decimal(")
