"""People who sign in, and their sessions. No last sign-in, no address, no browser is kept."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lab.core.ids import public_id_field


class UserManager(BaseUserManager["User"]):
    """How accounts come to be."""

    def create_user(self, email: str, password: str | None = None, *, name: str = "") -> "User":
        """Create an account; without a password only other ways of signing in work."""
        user = self.model(email=email.strip().lower(), name=name.strip())
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person with an account. What they may do is said by their memberships."""

    last_login = None
    public_id = public_id_field()
    email = models.EmailField(_("Mail address"), unique=True)
    name = models.CharField(_("Name"), max_length=100, blank=True)
    is_active = models.BooleanField(default=True)
    created_on = models.DateField(default=timezone.localdate, editable=False)
    last_quarter = models.CharField(max_length=6, blank=True, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        """What it is called."""

        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self) -> str:
        """Return the name the person goes by."""
        return self.name or self.email.partition("@")[0]


class Session(AbstractBaseSession):
    """One signed-in browser: the start day and a self-given name, nothing about its use."""

    user = models.ForeignKey(
        User, models.CASCADE, related_name="sessions", null=True, editable=False
    )
    public_id = public_id_field()
    started_on = models.DateField(default=timezone.localdate, editable=False)
    name = models.CharField(_("Name of the device"), max_length=60, blank=True)

    class Meta:
        """What it is called."""

        verbose_name = _("signed-in device")
        verbose_name_plural = _("signed-in devices")
