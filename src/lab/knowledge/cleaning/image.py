"""Pictures: drawn anew, so that place, time and camera are gone."""

import io

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from lab.knowledge.cleaning.clean import Clean, Refused

MOST_PIXELS = 40_000_000
MEDIA_TYPES = {"PNG": ("png", "image/png"), "JPEG": ("jpg", "image/jpeg")}


def clean_image(data: bytes) -> Clean:
    """Return the picture with its pixels only."""
    try:
        with Image.open(io.BytesIO(data), formats=list(MEDIA_TYPES)) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise Refused(
                    _("The picture has more than 40 million pixels. Please make it smaller.")
                )
            kind = opened.format or "PNG"
            drawn = _redrawn(opened, kind)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise Refused(_("The picture is damaged. Please save it again.")) from None
    extension, media_type = MEDIA_TYPES[kind]
    return Clean(drawn, extension, media_type)


def _redrawn(opened: Image.Image, kind: str) -> bytes:
    upright = ImageOps.exif_transpose(opened)
    mode = "RGB" if kind == "JPEG" else "RGBA" if _has_alpha(upright) else "RGB"
    pixels = upright.convert(mode)
    bare = Image.new(mode, pixels.size)
    bare.paste(pixels)
    out = io.BytesIO()
    bare.save(out, kind, **({"quality": 90} if kind == "JPEG" else {"optimize": True}))
    return out.getvalue()


def _has_alpha(picture: Image.Image) -> bool:
    return "A" in picture.getbands() or "transparency" in picture.info
