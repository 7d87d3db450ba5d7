"""Fields known by their places on a form whose labels are lost or were never there: a module for each form or place.

``assigned`` asks most of them, in an order of its own; ``reader`` asks ``foot``, and the rule ``volumes`` asks
``volume_heads``.
"""
