"""The Verwaltungsrebellen-Labor: one Django project, one room per noun."""

__version__ = "0.1.0"
