"""A whole workforce at once: its tables read, checked, audited in a database, and written as one."""
