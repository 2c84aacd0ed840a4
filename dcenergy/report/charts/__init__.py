"""Geometry of charts: scales and marks from numbers, drawn by `templates/`."""
