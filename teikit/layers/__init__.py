"""The role of each line of a page, judged by many small facts: text, header, form, banner, running head, or noise.

    lines --facts--> facts of each line --judge--> the chance of each role

Passes that know a certain wording run first; the lines that they leave are judged here, with regard to the whole page.
The facts are general: how much of a line is words, where it is, whether it recurs on other pages, what it resembles.
The points of each fact were learnt (``tools/learn_layers.py``) from lines that people had labelled.
"""
