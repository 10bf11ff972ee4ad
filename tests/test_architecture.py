"""Imports go one way, modules stay small, and reading a Word file loads nothing that it doesn't need."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "toolkit"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST = 450
"""Lines. A module that grows beyond has two jobs."""

READING = frozenset({"model", "numbers", "forms"})
DRAFTING = READING | {"prose", "readers", "extract", "checks"}
EVERYTHING = DRAFTING | {
    "interchange",
    "reports",
    "inputs",
    "cache",
    "pointing",
    "view",
    "evaluate",
    "evaluate_page",
    "llm",
    "store",
    "draft",
    "webpage",
    "writing",
}
MAY_IMPORT: dict[str, frozenset[str]] = {
    "model": frozenset(),
    "pointing": frozenset(),
    "numbers": frozenset(),
    "forms": frozenset({"model"}),
    "cache": frozenset(),
    "readers": frozenset({"model", "cache"}),
    "interchange": frozenset({"model"}),
    "prose": READING,
    "extract": READING | {"prose", "pointing"},
    "checks": READING | {"prose"},
    "inputs": frozenset({"model", "readers"}),
    "reports": frozenset({"model", "readers", "extract", "interchange", "pointing"}),
    "evaluate": frozenset({"model"}),
    "evaluate_page": frozenset({"model", "evaluate"}),
    "view": frozenset({"model", "forms", "checks", "evaluate"}),
    "llm": frozenset({"model", "cache", "pointing"}),
    "store": frozenset({"model"}),
    "export": frozenset({"model"}),
    "draft": DRAFTING,
    "writing": frozenset({"draft", "llm"}),
    "annotate": DRAFTING,
    "webpage": DRAFTING | {"draft", "view"},
    "batch": EVERYTHING | {"export"},
    "review": EVERYTHING,
    "commands": EVERYTHING | {"export", "annotate", "batch", "review"},
}
"""Parts of the program, and the parts that each may import. A new part needs a line here, so that its place is
decided and not found later.
"""

ROOMS_OF_EXTRACT = (
    "labels",
    "lines",
    "strips",
    "layouts",
    "arrangements",
    "heads",
    "placing",
    "sections",
    "laying",
    "lists",
    "figures",
)
"""The way from a document's lines to figures: each room of ``toolkit.extract`` imports from those before it only.
What is not named (``tables``, ``pointing``, ``prose``, ``report``) puts the rooms together.
"""


def name_of(path: Path) -> str:
    """A module's full name."""
    steps = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(steps[:-1] if steps[-1] == "__init__" else steps)


NAMES = {name_of(path) for path in MODULES}


def imports_of(path: Path) -> Iterator[str]:
    """The modules that a module imports, those within functions included; of our own the very module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in NAMES else node.module or ""


def part_of(module: str) -> str | None:
    """The part of the program that one of our modules belongs to; None for the package itself and for others."""
    steps = module.split(".")
    return steps[1] if steps[0] == "toolkit" and len(steps) > 1 and module in NAMES else None


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_part_imports_only_what_it_may(path: Path) -> None:
    part = part_of(name_of(path))
    if part is None:
        return
    assert part in MAY_IMPORT, f"{part} has no line in MAY_IMPORT"
    others = {imported for module in imports_of(path) if (imported := part_of(module)) not in (None, part)}
    assert others <= MAY_IMPORT[part]


def room_of(module: str) -> str | None:
    """The room of ``toolkit.extract`` that one of our modules stands in."""
    steps = module.split(".")
    return steps[2] if steps[:2] == ["toolkit", "extract"] and len(steps) > 2 and module in NAMES else None


@pytest.mark.parametrize("place", range(len(ROOMS_OF_EXTRACT)), ids=ROOMS_OF_EXTRACT)
def test_a_room_of_extract_imports_from_those_before_it(place: int) -> None:
    room = ROOMS_OF_EXTRACT[place]
    modules = [path for path in MODULES if room_of(name_of(path)) == room]
    assert modules, f"{room} is not there any more"
    others = {other for path in modules for module in imports_of(path) if (other := room_of(module))}
    assert others <= {*ROOMS_OF_EXTRACT[:place], room}


def test_no_modules_import_one_another_in_a_circle() -> None:
    graph = {
        name_of(path): {module for module in imports_of(path) if module in NAMES} - {name_of(path)} for path in MODULES
    }
    try:
        list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(f"a circle of imports: {' → '.join(error.args[1])}")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_not_too_long(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


def loaded_by(statement: str) -> set[str]:
    """The modules that are loaded after a statement, in a new interpreter."""
    code = f"import sys; {statement}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stdout.split())


HEAVY = {
    *(
        "bs4",
        "cv2",
        "dask",
        "docx",
        "fastapi",
        "httpx",
        "instructor",
        "jinja2",
        "numpy",
        "onnxruntime",
        "openai",
        "PIL",
    ),
    *("openpyxl", "pandas", "pdfminer", "pdfplumber", "pyarrow", "pydantic", "pypdfium2", "rapidfuzz", "rapidocr"),
    *("rich", "selectolax", "sqlalchemy", "typer", "uvicorn", "yaml"),
}


def test_the_word_reader_loads_nothing_of_the_other_parts() -> None:
    loaded = loaded_by("import toolkit.readers.docx")
    assert "lxml.etree" in loaded
    assert not HEAVY & {module.partition(".")[0] for module in loaded}
    assert (
        not {"lxml.html", "toolkit.readers.html", "toolkit.readers.xlsx", "toolkit.extract", "toolkit.forms"} & loaded
    )


def test_no_reader_is_loaded_before_it_is_needed() -> None:
    loaded = loaded_by("import toolkit.readers")
    assert not {module for module in loaded if module.startswith("lxml")}
