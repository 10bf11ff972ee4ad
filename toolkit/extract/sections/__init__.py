"""What stands around the tables: the report's sections, its organ and its year."""
