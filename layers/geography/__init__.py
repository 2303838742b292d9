"""The areas, how they make larger ones, and how they are put into classes."""
