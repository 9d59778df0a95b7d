"""Photos on their way in: drawn anew, so that nothing is left of where, when and by whose telephone they were taken."""

from __future__ import annotations

import io
import warnings
from typing import IO, Literal

from PIL import Image, ImageOps

_MOST_PIXELS = 60_000_000  # what a telephone takes at its finest; a file that unpacks to more is no photo
_LONGEST_SIDE = 2400  # of what is kept: enough to read a note on a wall
_TOO_LARGE = "Bilden har för många bildpunkter. Ta den med lägre upplösning."


class NotAPhoto(ValueError):
    """The file is no photo that can be read. The message is for the user."""


def without_metadata(
    file: IO[bytes], *, kind: Literal["JPEG", "PNG"] = "JPEG", longest: int = _LONGEST_SIDE
) -> io.BytesIO:
    """What is seen in a photo and nothing else, turned as it was held: no place, time, camera or names.

    `longest` is its longer side in pixels. Raises NotAPhoto, and before it is unpacked where that would be too much.
    """
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what is odd in the file's own notes, which go
            with Image.open(file, formats=("JPEG", "PNG", "WEBP")) as photo:
                is_too_large = photo.width * photo.height > _MOST_PIXELS
                seen = None if is_too_large else _seen(photo, longest).convert("RGB" if kind == "JPEG" else "RGBA")
    except Image.DecompressionBombError as error:
        raise NotAPhoto(_TOO_LARGE) from error
    except (OSError, ValueError, SyntaxError) as error:
        raise NotAPhoto("Bilden går inte att läsa. Ta den igen, i JPEG, PNG eller WebP.") from error
    if seen is None:
        raise NotAPhoto(_TOO_LARGE)
    bare = Image.new(seen.mode, seen.size)  # nothing but its points goes on
    bare.paste(seen)
    made = io.BytesIO()
    bare.save(made, kind, **({"quality": 85} if kind == "JPEG" else {}))
    made.seek(0)
    return made


def _seen(photo: Image.Image, longest: int) -> Image.Image:
    turned = ImageOps.exif_transpose(photo)
    turned.thumbnail((longest, longest))
    return turned
