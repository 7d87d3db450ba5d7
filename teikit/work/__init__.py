"""Documents and what is made of them: planned, done within limits, recorded in a ledger, resumed where a run stopped.

A ``Task`` says what is made of a document (``convert_task``, ``collate_task``), a ``Request`` how that is to be done.
``named_inputs`` and ``named_records`` find the documents, ``plan`` says what is to be done, ``worker`` does one, the
``engines`` run them, ``commit`` puts outputs into their places, ``ledger`` remembers, ``driver`` does one run from plan
to end, ``task_run`` refuses, runs and reports, and ``summary`` says at the end what was done.
"""
