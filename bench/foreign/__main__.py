"""How exactly reports made by another hand are read.

Usage: python -m bench.foreign --seeds 65001-65004 --count 150 [--format docx] [-o FILE] [--keep DIR]
"""

from __future__ import annotations

from bench.foreign.files import SETTINGS, begin
from bench.foreign.measuring import Hand, run

HAND = Hand("bench.foreign", "How exactly reports made by another hand are read.", SETTINGS, begin, "65001-65004")

if __name__ == "__main__":
    raise SystemExit(run(HAND))
