"""An uploaded file of responses: turned into counts by area, never kept.

Nothing here writes a file or a log line, and no message repeats what stands in a cell.
"""
