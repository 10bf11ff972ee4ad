"""Measures drafts and their verification on made figures: python -m bench.drafts [--drafts N] [--hostile N] [--edits N]

A draft is right if every number of its prose is the metric's, and every slot is a metric that is defined. Of those
that a hostile model wrote (bench/hostile.py) none may have a sentence that was spoilt, nor anything that the oracle
(bench/draft_oracle.py), which knows nothing of the guard, finds wrong. An edit that makes something false is found if
an error is reported; a harmless one is spared if none is. ``-o docs/drafting.md`` writes the table there.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random

from bench.draft_edits import FALSE, HARMLESS, Edit, edited
from bench.draft_figures import years
from bench.guarded import allowed_in, bad_sentences, good_sentences
from bench.hostile import spoilt
from bench.hostile_drafts import Judged, judged
from toolkit.draft.document import Slot
from toolkit.draft.guard import refusals
from toolkit.draft.metrics import metrics_of
from toolkit.draft.verify import verify
from toolkit.draft.word import docx_of
from toolkit.draft.write import write_draft
from toolkit.model import Report
from toolkit.numbers import find_numerals
from toolkit.reports import read_report

_NAME = "草稿.docx"
_BATCH = 100
_SPOILT_TIMES = 4
_BEGIN, _END = "<!-- measured -->", "<!-- /measured -->"
_PLAIN = "drafts from templates: a number outside a slot, or a slot of an undefined metric"
_HOSTILE = "drafts that a hostile model wrote: a spoilt sentence taken, or a number, unit, name or direction wrong"
_FALSE = (
    "edits that make something false: a number in its control, without its control, after all controls were lost; a "
    "table cell; a direction; a claim of all, none or 持平"
)
_HARMLESS = "harmless edits: wording, order, a true number retyped, a gap filled, controls lost, a paragraph deleted"


def main() -> int:
    """Print what was measured; 1 where a target was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--drafts", type=int, default=10_000)
    parser.add_argument("--hostile", type=int, default=10_000)
    parser.add_argument("--edits", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=80_000)
    parser.add_argument("-o", "--output", type=Path, help="the document whose table to write")
    wanted = parser.parse_args()
    wrong, seconds = _drafts(wanted.drafts, wanted.seed)
    shown = [(_PLAIN, f"{wanted.drafts:,}, {wrong or 'none'} wrong; {seconds / wanted.drafts * 1000:.0f} ms each")]
    hostile = _hostile(wanted.hostile, wanted.seed + 100_000)
    print(*hostile.wrong, sep="\n")
    shown += [(_HOSTILE, _said(hostile)), *_guarded()]
    missed = _edits(FALSE, wanted.edits, wanted.seed, want_error=True)
    harmless = wanted.edits * 3 // 10
    accused = _edits(HARMLESS, harmless, wanted.seed + 500, want_error=False)
    shown.append((_FALSE, f"{wanted.edits - missed:,} of {wanted.edits:,} found as errors"))
    shown.append((_HARMLESS, f"{harmless - accused} of {harmless} without an error"))
    table = "\n".join(["| what | result |", "| --- | --- |", *(f"| {what} | {result} |" for what, result in shown)])
    print(table)
    if wanted.output is not None:
        text = wanted.output.read_text(encoding="utf-8")
        before, begin, rest = text.partition(_BEGIN)
        wanted.output.write_text(f"{before}{begin}\n{table}\n{_END}{rest.partition(_END)[2]}", encoding="utf-8")
    return int(bool(wrong) or bool(hostile.wrong) or missed > wanted.edits // 100 or bool(accused))


def _hostile(count: int, seed: int) -> Judged:
    """Drafts by a hostile model, on all processors."""
    done = Judged()
    batches = [range(seed + at, seed + min(at + _BATCH, count)) for at in range(0, count, _BATCH)]
    with ProcessPoolExecutor() as pool:
        for batch in pool.map(judged, batches):
            done.add(batch)
            print(f"\r{done.drafts} drafts, {len(done.wrong)} wrong", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return done


def _said(hostile: Judged) -> str:
    return (
        f"{hostile.drafts:,} drafts, {hostile.asked:,} answers with {hostile.spoilt.total():,} spoilt sentences in "
        f"{len(hostile.spoilt)} ways, {hostile.taken:,} sentences taken: {len(hostile.wrong) or 'nothing'} wrong; "
        f"{len(hostile.fives):,} different sections five"
    )


def _guarded() -> list[tuple[str, str]]:
    """How many good sentences the guard refuses, and bad ones it takes."""
    rows = []
    for aside, what in ((False, "developed on"), (True, "set aside")):
        good = [each for each in good_sentences() if each.aside == aside]
        refused = sum(bool(refusals(each.text, allowed_in(each.story))) for each in good)
        rows.append((f"good sentences that the guard refuses ({what})", f"{refused} of {len(good)}"))
    for aside, what in ((False, "developed on"), (True, "set aside")):
        wrong = [
            (each.story, text)
            for seed in range(_SPOILT_TIMES)
            for each in good_sentences()
            if each.aside == aside
            for text in spoilt(each.text, allowed_in(each.story).metrics, Random(f"{seed} {each.text}"))
        ]
        taken = [text for story, text in sorted(set(wrong)) if not refusals(text, allowed_in(story))]
        print(*taken, sep="\n")
        rows.append((f"the same sentences spoilt, that it takes ({what})", f"{len(taken)} of {len(set(wrong)):,}"))
    bad = bad_sentences()
    passed = sum(not refusals(text, allowed_in("rise")) for _, text in bad)
    return [*rows, ("bad sentences that it takes (developed on)", f"{passed} of {len(bad)}")]


def _drafts(count: int, seed: int) -> tuple[int, float]:
    wrong, seconds = 0, 0.0
    for number in range(count):
        this, last = years(seed + number)
        before = time.perf_counter()
        metrics, draft = metrics_of(this, [last]), write_draft(this, [last])
        seconds += time.perf_counter() - before
        loose = "".join(piece for piece in draft.pieces if isinstance(piece, str))
        is_clean = not any(n.kind == "figure" for n in find_numerals(loose))
        slots = (piece for piece in draft.pieces if isinstance(piece, Slot))
        if not is_clean or any(s.metric not in metrics or metrics[s.metric].value is None for s in slots):
            wrong += 1
            print("wrong draft:", seed + number)
    return wrong, seconds


def _edits(edits: tuple[Edit, ...], count: int, seed: int, *, want_error: bool) -> int:
    """How many edits were judged wrongly."""
    tried: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    number = 0
    while sum(tried.values()) < count:
        number += 1
        random = Random(seed + number)
        this, last = years(seed + number)
        edit = edits[number % len(edits)]
        done = edited(_file(this, last), edit, random)
        if done is None:
            continue
        data, what = done
        tried[edit.__name__] += 1
        found = verify(data, read_report(data, _NAME, _NAME), this, [last]).findings
        errors = [finding.message for finding in found if finding.severity == "error"]
        if bool(errors) != want_error:
            failed[edit.__name__] += 1
            print(f"  seed {seed + number} {edit.__name__}: {what}; {errors[:1]}")
    for name, total in tried.items():
        print(f"{name}: {total - failed[name]} of {total} judged rightly")
    print(f"{'false edits found' if want_error else 'harmless edits spared'}: {count - failed.total()} of {count}")
    return failed.total()


def _file(this: Report, last: Report) -> bytes:
    return docx_of(write_draft(this, [last]), this, metrics_of(this, [last]))


if __name__ == "__main__":
    sys.exit(main())
