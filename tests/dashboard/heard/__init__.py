"""The page "Who have we heard from?": what travels, what is shown, what is refused."""
