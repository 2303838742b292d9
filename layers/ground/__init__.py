"""The ground under the map: streets, stops, places, venues and communities of some areas."""
