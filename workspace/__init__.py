"""What an organisation keeps: plans, their diary, and what came of them. Counts, never people."""
