"""Accounts as a Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who signs in, and how."""

    name = "lab.accounts"

    def ready(self) -> None:
        """Forget times, listen, state the rules for personal data, end old sessions daily."""
        from lab.accounts import receivers  # noqa: F401 – connects the receivers
        from lab.accounts.actions import delete_account
        from lab.accounts.models import User
        from lab.accounts.nostamps import forget_times
        from lab.accounts.personal import register_rules
        from lab.accounts.sessions import SessionStore
        from lab.core import deletions
        from lab.core.queue import daily

        forget_times()
        register_rules()
        deletions.register(User, delete_account)
        daily("accounts.sessions", SessionStore.clear_expired)
