"""The people one knows: contacts, mentors, events, recommendations."""
