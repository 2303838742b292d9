"""The ground under the map: streets, stops, stations, postcodes, localities, venues, communities."""
