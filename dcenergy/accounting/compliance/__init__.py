"""Rules that a site may have to keep: which apply, and how its figures stand against them."""
