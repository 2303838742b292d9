"""The ground under the map: places, streets, stops, venues and postcodes, and finding them."""
