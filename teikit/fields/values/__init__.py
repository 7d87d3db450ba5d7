"""What the values of fields say: dates, numbers, names, addresses, however misread."""
