"""The map of Explore as a picture."""
