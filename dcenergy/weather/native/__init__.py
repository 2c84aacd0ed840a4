"""Weather files of others, each recognised by its form and not by its name; `forms` lists them.

A form names the columns, their units and labels, and where the year is from; `found.py` makes hours of them.
"""
