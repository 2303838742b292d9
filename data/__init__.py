"""The way from official publications to the snapshot: fetch, read, build and check."""
