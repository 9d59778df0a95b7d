"""Photos on their way in: drawn anew, so that nothing is left of where, when and by whose telephone they were taken."""

from __future__ import annotations

import io
import warnings
from typing import IO

from PIL import Image, ImageOps

_MOST_PIXELS = 80_000_000  # what a telephone takes at its finest; a file that unpacks to more is no photo
_WIDEST = 2560  # of what is kept: enough to read a note on a wall


class NotAPhoto(ValueError):
    """The file is no photo that can be read. The message is for the user."""


def without_metadata(file: IO[bytes]) -> io.BytesIO:
    """A JPEG of what is seen in a photo and of nothing else, turned as it was held. Raises NotAPhoto."""
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what is odd in the file's own notes, which go
            with Image.open(file, formats=("JPEG", "PNG", "WEBP")) as photo:
                is_too_large = photo.width * photo.height > _MOST_PIXELS
                seen = None if is_too_large else ImageOps.exif_transpose(photo).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise NotAPhoto("Filen är ingen bild som går att läsa. Ta en bild i JPEG, PNG eller WebP.") from error
    if seen is None:
        raise NotAPhoto("Bilden är för stor. Ta en ny i lägre upplösning.")
    seen.thumbnail((_WIDEST, _WIDEST))
    bare = Image.new("RGB", seen.size)
    bare.paste(seen)
    made = io.BytesIO()
    bare.save(made, "JPEG", quality=85)
    made.seek(0)
    return made
