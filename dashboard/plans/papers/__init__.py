"""Papers and files of a plan: reports to edit and to print, tables, and the plan to move."""
