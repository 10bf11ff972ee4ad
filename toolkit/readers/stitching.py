"""Tables cut by the ends of pages put together again: rows numbered on, cut rows and merged labels joined."""

from __future__ import annotations
