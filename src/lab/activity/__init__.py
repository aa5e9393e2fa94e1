"""The house book: who did what to which thing."""
