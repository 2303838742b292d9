"""How settings are read: what each may be, and the sentence for each slip.

Nothing here imports more than Python's own library, so that a slip is told at once, before the
server, its libraries or the snapshot are loaded. :mod:`dashboard.settings.config` puts it together.
"""
