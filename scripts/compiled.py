"""A build hook: the modules that reading spends its time in, compiled to C by mypyc, for the wheel of one platform.

It is off unless HATCH_BUILD_HOOKS_ENABLE is set, so that the wheel is pure Python and works everywhere. `make compiled`
turns it on. Everything is built in a folder for the purpose: nothing compiled ever lies in the checkout, where it would
be imported in place of source that was edited since. The wheel holds the source as well, which tracebacks show.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

GROUP = "xxgk"
NOT_COMPILED = {
    r"\bcached_property\b": "compiled, it would be worked out anew each time",
    r"^import yaml\b": "a compiled class cannot have one of PyYAML's above it",
    r"^class \w+\(str\)": "a compiled class cannot be a text",
}
"""What a module that stays Python has in it, and why it stays so."""
_FUTURE = "from __future__ import annotations\n"
_CONSTANT = re.compile(r"^(_?[A-Z][A-Z0-9_]*|_new_[a-z_]+)(?:: (?!Final)(.+))? = ", re.MULTILINE)
SETUP = """
import sys
from setuptools import setup
from mypyc.build import mypycify

group, *files = sys.argv[1:]
options = ["--config-file=pyproject.toml", *files]
modules = mypycify(options, opt_level="1", debug_level="0", multi_file=True, group_name=group)
setup(name=group, packages=[], py_modules=[], ext_modules=modules, script_args=["-q", "build_ext", "--build-lib=built"])
"""


def compilable(root: Path, patterns: Iterable[str]) -> Iterator[Path]:
    """The modules below a folder that are to be compiled, relative to it."""
    for path in sorted({path for pattern in patterns for path in root.glob(pattern)}):
        text = path.read_text(encoding="utf-8")
        has_work = re.search(
            r"^\s*def ", text, re.MULTILINE
        )  # what is read into a class by its types needs the source's
        if has_work and not any(re.search(reason, text, re.MULTILINE) for reason in NOT_COMPILED):
            yield path.relative_to(root)


def with_constants(text: str) -> str:
    """A module's source with its constants declared final, line for line the same: else compiled code looks each of
    them up by name whenever it needs one.
    """
    return _CONSTANT.sub(_as_final, text).replace(_FUTURE, f"{_FUTURE.rstrip()}; from typing import Final\n", 1)


def _as_final(found: re.Match[str]) -> str:
    return f"{found[1]}: Final[{found[2]}] = " if found[2] else f"{found[1]}: Final = "


def build(root: Path, folder: Path, patterns: Iterable[str]) -> list[Path]:
    """Compile a copy of the package in a folder; what was built, relative to ``folder/built``."""
    shutil.copytree(root / "toolkit", folder / "toolkit", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(root / "scripts", folder / "scripts")  # mypy's plugin
    # Of the project's settings those of mypy alone: setuptools would take the others for its own.
    settings = (root / "pyproject.toml").read_text(encoding="utf-8")
    parts = [part for part in re.split(r"^(?=\[)", settings, flags=re.MULTILINE) if "tool.mypy" in part.split("\n")[0]]
    (folder / "pyproject.toml").write_text("".join(parts), encoding="utf-8")
    (folder / "setup.py").write_text(SETUP, encoding="utf-8")
    files = [path.as_posix() for path in compilable(folder, patterns)]
    for file in files:
        path = folder / file
        path.write_text(with_constants(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    done = subprocess.run(
        [sys.executable, "setup.py", GROUP, *files],
        cwd=folder,
        env={**os.environ, "MYPYPATH": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        sys.stderr.write(done.stdout)
        raise SystemExit("mypyc or the C compiler failed; the wheel without compiled modules needs neither of them")
    built = folder / "built"
    return sorted(path.relative_to(built) for path in built.rglob("*") if path.suffix in {".so", ".pyd"})


class CompiledModules(BuildHookInterface):  # type: ignore[type-arg]
    """Puts the compiled modules into a wheel, and the platform into its name."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, unless the wheel is the one of an editable install: its modules are those of the checkout."""
        if version == "editable":
            return
        self._folder = Path(tempfile.mkdtemp(prefix="xxgk-compiled-"))
        for path in build(Path(self.root), self._folder, self.config["modules"]):
            build_data["force_include"][str(self._folder / "built" / path)] = path.as_posix()
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Leave nothing behind."""
        if version != "editable":
            shutil.rmtree(self._folder)
