"""Reports by a third hand, written without a look at the parser, at ``fixtures`` or at ``bench.foreign``'s layouts.

It shares with ``bench.foreign`` what is no judgement about reports: the form's words, what a table of boxes is, other
programs' conversions, and how a run is measured. Its own are the organs and their figures, the clerks' habits and
slips, the layouts, and the writers of files.
"""
