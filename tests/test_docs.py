"""The documents that the program writes are those that are committed."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from toolkit.checks.catalogue import catalogue
from toolkit.forms import all_forms

DOCS = Path(__file__).resolve().parent.parent / "docs"


@pytest.fixture(scope="module")
def make() -> ModuleType:
    """docs/make.py, which is a script and no part of the package."""
    spec = importlib.util.spec_from_file_location("docs_make", DOCS / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_generated_documents_are_current(make: ModuleType) -> None:
    for name, text in make.documents().items():
        assert (DOCS / name).read_text(encoding="utf-8") == text, f"docs/{name} is stale: run `make docs`"


def test_checking_says_which_document_is_stale_and_writes_nothing(
    make: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(make, "DOCS", tmp_path)
    assert make.main(["--check"]) == 1
    assert "docs/rules.md is not current" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    assert make.main([]) == 0
    assert make.main(["--check"]) == 0


def test_every_rule_has_its_chapter_with_what_it_says_of_its_example() -> None:
    text = (DOCS / "rules.md").read_text(encoding="utf-8")
    for rule in catalogue():
        chapter = text.split(f"\n## `{rule.id}`\n")[1].split("\n## ")[0]
        assert rule.why in chapter
        assert rule.citation in chapter
        assert f"> {rule.example_finding().message}" in chapter


def test_every_cell_of_every_form_can_be_looked_up() -> None:
    text = (DOCS / "forms.md").read_text(encoding="utf-8")
    for form in all_forms():
        chapter = text.split(f"\n## {form.id}\n")[1].split("\n## ")[0]
        for table in form.tables:
            section = chapter.split(f"\n### `{table.id}` ")[1].split("\n### ")[0]
            for cell in table.cells:
                assert f"`{cell.row.id}`" in section
                assert not cell.column.id or f"`{cell.column.id}`" in section
                assert not table.is_list or f"`{cell.row.id}` | {cell.unit}" in section
