"""The values of one strip on the slots of a row: by columns, by order, or left open."""
