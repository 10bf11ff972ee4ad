"""The project as it is handed over: the wheel, the pins, the changelog, and what may not stand in any file."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import toolkit

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel as ``make wheel`` builds it, but straight from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return zipfile.ZipFile(path)


def test_the_wheel_carries_every_file_of_the_package(wheel: zipfile.ZipFile) -> None:
    there = set(wheel.namelist())
    package = {path.relative_to(ROOT).as_posix() for path in (ROOT / "toolkit").rglob("*") if path.is_file()}
    assert {name for name in package if "__pycache__" not in name} <= there
    assert {"toolkit/forms/2019.yaml", "toolkit/forms/2021.yaml", "toolkit/py.typed"} <= there


def test_the_wheel_carries_the_prompts(wheel: zipfile.ZipFile) -> None:
    prompts = {path.relative_to(ROOT).as_posix() for path in (ROOT / "prompts").rglob("*") if path.is_file()}
    assert prompts
    assert {f"toolkit/{name}" for name in prompts} <= set(wheel.namelist())


def test_the_wheel_carries_nothing_but_the_package_and_its_metadata(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/", 1)[0] for name in wheel.namelist()}
    assert tops == {"toolkit", f"xxgk-{toolkit.__version__}.dist-info"}


def test_the_wheel_is_pure_python_for_every_system(wheel: zipfile.ZipFile) -> None:
    assert Path(wheel.filename or "").name.endswith("-py3-none-any.whl")
    assert not [name for name in wheel.namelist() if name.endswith((".so", ".pyd", ".c"))]


def test_the_wheel_names_the_command_the_licence_and_the_version(wheel: zipfile.ZipFile) -> None:
    info = f"xxgk-{toolkit.__version__}.dist-info"
    assert "xxgk = toolkit.commands:main" in wheel.read(f"{info}/entry_points.txt").decode()
    assert f"{info}/licenses/LICENSE" in wheel.namelist()
    assert f"\nVersion: {toolkit.__version__}\n" in wheel.read(f"{info}/METADATA").decode()


def test_the_changelog_tells_of_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## {re.escape(toolkit.__version__)}\b", changelog, re.MULTILINE)


# --- pins ----------------------------------------------------------------------------------------------------


def pins() -> dict[str, list[Requirement]]:
    by_name: dict[str, list[Requirement]] = {}
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            pin = Requirement(line)
            by_name.setdefault(canonicalize_name(pin.name), []).append(pin)
    return by_name


def needed() -> Iterator[Requirement]:
    """What pyproject.toml asks for, and what that needs in turn, as far as it is installed here."""
    waiting = [Requirement(line) for line in PROJECT["dependencies"]]
    waiting += [Requirement(line) for extra in PROJECT["optional-dependencies"].values() for line in extra]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        requirement = waiting.pop()
        key = canonicalize_name(requirement.name), frozenset(requirement.extras)
        if key in seen:
            continue
        seen.add(key)
        yield requirement
        try:
            further = requires(requirement.name) or []
        except PackageNotFoundError:
            continue  # of another system: its pin is looked for, what it needs in turn cannot be seen from here
        for line in further:
            indirect = Requirement(line)
            extras: set[str] = {"", *requirement.extras}
            if indirect.marker is None or any(indirect.marker.evaluate({"extra": extra}) for extra in extras):
                waiting.append(indirect)


def test_every_package_that_is_needed_has_its_pin() -> None:
    without = {canonicalize_name(requirement.name) for requirement in needed()} - set(pins())
    assert not without, "installed are other versions than the pinned ones, or `make lock` is due"


def test_the_pins_lie_within_the_bounds() -> None:
    pinned = pins()
    for requirement in needed():
        for pin in pinned[canonicalize_name(requirement.name)]:
            if pin.marker is None or pin.marker.evaluate():
                (version,) = pin.specifier
                assert requirement.specifier.contains(version.version, prereleases=True), f"{pin} for {requirement}"


def test_every_pin_is_exact_and_names_no_place() -> None:
    for versions in pins().values():
        for pin in versions:
            assert [specifier.operator for specifier in pin.specifier] == ["=="]
            assert pin.url is None


# --- what may not stand in the project -----------------------------------------------------------------------

FOREIGN = re.compile(
    r"(?<![\w.$])/(?:home|root|Users|work|mnt|opt)/"  # a folder of somebody's machine
    r"|\bindex-url[ =]+\w|\bfind-links[ =]+http"  # where packages came from
    r"|\b(?:10|192\.168)(?:\.\d{1,3}){2,3}:\d+\b",  # a host in somebody's network
    re.IGNORECASE,
)
TEXTS = {".py", ".md", ".toml", ".yaml", ".yml", ".txt", ".sh", ".j2", ".json", ".svg", ".cfg", ""}


def project_files() -> list[Path]:
    """The files that git knows, or would take in."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout.decode().split("\0")
    return [ROOT / name for name in listed if name and (ROOT / name).is_file()]


def test_no_file_names_the_machine_it_was_written_on() -> None:
    found = []
    for path in project_files():
        if path == Path(__file__) or path.suffix not in TEXTS or "fixtures" in path.parts:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if FOREIGN.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    assert not found, "\n".join(found)
