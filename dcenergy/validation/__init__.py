"""dcenergy against what others published, measured or computed; misses are shown, never tuned away."""
