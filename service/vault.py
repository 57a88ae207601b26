"""Keys that keep what may be kept: a master key in a file, and under it a key per municipality.

A municipality's key encrypts its dossiers and makes its pseudonyms, so that those of one mean nothing to
another.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from service.terminal import Fout

_LENGTE: Final = 32
_NONCE: Final = 12


class Onleesbaar(Exception):  # noqa: N818 - an outcome, not a mistake
    """Encrypted under another key, or changed."""


def lees_hoofdsleutel(pad: Path, *, maak: bool = False) -> bytes:
    """The master key in a file; with `maak` it is made when there is none, readable for its owner only.

    Raises:
        Fout: no file, or not a key.
    """
    if maak and not pad.exists():
        try:
            bestand = os.open(pad, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            pass
        except OSError:
            raise Fout(f"de hoofdsleutel `{pad}` is niet te schrijven") from None
        else:
            with os.fdopen(bestand, "w", encoding="ascii") as stroom:
                stroom.write(secrets.token_hex(_LENGTE) + "\n")
    try:
        sleutel = bytes.fromhex(pad.read_text(encoding="ascii").strip())
    except FileNotFoundError:
        raise Fout(
            f"de hoofdsleutel `{pad}` ontbreekt; zet het bestand terug, of noem het in TOETSSTEEN_GEHEIM. "
            "Zonder deze sleutel zijn bewaarde dossiers niet te lezen"
        ) from None
    except (OSError, ValueError):
        raise Fout(f"`{pad}` is geen hoofdsleutel van Toetssteen") from None
    if len(sleutel) != _LENGTE:
        raise Fout(f"`{pad}` is geen hoofdsleutel van Toetssteen")
    return sleutel


def nieuwe_sleutel() -> bytes:
    return secrets.token_bytes(_LENGTE)


def versleutel(sleutel: bytes, inhoud: bytes, waarvoor: str) -> bytes:
    """Encrypt (AES-256-GCM). `waarvoor` is bound to it: what was made for one place is not read elsewhere."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(sleutel).encrypt(nonce, inhoud, waarvoor.encode())


def ontsleutel(sleutel: bytes, geheim: bytes, waarvoor: str) -> bytes:
    """What was encrypted.

    Raises:
        Onleesbaar: another key, another place, or changed.
    """
    try:
        return AESGCM(sleutel).decrypt(geheim[:_NONCE], geheim[_NONCE:], waarvoor.encode())
    except (InvalidTag, ValueError):
        raise Onleesbaar from None


def pseudoniem(sleutel: bytes, waarde: str) -> str:
    """A stand-in for a value, the same each time within one municipality, and of no use without its key."""
    return "hmac-sha256:" + hmac.new(sleutel, waarde.encode(), hashlib.sha256).hexdigest()
