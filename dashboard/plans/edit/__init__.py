"""Changing what a plan holds: one form for every record, conflicts, undoing, the plan's steps."""
