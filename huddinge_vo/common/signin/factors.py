"""Second factors as allauth keeps them: in our words, enciphered, and never the last one of who needs it."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import sha256

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

from huddinge_vo.common.people.models import User
from huddinge_vo.common.signin.sessions import needs_second_factor

ISSUER = "Vård och omsorg"


def _cipher() -> MultiFernet:
    """By the installation's secret key; what was enciphered by an earlier one is read by SECRET_KEY_FALLBACKS."""
    keys = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet([Fernet(urlsafe_b64encode(sha256(f"second factor {key}".encode()).digest())) for key in keys])


def is_last(authenticator: Authenticator) -> bool:
    """Whether nothing but recovery codes would be left."""
    others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
    return not others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()


class FactorAdapter(DefaultMFAAdapter):
    """What allauth asks of us about second factors."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": "Din roll kräver ett andra steg. Lägg till ett nytt innan du tar bort det här.",
        "cannot_generate_recovery_codes": "Koder finns när du har ett andra steg.",
        "incorrect_code": "Koden stämmer inte. Vänta på nästa och försök igen.",
    }

    def get_totp_issuer(self) -> str:
        """What the app calls us."""
        return ISSUER

    def get_totp_label(self, user: User) -> str:
        """Whose it is, as he signs in."""
        return user.username

    def encrypt(self, text: str) -> str:
        """So that whoever reads the database alone makes no codes."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The other way."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last one of who cannot do without."""
        return not (is_last(authenticator) and needs_second_factor(authenticator.user))

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002 - allauth's name
        """What a passkey is called until its owner says."""
        number = Authenticator.objects.filter(user=user, type=type).count()
        return f"Passkey {number + 1}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Whom the passkey is for: the address, in our name."""
        return {**super().get_public_key_credential_rp_entity(), "name": ISSUER}
