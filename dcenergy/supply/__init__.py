"""Where the electricity comes from, hour by hour."""
