"""What the Inequality page says: the gap, segregation and mix, and what goes together."""
