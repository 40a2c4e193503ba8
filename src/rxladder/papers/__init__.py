"""What is handed out as a file: PDF, calendar, table. Pure functions of results; they decide nothing."""
