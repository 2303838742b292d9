"""Who have we heard from?: an exercise against the residents it asked, from upload to hand-over.

The browser holds the file and what was counted from it, and sends both along; nothing is kept here.
"""
