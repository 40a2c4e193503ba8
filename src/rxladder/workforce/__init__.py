"""A whole workforce audited at once: its tables read and checked, audited in a database, written as one file."""
