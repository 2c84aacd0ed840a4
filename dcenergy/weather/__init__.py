"""The air and the water outside, hour by hour."""
