"""Figures that people bring themselves: read by area, suppressed, and shown like all others."""
