"""Files that people upload, of any format, as one sheet of text: read in memory, never kept.

Nothing here writes a file or a log line, and no message repeats what stands in a cell.
"""
