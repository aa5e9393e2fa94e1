"""Parts of addresses that would otherwise carry a running number."""

from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import url_str_to_user_pk, user_pk_to_url_str
from django.core import signing

from lab.accounts.models import User
from lab.core.ids import ALPHABET, LENGTH
from lab.core.pseudonyms import digest

SALT = "lab.accounts.address"


class Account:
    """An account, by its public id; the library sees its own notation."""

    regex = f"[{ALPHABET}]{{{LENGTH}}}"

    def to_python(self, value: str) -> str:
        """Return the library's notation; nobody for an unknown id."""
        user = User.objects.filter(public_id=value).first()
        return str(user_pk_to_url_str(user)) if user else "0"

    def to_url(self, value: str) -> str:
        """Return the public id."""
        user = User.objects.filter(pk=url_str_to_user_pk(value)).first() if value != "0" else None
        return user.public_id if user else ALPHABET[:LENGTH]


class AddressKey:
    """The key in a confirmation mail: whose address it is, signed and limited in time."""

    regex = r"[-:\w]+"

    def to_python(self, value: str) -> str:
        """Return the library's key; one that opens nothing when ours is spoilt."""
        try:
            public_id, mark = signing.loads(value, salt=SALT, max_age=3 * 24 * 3600)
        except (signing.BadSignature, ValueError, TypeError):
            return "-"
        waiting = EmailAddress.objects.filter(user__public_id=public_id, verified=False)
        found = [address for address in waiting if digest(address.email)[:16] == mark]
        return EmailConfirmationHMAC(found[0]).key if found else "-"

    def to_url(self, value: str) -> str:
        """Return our key for the library's."""
        confirmation = EmailConfirmationHMAC.from_key(value)
        if confirmation is None:
            return "-"
        address = confirmation.email_address
        return signing.dumps([address.user.public_id, digest(address.email)[:16]], salt=SALT)
