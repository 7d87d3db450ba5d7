"""HTML pages for people: the edition of a record, a collated collection, the overview of a batch."""
