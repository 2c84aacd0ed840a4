"""Whether designs compare like with like: what differs besides the plant, what it moves, which ranks it leaves open.

`inputs` lists the inputs that make designs unlike; `items` what their figures do not hold; `capital` their lists of
investment; `task` the work, heat and load; `gather` puts the findings in order.
"""
