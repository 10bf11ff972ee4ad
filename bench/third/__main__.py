"""How exactly reports made by a third hand are read.

Usage: python -m bench.third --seeds 901-902 --count 160 [--format docx] [-o FILE] [--keep DIR]
"""

from __future__ import annotations

from bench.foreign.measuring import Hand, run
from bench.third.files import SETTINGS, begin

HAND = Hand("bench.third", "How exactly reports made by a third hand are read.", SETTINGS, begin, "901-902")

if __name__ == "__main__":
    raise SystemExit(run(HAND))
