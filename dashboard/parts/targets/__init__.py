"""Target areas, which two pages ask for: the definition in an address, and what it finds."""
