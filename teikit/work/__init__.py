"""Batches: documents are planned, processed within limits, recorded in a ledger, and resumed where a run stopped.

A ``Task`` defines what a document becomes (``tasks.convert``, ``tasks.collate``), a ``Request`` how the work is done.
``named_inputs`` and ``named_records`` find the documents, ``plan`` decides which are to be done, ``worker`` does one,
the ``engines`` run the workers, ``commit`` puts outputs into their places, ``ledger`` records the results, ``driver``
does one run from plan to end, ``task_run`` checks, runs and reports, and ``summary`` reports at the end.
"""
