"""Gaps and gradients between areas or practices, and what speaks against reading one."""
