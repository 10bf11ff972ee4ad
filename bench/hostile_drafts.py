"""Drafts that a hostile model wrote, judged: bench/drafts.py has them made, here one batch is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from random import Random

from bench.draft_figures import years
from bench.draft_oracle import wrong_in
from bench.hostile import Hostile
from toolkit.draft.document import Draft, DraftParagraph
from toolkit.draft.guard import Allowed
from toolkit.draft.metrics import Metrics, metrics_of
from toolkit.draft.plan import themes_of
from toolkit.draft.rewriting import rewritten
from toolkit.draft.style import Style, examples_of, named_in
from toolkit.draft.write import write_draft

_PROBLEMS = "存在的主要问题"
_MOST_SHOWN = 20


@dataclass(slots=True)
class Judged:
    """What became of a batch. ``fives``: each section five with the themes and metrics that it is of."""

    drafts: int = 0
    asked: int = 0
    taken: int = 0
    spoilt: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    fives: dict[str, str] = field(default_factory=dict)

    def add(self, other: Judged) -> None:
        """Count another batch in."""
        self.drafts += other.drafts
        self.asked += other.asked
        self.taken += other.taken
        self.spoilt.update(other.spoilt)
        self.wrong += other.wrong
        for five, key in other.fives.items():
            if self.fives.setdefault(five, key) != key:
                self.wrong.append(f"the same section five of other evidence: {five[:80]}")


def judged(seeds: range) -> Judged:
    """Drafts of these seeds."""
    done = Judged()
    for seed in seeds:
        done.add(_one(seed))
    return done


def _one(seed: int) -> Judged:
    this, last = years(seed)
    metrics = metrics_of(this, [last])
    plain = write_draft(this, [last])
    writer = Hostile(metrics, Random(seed))
    allowed = Allowed(metrics, frozenset(), named=named_in([this, last]), organ=this.organ or "")
    draft = rewritten(plain, allowed, writer, Style(length="详细", examples=examples_of(last)))
    texts = [run.text for block in draft.blocks if isinstance(block, DraftParagraph) for run in block.runs]
    taken = [f"taken though {writer.spoilt[text]}: {text}" for text in texts if text in writer.spoilt]
    wrong = [f"{seed}: {each}" for each in (*taken, *wrong_in(draft, plain, metrics, this, last))]
    own = {run.text for block in plain.blocks if isinstance(block, DraftParagraph) for run in block.runs}
    changed = sum(text not in own for text in texts)
    return Judged(1, writer.asked, changed, Counter(writer.spoilt.values()), wrong, _five(draft, metrics))


def _five(draft: Draft, metrics: Metrics) -> dict[str, str]:
    """The text of section five, and what it must be of."""
    inside, said = False, []
    for block in draft.blocks:
        if isinstance(block, DraftParagraph):
            text = "".join(run.lead + run.text for run in block.runs)
            if block.style == "heading":
                inside = _PROBLEMS in text
            elif inside:
                said.append(text)
    filled = "\n".join(said)
    for slot in draft.slots:
        filled = filled.replace(f"{{{slot}}}", metrics[slot].text)
    themes = themes_of(metrics)
    key = "|".join(f"{t.id}:{','.join(m.text for m in t.evidence(metrics))}" for t in themes)
    return {filled: key}
