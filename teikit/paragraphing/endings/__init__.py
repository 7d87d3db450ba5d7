"""How documents end: closes, signatures, lists of copies, who typed them.

``last_lines`` says what each line may be, ``begins`` with which of them the ending begins, ``parts`` to which part of
it each belongs. ``closing_lines`` and ``typed_names`` recognise single lines, ``page_feet`` those at the foot of any
page.
"""
