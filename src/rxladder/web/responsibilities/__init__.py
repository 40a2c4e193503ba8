"""What a person takes on beyond the counter, and the proof of it: quality projects and stock work."""
