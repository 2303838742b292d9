"""How to repeat a figure, table or chart: short programs in Python and R, from the read API."""
