"""Many inputs: planned before the work, done by workers with limits, kept in a ledger, taken up again where it stopped.

``run`` is the way of one batch; ``documents`` and ``plan`` say what is to be done, ``work`` does one document,
``pool`` and ``dask_engine`` have it done, ``commit`` puts what was made into its place, ``ledger`` remembers,
``progress``, ``report`` and ``overview`` tell.
"""
