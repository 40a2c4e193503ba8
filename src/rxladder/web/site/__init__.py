"""What every chapter's app shares: settings, addresses, the base of records and pages, and the page parts."""
