"""A report and what is wrong with it as one web page, for people to look at and to print."""
