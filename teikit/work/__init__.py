"""Documents and what is made of them: planned, done within limits, kept in a ledger, taken up again where it stopped.

A ``Task`` says what is made of a document (``convert_task``, ``collate_task``), a ``Request`` how that is to be done.
``named_inputs`` and ``named_records`` find the documents, ``plan`` says what is to be done, ``worker`` does one, the
``engines`` run them, ``commit`` puts outputs into their places, ``ledger`` remembers, ``driver`` is the way of one run,
``telling`` what is said of it.
"""
