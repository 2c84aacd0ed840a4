"""Fuzzing: random commands with their files, run in process; none may end in a fault of ours.

`sample` makes input i of a seed, always the same; `trial` runs it and says how it ended; `campaign` runs
many, on several cores and resumably; `page` writes the counts into the documentation.

Makers of inputs: `designs` (valid profiles, from the sections), `profiles` (spoilt shipped ones), `tables`
(weather and hourly files), `commands` (the command line). `odd` holds what no field expects.
"""
