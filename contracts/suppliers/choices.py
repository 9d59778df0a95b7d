"""Sweden's counties, as the register of units tells them apart."""

from __future__ import annotations

from django.db import models


class County(models.TextChoices):
    """The 21 counties by their official letters (SCB)."""

    STOCKHOLM = "AB", "Stockholms län"
    UPPSALA = "C", "Uppsala län"
    SODERMANLAND = "D", "Södermanlands län"
    OSTERGOTLAND = "E", "Östergötlands län"
    JONKOPING = "F", "Jönköpings län"
    KRONOBERG = "G", "Kronobergs län"
    KALMAR = "H", "Kalmar län"
    GOTLAND = "I", "Gotlands län"
    BLEKINGE = "K", "Blekinge län"
    SKANE = "M", "Skåne län"
    HALLAND = "N", "Hallands län"
    VASTRA_GOTALAND = "O", "Västra Götalands län"
    VARMLAND = "S", "Värmlands län"
    OREBRO = "T", "Örebro län"
    VASTMANLAND = "U", "Västmanlands län"
    DALARNA = "W", "Dalarnas län"
    GAVLEBORG = "X", "Gävleborgs län"
    VASTERNORRLAND = "Y", "Västernorrlands län"
    JAMTLAND = "Z", "Jämtlands län"
    VASTERBOTTEN = "AC", "Västerbottens län"
    NORRBOTTEN = "BD", "Norrbottens län"


UNKNOWN_COUNTY = "okant"
# Where each stands on a map of squares, north upwards: a column and a row. Ours: neighbours lie near.
PLACES = {
    County.NORRBOTTEN: (3, 0),
    County.JAMTLAND: (1, 1),
    County.VASTERBOTTEN: (2, 1),
    County.DALARNA: (1, 2),
    County.GAVLEBORG: (2, 2),
    County.VASTERNORRLAND: (3, 2),
    County.VARMLAND: (0, 3),
    County.OREBRO: (1, 3),
    County.VASTMANLAND: (2, 3),
    County.UPPSALA: (3, 3),
    County.VASTRA_GOTALAND: (0, 4),
    County.OSTERGOTLAND: (1, 4),
    County.SODERMANLAND: (2, 4),
    County.STOCKHOLM: (3, 4),
    County.HALLAND: (0, 5),
    County.JONKOPING: (1, 5),
    County.KALMAR: (2, 5),
    County.GOTLAND: (3, 5),
    County.SKANE: (0, 6),
    County.KRONOBERG: (1, 6),
    County.BLEKINGE: (2, 6),
}
# As it is written in a square, where the whole name has no room.
_SHORT = {County.VASTRA_GOTALAND: "V. Götaland", County.VASTERNORRLAND: "V.norrland"}


def short_name(county: County) -> str:
    """The county's own name, without the word for county."""
    return _SHORT.get(county) or str(county.label).removesuffix(" län").removesuffix("s")
