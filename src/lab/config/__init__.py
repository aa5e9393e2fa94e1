"""Composition: settings, addresses, start page, the operator's commands."""
