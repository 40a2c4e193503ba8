"""A person's record: its types (`record`) and the career file that carries it (`file`)."""
