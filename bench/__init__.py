"""Measurements of what the documents claim, one module a claim. Not part of the wheel."""
