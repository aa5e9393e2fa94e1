"""Pitfalls and approaches, from capture to warning."""
