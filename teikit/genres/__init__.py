"""Which documents an input holds: where each begins and ends, its genre by a learnt score, its identification sheet."""
