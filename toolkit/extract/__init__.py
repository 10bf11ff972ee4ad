"""Documents into Reports: sections, and tables laid on the form."""
