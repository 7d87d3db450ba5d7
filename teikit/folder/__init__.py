"""What a folder of TEI files says as a whole: who wrote to whom, what cites what, what is in each document."""
