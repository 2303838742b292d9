"""What has changed: deciles of deprivation from one edition to the next, and registers by year."""
