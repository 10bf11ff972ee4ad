"""Checks of what a report's prose says against its tables, its own lists and last year's report."""
