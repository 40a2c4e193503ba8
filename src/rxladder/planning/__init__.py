"""Plans: what to take, and when, at the least cost; each proven optimal or with its gap."""
