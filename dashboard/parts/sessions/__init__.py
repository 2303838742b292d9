"""Sessions: what the address of "Where to meet" asks, and whom the sessions reach."""
