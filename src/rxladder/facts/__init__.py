"""What the field says: packs of rules, vocabulary, topics and activity numbers, as typed and checked data."""
