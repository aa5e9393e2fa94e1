"""Doors of this room: signing in, services, the account."""
