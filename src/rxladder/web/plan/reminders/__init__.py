"""Reminders by e-mail: what a person wants, what is claimed and sent, by which mail server."""
