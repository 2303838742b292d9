"""What the Practices page says: the list, one unit's profile, several side by side."""
