"""Quality projects: run charts and control charts, their signals, stock figures, and a guard against patient
data."""
