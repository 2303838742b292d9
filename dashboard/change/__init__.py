"""What has changed: deprivation from 2019 to 2025 by area, and disease registers by practice."""
