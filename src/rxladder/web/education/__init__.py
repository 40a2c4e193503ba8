"""Continuing education: the log of credits, the audit of a holding, and the rules in words."""
