"""Analyse German text, find, rank, warn beforehand."""
