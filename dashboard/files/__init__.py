"""Export what I see: the view as a table, a map layer or a picture, each with what it rests on.

Pure functions make bytes from the atlas and the view; ``routes`` serves them. Every cell of every
format passes ``cells.safe``.
"""
