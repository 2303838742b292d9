"""An engagement exercise: who answered, beside who lives there, so that nobody is known by it."""
