"""GP practices and networks: where their patients live, what they have recorded, what is usual."""
