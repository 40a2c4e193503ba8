"""Decks of Anki, in and out: `read.py` takes a package's cards and history, `write.py` makes one."""
