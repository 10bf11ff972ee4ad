"""Lines of tokens as strips: a label with the values behind it, however the page has broken them."""
