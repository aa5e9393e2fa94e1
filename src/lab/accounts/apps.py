"""Accounts as a Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who signs in, and how."""

    name = "lab.accounts"
