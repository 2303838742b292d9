"""Methods that take numbers and give numbers, and know nothing of areas or practices."""
