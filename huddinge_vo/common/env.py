"""Settings from the environment, read with a type. Nonsense stops the start with one clear line."""

from __future__ import annotations

import os
from pathlib import Path


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
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise BadSetting(f"{name}_FILE pekar på {path}, som inte går att läsa ({error.strerror}).") from error
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise BadSetting(f"{name} saknas. Sätt {name}, eller {name}_FILE till en fil som innehåller värdet.")
    return default


def boolean(name: str, default: bool) -> bool:
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
