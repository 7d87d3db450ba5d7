"""The role of each line of a page, judged by many small facts: text, header, form, banner, running head, or noise.

    lines --facts--> facts of each line --judge--> the chance of each role

Passes that know a wording go first; what they leave is judged here, in the light of the whole page. The facts are
general ones: how much of a line is words, where it stands, whether it comes again on other pages, what it resembles.
What each fact is worth was learnt (``tools/learn_layers.py``) on lines whose roles were told by reading.
"""
