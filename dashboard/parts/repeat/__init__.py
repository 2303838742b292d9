"""How to repeat a figure: short programs in Python and R that work it out from the read API."""
