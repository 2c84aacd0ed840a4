"""Cited facts as CSV rows, and their reader."""
