"""Finding areas for engagement: criteria, zones, whom they reach, who is there to work with."""
