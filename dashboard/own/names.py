"""Addresses of the page "Bring your own figures", and ids that several of its parts know."""

PATH = "/data/own"
READ, LAYER = f"{PATH}/read", f"{PATH}/layer"
EXAMPLE = f"{PATH}/example-{{name}}.csv"
# What was made last, as the page can hold it; and where what is kept stands.
MADE, KEPT = "own-made", "own-kept"
