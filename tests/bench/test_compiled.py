"""The compiled build: what it takes in, that it is never mistaken for the source, and that it is compared with it."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from bench.compiled import ROOT, differing, is_built, read_otherwise
from scripts.compiled import CompiledModules, compilable, with_constants

SAMPLE = ROOT / "fixtures" / "reports" / "html-01.htm"
HOOK = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"][
    "wheel"
]["hooks"]["custom"]


def test_nothing_compiled_lies_beside_the_source_to_be_imported_in_its_place() -> None:
    assert not is_built(ROOT)
    assert not [path for path in ROOT.iterdir() if path.suffix in {".so", ".pyd"}]


def test_an_editable_install_is_the_source_even_where_compiling_is_asked_for(tmp_path: Path) -> None:
    build = WheelBuilder(str(ROOT))
    hook = CompiledModules(str(ROOT), HOOK, build.config, build.metadata, str(tmp_path), "wheel")
    asked_for: dict[str, object] = {}
    hook.initialize("editable", asked_for)
    hook.finalize("editable", asked_for, "")
    assert asked_for == {}


def test_a_build_of_other_source_is_told_by_the_modules_that_differ(tmp_path: Path) -> None:
    for folder in ("then", "now"):
        (tmp_path / folder / "toolkit").mkdir(parents=True)
        for name in ("model.py", "cells.py"):
            (tmp_path / folder / "toolkit" / name).write_text("x = 1\n")
    assert differing(tmp_path / "then", tmp_path / "now") == []
    (tmp_path / "now" / "toolkit" / "cells.py").write_text("x = 2\n")
    (tmp_path / "now" / "toolkit" / "new.py").write_text("")
    assert differing(tmp_path / "then", tmp_path / "now") == ["toolkit/cells.py", "toolkit/new.py"]


def test_the_modules_of_reading_are_compiled_but_for_those_that_would_change() -> None:
    names = {path.as_posix() for path in compilable(ROOT, HOOK["modules"])}
    assert {"toolkit/extract/strips/strips.py", "toolkit/prose/tying.py", "toolkit/readers/docx/tables.py"} <= names
    assert not names & {
        "toolkit/extract/layouts.py",  # has properties that are remembered
        "toolkit/prose/spec.py",  # has nothing but classes, which YAML is read into
        "toolkit/readers/raised.py",  # has a class of texts
    }


@pytest.mark.parametrize(
    "text",
    [
        "from functools import cached_property\n\nclass A:\n    @cached_property\n    def b(self): ...\n",
        "import yaml\n\ndef read(): ...\n",
        "class Raised(str):\n    def b(self): ...\n",
        "class Spec:\n    name: str\n",
    ],
)
def test_a_module_stays_python_for_what_it_has_in_it(tmp_path: Path, text: str) -> None:
    (tmp_path / "plain.py").write_text("def read(): ...\n")
    (tmp_path / "other.py").write_text(text)
    assert list(compilable(tmp_path, ["*.py"])) == [Path("plain.py")]


def test_constants_are_final_where_they_are_compiled_and_every_line_stays_where_it_was() -> None:
    rest = "kept = 1\n\ndef f():\n    A = 1\n"
    module = f"from __future__ import annotations\n\nLEAST = 2\n_WORDS: dict[str, int] = {{}}\n{rest}"
    assert with_constants(module).splitlines() == [
        "from __future__ import annotations; from typing import Final",
        "",
        "LEAST: Final = 2",
        "_WORDS: Final[dict[str, int]] = {}",
        *rest.splitlines(),
    ]


def test_a_file_that_a_build_reads_otherwise_is_named(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "toolkit", tmp_path / "toolkit")
    with (tmp_path / "toolkit" / "reports.py").open("a", encoding="utf-8") as changed:
        changed.write(
            "\n\nfrom dataclasses import replace\n\n_read = read_report\n\n\n"
            "def read_report(*given):\n    return replace(_read(*given), title=None)\n"
        )
    files = [("a.html", SAMPLE.read_bytes()), ("empty.html", b"")]
    assert read_otherwise(files, ROOT, tmp_path) == (2, ["a.html"])
