"""Everything about HTTP that is not a screen: files for the browser, headers, health."""
