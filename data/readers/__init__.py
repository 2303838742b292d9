"""One module per publication: an official file in, a tidy frame out, or a clear error."""
