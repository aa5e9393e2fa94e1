"""Comments on anything, and reports about anything."""
