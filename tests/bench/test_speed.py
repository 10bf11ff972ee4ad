"""The speed bench: pairs of times over the same files, and what stands in for a file the other side refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from markitdown import UnsupportedFormatException

from bench.compiled import Read
from bench.speed import Input, Pairs, files_of, measure, official, samples


def test_both_sides_are_timed_on_the_same_files_run_by_run(tmp_path: Path) -> None:
    for name in ("html-01.shtml", "html-02.doc", "docx-01.docx"):
        (tmp_path / name).write_bytes(name.encode())
    calls: list[tuple[str, bytes]] = []
    assert [path.name for path in files_of("html", tmp_path)] == ["html-01.shtml", "html-02.doc"]
    pairs = measure(
        "html",
        [Input(path.name, path.read_bytes()) for path in files_of("html", tmp_path)],
        3,
        lambda data, _: calls.append(("ours", data)),
        lambda data, _: calls.append(("theirs", data)),
    )
    assert (pairs.files, len(pairs.ours), len(pairs.theirs), len(pairs.first), pairs.refused) == (2, 6, 6, 2, ())
    assert calls[-4:] == [
        ("ours", b"html-01.shtml"),
        ("theirs", b"html-01.shtml"),
        ("ours", b"html-02.doc"),
        ("theirs", b"html-02.doc"),
    ]


def test_a_file_that_the_other_side_cannot_convert_is_named_and_left_out() -> None:
    inputs = [Input(name, b"") for name in ("docx-1.docx", "docx-2.docx")]

    def theirs(_: bytes, name: str) -> None:
        if name == "docx-2.docx":
            raise UnsupportedFormatException

    pairs = measure("docx", inputs, 2, lambda _data, _name: None, theirs)
    assert (pairs.files, pairs.refused) == (1, ("docx-2.docx",))


@pytest.mark.parametrize(("theirs", "reached"), [(0.4, True), (0.2, False)])
def test_the_target_is_the_median_of_the_pairs(theirs: float, reached: bool) -> None:
    pairs = Pairs("docx", 1, (0.01, 0.01, 0.01), (theirs, theirs, 0.01), ())
    assert pairs.ratios == pytest.approx([theirs * 100, theirs * 100, 1])
    assert pairs.reached is reached


def test_a_compiled_build_is_asked_for_each_file_in_turn_and_measures_itself() -> None:
    asked: list[str] = []

    def compiled(_: bytes, name: str, format_: str | None) -> Read:
        asked.append(f"{name} as {format_}")
        return Read(0.5, "", 10.0)

    inputs = [Input(name, b"") for name in ("a.docx", "b.docx")]
    pairs = measure("docx", inputs, 2, lambda _data, name: asked.append("ours"), lambda _data, _name: None, compiled)
    assert pairs.compiled_ratios == [20.0] * 4
    assert asked[-4:] == ["ours", "a.docx as docx", "ours", "b.docx as docx"]


@pytest.mark.parametrize(("compiled", "reached"), [(0.01, True), (0.02, False)])
def test_where_there_is_a_compiled_build_the_target_is_held_against_it(compiled: float, reached: bool) -> None:
    pairs = Pairs("docx", 1, (0.02,), (0.4,), (), compiled=(Read(compiled, "", 0.4),))
    assert pairs.compiled_ratios == pytest.approx([0.4 / compiled])
    assert pairs.reached is reached


def test_two_groups_as_one_have_all_their_pairs() -> None:
    both = Pairs("docx", 1, (0.01,), (0.4,), ("a",), (0.02,)) + Pairs("docx", 2, (0.01, 0.02), (0.1, 0.2), (), (0.03,))
    assert (both.files, both.refused, both.first) == (3, ("a",), (0.02, 0.03))
    assert both.ratios == pytest.approx([40, 10, 10])


def test_official_reports_are_made_and_noisy_ones_are_the_samples() -> None:
    made = official("docx", 2)
    assert len({each.data for each in made}) == 2
    assert all(each.data.startswith(b"PK") for each in made)
    assert [each.name for each in samples("docx")] == [path.name for path in files_of("docx")[1:]]
