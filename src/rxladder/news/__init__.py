"""What comes from other hosts: guarded fetching, feeds, recalls. The only engine that knows a network."""
