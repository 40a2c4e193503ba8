"""Backups of an installation: one file that holds all of it, tried out before it counts, and the way back."""
