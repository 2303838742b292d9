"""What is measured: the indicators and how each is made, from TOML that an analyst edits."""
