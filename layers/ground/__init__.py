"""What stands on the ground of areas: streets, stops, stations, postcodes, localities, venues."""
