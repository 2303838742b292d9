"""What stands on the ground: streets, stops, postcodes, localities, venues, communities; search."""
