"""How fast the house is, beside a bare Django in the same run."""
