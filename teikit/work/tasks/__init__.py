"""What a command makes of each document."""
