"""Addresses of the page "Bring your own figures"."""

PATH = "/data/own"
READ, LAYER = f"{PATH}/read", f"{PATH}/layer"
EXAMPLE = f"{PATH}/example-{{name}}.csv"
