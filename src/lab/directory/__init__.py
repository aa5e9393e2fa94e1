"""Labs, organisations, memberships, roles and profiles."""
