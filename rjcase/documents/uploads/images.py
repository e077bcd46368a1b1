"""Pictures: decoded within bounds and drawn anew, so that only what can be seen is kept."""

import io
import warnings

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from rjcase.documents.uploads.refusals import UploadRefused

MOST_PIXELS = 50_000_000  # a telephone's largest picture; in memory some 200 MB
_SHADES = {"L": "L", "1": "L", "LA": "RGBA", "PA": "RGBA", "P": "RGBA", "RGBA": "RGBA"}


def clean_jpeg(content: bytes) -> tuple[bytes, None]:
    """Return a JPEG of the same picture, upright, without place, time, camera or anything hung on it."""
    picture = _drawn(content, "JPEG")
    shade = "L" if picture.mode == "L" else "RGB"
    return _saved(picture.convert(shade), "JPEG", quality=90, optimize=True), None


def clean_png(content: bytes) -> tuple[bytes, None]:
    """Return a PNG of the same picture, without texts or anything hung on it."""
    picture = _drawn(content, "PNG")
    return _saved(picture.convert(_SHADES.get(picture.mode, "RGB")), "PNG", compress_level=4), None


def _drawn(content: bytes, form: str) -> Image.Image:
    """The picture alone. Its size is read from the header: nothing is decoded before it is known."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture: Image.Image = Image.open(io.BytesIO(content), formats=[form])
    except Image.DecompressionBombError as bomb:
        raise _too_large() from bomb
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as broken:
        raise _damaged() from broken
    if picture.width * picture.height > MOST_PIXELS:
        raise _too_large()
    try:
        return ImageOps.exif_transpose(picture)
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError) as broken:
        raise _damaged() from broken


def _saved(picture: Image.Image, form: str, **how: object) -> bytes:
    picture.info.clear()  # comments and profiles are written from here
    whole = io.BytesIO()
    try:
        picture.save(whole, form, **how)
    except (OSError, ValueError) as broken:
        raise _damaged() from broken
    return whole.getvalue()


def _too_large() -> UploadRefused:
    return UploadRefused(
        _(
            "The selected picture must have fewer than %(pixels)s million pixels. "
            "Save it smaller, then select it"
        )
        % {"pixels": MOST_PIXELS // 1_000_000}
    )


def _damaged() -> UploadRefused:
    return UploadRefused(_("The selected picture is damaged and cannot be read"))
