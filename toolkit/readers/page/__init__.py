"""Words, rules and boxes on pages into the tables and paragraphs that they show: of PDF files, whoever drew them."""
