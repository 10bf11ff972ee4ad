"""Measures drafts and their verification on made figures: python -m bench.drafts [--drafts N] [--edits N] [--seed N]

A draft is right if every number of its prose is the metric's, and every slot is a metric that is defined. An edit that
makes something false is found if an error is reported; a harmless one is spared if none is.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from random import Random

from bench.draft_edits import FALSE, HARMLESS, Edit, edited
from bench.draft_figures import years
from toolkit.draft.document import Slot
from toolkit.draft.metrics import metrics_of
from toolkit.draft.verify import verify
from toolkit.draft.word import docx_of
from toolkit.draft.write import write_draft
from toolkit.model import Report
from toolkit.numbers import find_numerals
from toolkit.reports import read_report

_NAME = "草稿.docx"


def main() -> int:
    """Print what was measured; 1 where a target was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--drafts", type=int, default=10_000)
    parser.add_argument("--edits", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=80_000)
    wanted = parser.parse_args()
    wrong, seconds = _drafts(wanted.drafts, wanted.seed)
    print(f"drafts {wanted.drafts}: wrong {wrong}, {seconds / wanted.drafts * 1000:.0f} ms each (without the file)")
    missed = _edits(FALSE, wanted.edits, wanted.seed, want_error=True)
    accused = _edits(HARMLESS, wanted.edits * 3 // 10, wanted.seed + 500, want_error=False)
    return int(bool(wrong) or missed > wanted.edits // 100 or bool(accused))


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
