"""Releases of one telegram: each corrects the other, and shows what the other withheld.

What it mends: a word that the releases read differently takes the reading that is likeliest, given what each engine
read, how often that engine misreads such letters in this release, and what stands around the word; so ``CIRCR`` reads
CIRC where the other release has that. What one release withholds and another prints is supplied, and says which
release has it.

What it leaves alone: an odd form that all releases read alike (``HARRASSMENTS``) is what the page has, and a correction
that another rule made there is undone. Where two releases have different numbers, both stand in the apparatus, with a
query. What one release has and another lacks, without a trace of an excision, is not called withheld.

How it may be wrong: a passage that the OCR of one release skipped may be taken for one that was withheld, above all
where the release was read badly; each says its grounds. A scrap of the OCR in the place of an excision may be taken for
the text that was withheld there.
Seen in: POLTO 12, the JFK records, which were released two to four times.
"""
