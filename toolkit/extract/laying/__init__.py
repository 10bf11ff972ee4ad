"""A form's tables laid on a report: which strips are which rows, and what speaks against it."""
