"""The page of engagement plans: what a team means to do, whom it heard, what came of it."""
