"""The read API: the atlas's figures for programs, and the page that says how to ask for them."""
