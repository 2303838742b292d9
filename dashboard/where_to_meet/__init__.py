"""Where to meet: venues for sessions, so that most people of a group are within reach."""
