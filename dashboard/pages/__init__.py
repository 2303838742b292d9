"""One module for each screen: its layout, and beside it its callbacks, thin."""
