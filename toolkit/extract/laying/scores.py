"""What the alignment gives and takes: the scale on which it weighs rows, and on which the short way has to win."""

from __future__ import annotations

LEAST = 0.5
"""How like one of the form's labels a label must be to be taken for it at all."""
OWN, LIKE = 10.0, 16.0
"""For the form's own label, and for one like it: this much for all that it is liker than ``LEAST``."""
FITTING, PARTLY, MISFITTING = 3.0, 1.0, -2.0
"""For values that fill the row, that fill some of it, and that stand in none of its columns."""
ROOM, ALONE = -2.0, -6.0
"""For a label with room beside it and no values, and for one with nothing beside it: it may be a title over the row."""
PAIR = 1.0
"""For two strips that make a row together."""
ROW_PASSED = 0.4
"""What a line of the form costs that no strip is taken for."""
ACROSS, HITS = 8.0, 4.0
"""For a row that has its names over it, right above; and for these, if all are there."""
NO_DOUBT = 8.0
"""The margin that leaves no doubt: from there on the confidence of a row is 1."""
