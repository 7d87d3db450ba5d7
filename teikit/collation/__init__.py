"""Compare the releases of one telegram: they correct each other and show what each withheld.

What it corrects: a word that the releases read differently gets the likeliest reading, given what each engine read, how
often that engine misreads such letters in this release, and the words around it; so ``CIRCR`` reads CIRC if the other
release has that. Text that one release withholds and another prints is supplied, with the release that has it.

What it leaves alone: a word that all releases share, however odd (``HARRASSMENTS``), and what another rule corrected
alike in all of them. If two releases have different numbers, both are in the apparatus, with a query. Text that one
release has and another lacks, without a trace of an excision, is not called withheld.

How it may be wrong: a passage that the OCR of one release skipped may be taken for one that was withheld, above all in
a release that was read badly; the grounds are given in each case. A scrap of the OCR in the place of an excision may be
taken for the text that was withheld there.
Seen in: POLTO 12, the JFK records, which were released two to four times.
"""
