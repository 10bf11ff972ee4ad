"""The figures of prose: tied to indicators by a grammar that is data (``toolkit/forms/prose``), and to one another."""

from toolkit.prose.mentions import Prose, read_prose

__all__ = ["Prose", "read_prose"]
