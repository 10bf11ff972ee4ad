"""The heads of tables: which columns of the form stand over the values, and where."""
