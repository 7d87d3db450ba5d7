"""The contents of the values of fields: dates, numbers, names and addresses, however misread.

``likeness`` compares readings with known forms; ``names``, ``words`` and ``dates`` look them up in what a collection
knows. With these ``parties``, ``named``, ``address`` and ``dated_values`` read a stretch of a value, and ``contents``
all of it.
"""
