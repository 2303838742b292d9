"""The page that says where every figure comes from."""
