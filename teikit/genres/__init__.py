"""What a document is: its genre by a learnt score over what it shows, where it begins and ends, its sheet."""
