"""The page that maps one or two indicators."""
