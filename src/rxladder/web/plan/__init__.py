"""What to do next: the home page, goals and the year."""
