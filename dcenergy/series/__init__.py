"""Series of a year: a file of hours, of parts of an hour or of months, read into one number an hour.

`raw_text` makes text of bytes, `delimited` a table of text; `sheet` is the table of a form that is typed by hand.
"""
