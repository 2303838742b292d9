"""The page that finds areas for engagement, and says why each was found."""
