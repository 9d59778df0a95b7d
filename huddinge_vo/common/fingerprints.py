"""What is known again without being kept: an account, a name on a board, an address.

A fingerprint is made with the system's own secret, so that nobody can try his way back to what it is of. It begins with
what tells the secret: after the secret has been changed, older fingerprints are compared with none that are new.
"""

from __future__ import annotations

from django.utils.crypto import salted_hmac

_SALT = "huddinge_vo.fingerprints"
_SECRETS, _SIGNS = 4, 28
SECRET_SIGNS = _SECRETS


def fingerprint(value: str, *, of: str) -> str:
    """The same for the same value of a kind, however it is spaced and cased; empty for nothing."""
    plain = "".join(sign for sign in value.casefold() if sign.isalnum())
    if not plain:
        return ""
    secret = salted_hmac(_SALT, "", algorithm="sha256").hexdigest()[:_SECRETS]
    return secret + salted_hmac(f"{_SALT}.{of}", plain, algorithm="sha256").hexdigest()[:_SIGNS]
