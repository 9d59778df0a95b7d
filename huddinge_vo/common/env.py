"""Settings from the environment, read with a type. Nonsense stops the start with one clear line."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict


class BadSetting(SystemExit):
    """A setting that cannot be used. Shown as one line, without a traceback: the reader is an operator."""

    def __init__(self, message: str) -> None:
        super().__init__(f"Fel i inställningarna: {message}")


def text(name: str, default: str | None = None) -> str:
    """The value of NAME, or the content of the file that NAME_FILE names; without either, the default.

    Raises BadSetting when there is no default.
    """
    if path := os.environ.get(f"{name}_FILE"):
        try:
            secret = Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise BadSetting(f"{name}_FILE pekar på {path}, som inte går att läsa ({error.strerror}).") from error
        if not secret:
            raise BadSetting(f"{name}_FILE pekar på {path}, som är tom.")
        return secret
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise BadSetting(f"{name} saknas. Sätt {name}, eller {name}_FILE till en fil som innehåller värdet.")
    return default


def boolean(name: str, *, default: bool) -> bool:
    """Yes or no: 1/0, true/false, yes/no, on/off."""
    value = text(name, "1" if default else "0").lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise BadSetting(f"{name} är ”{value}”, men ska vara 1 eller 0.")


def integer(name: str, default: int, *, at_least: int = 0) -> int:
    """A whole number, not below `at_least`."""
    value = text(name, str(default))
    try:
        number = int(value)
    except ValueError:
        raise BadSetting(f"{name} är ”{value}”, men ska vara ett heltal.") from None
    if number < at_least:
        raise BadSetting(f"{name} är {number}, men ska vara minst {at_least}.")
    return number


def listed(name: str, default: str = "") -> list[str]:
    """Values parted by commas."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def choice(name: str, default: str, allowed: set[str]) -> str:
    """One of a few words."""
    value = text(name, default)
    if value not in allowed:
        raise BadSetting(f"{name} är ”{value}”, men ska vara {' eller '.join(sorted(allowed))}.")
    return value


def address(name: str) -> str:
    """A web address that pages link to; empty when NAME is unset."""
    value = text(name, "")
    parts = urlsplit(value)
    if value and not (parts.scheme in {"http", "https"} and parts.hostname):
        raise BadSetting(f"{name} är ”{value}”, men ska vara en adress som börjar med https:// eller http://.")
    return value


def database(name: str) -> dict[str, object] | None:
    """Django's description of the database at a PostgreSQL address, or None when NAME is unset.

    Any address libpq takes is taken, sockets (`postgresql:///vo?host=/run/postgresql`) and options such as
    `sslmode=require` included. The password may stand apart, in DATABASE_PASSWORD or the file of
    DATABASE_PASSWORD_FILE.
    """
    address = text(name, "")
    if not address:
        return None
    try:
        parts = conninfo_to_dict(address)
    except ProgrammingError:
        parts = {}
    if not parts.get("dbname"):
        # The address itself is not repeated: it may hold a password.
        raise BadSetting(f"{name} ska se ut som postgresql://användare@värd:5432/databas.")
    known = {key: str(parts.pop(key, "") or "") for key in ("dbname", "user", "password", "host", "port")}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": known["dbname"],
        "USER": known["user"],
        "PASSWORD": known["password"] or text("DATABASE_PASSWORD", ""),
        "HOST": known["host"],
        "PORT": known["port"],
        "OPTIONS": parts,
    }


def redis(name: str) -> tuple[str, str] | None:
    """The address at NAME as Celery's broker and as Django's cache want it, or None when NAME is unset.

    Over a socket the two spell it differently: `redis+socket:///path?virtual_host=0` and `unix:///path?db=0`.
    """
    address = text(name, "")
    if not address:
        return None
    parts = urlsplit(address)
    if parts.scheme in {"redis", "rediss"} and parts.hostname:
        return address, address
    if parts.scheme == "unix" and parts.path:
        number = dict(parse_qsl(parts.query)).get("db", "0")
        return f"redis+socket://{parts.path}?virtual_host={number}", address
    raise BadSetting(f"{name} ska se ut som redis://värd:6379/0 eller unix:///sökväg?db=0.")
