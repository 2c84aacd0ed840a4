"""Annual figures from the hours: indicators, carbon, water, cost."""
