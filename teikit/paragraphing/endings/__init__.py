"""The endings of documents: closes, signatures, lists of copies, typists' initials.

``last_lines`` says what each line may be, ``begins`` where the ending begins, ``parts`` to which part of it each line
belongs. ``closing_lines`` and ``typed_names`` recognise single lines, ``page_feet`` those at the foot of any page.
"""
