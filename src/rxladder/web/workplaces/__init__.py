"""Kinds of workplaces: what they are, what they pay, how they fit, and which one has seen."""
