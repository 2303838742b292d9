"""Numbers, units and classes as text, in one way for every page and file."""
