"""Who asks, and what may they: access keys that only we can have made, or tokens of an OIDC issuer; and how
often.

A key is `ts_<id>_<secret>`. Only the hash of the secret is kept: it is random and long, so a plain hash
will do.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import logging
import re
import secrets
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from service.settings import ALGORITMEN, Instelling
from service.store.archive import Archief, Gemeente, OpslagWeg, Toegangssleutel, nu

logboek: Final = logging.getLogger("toetssteen")

RECHTEN: Final = ("toetsen", "bewijzen", "regels", "beheer")
"""To check; to read receipts and set findings aside; to write rules; to manage the municipality."""

PER_MINUUT: Final = 6_000
PER_DAG: Final = 1_000_000
_SLEUTEL: Final = re.compile(r"ts_([0-9a-f]{16})_([A-Za-z0-9_-]{43})")
_VERS: Final = 30.0
_JWKS_GOED: Final = 600.0
_OUDST: Final = 900.0
"""For so long a key that was known is believed while the database is away (seconds)."""


class Onbekend(Exception):  # noqa: N818 - an outcome, not a mistake
    """Not a key or token that is known here."""


class UitgeverWeg(Exception):  # noqa: N818 - an outcome, not a mistake
    """The public keys of the OIDC issuer were never read yet, and cannot be read now."""


@dataclass(frozen=True, slots=True)
class Aanroeper:
    """Who asks. `id`: that of the key, or of the client of a token; never a person's name."""

    id: str
    gemeente: Gemeente
    rechten: frozenset[str]
    per_minuut: int
    per_dag: int


def maak_sleutel(
    gemeente: str,
    naam: str,
    rechten: Iterable[str],
    per_minuut: int = PER_MINUUT,
    per_dag: int = PER_DAG,
) -> tuple[str, Toegangssleutel]:
    """A new key, to be shown once, and what is kept of it."""
    id_, geheim = secrets.token_hex(8), secrets.token_urlsafe(32)
    bewaard = Toegangssleutel(
        id_, gemeente, naam, _hash(geheim), frozenset(rechten), per_minuut, per_dag, nu(), None
    )
    return f"ts_{id_}_{geheim}", bewaard


def _hash(geheim: str) -> str:
    return hashlib.sha256(geheim.encode()).hexdigest()


class Toegang:
    """Knows keys and tokens. What it read is believed for half a minute: a revoked key dies within that time.

    While the database is away, a key that was read in the last quarter of an hour is still believed, so
    that checks that keep nothing can go on.
    """

    def __init__(self, archief: Archief, instelling: Instelling) -> None:
        self._archief = archief
        self._instelling = instelling
        self._sleutels: dict[str, tuple[float, Toegangssleutel]] = {}
        self._gemeenten: dict[str, tuple[float, Gemeente]] = {}
        self._tokens = _Tokens(instelling) if instelling.uitgever else None

    def kent_al(self, bewijs: str) -> Aanroeper | None:
        """Who has this key, when that can be said without asking the database."""
        gevonden = _SLEUTEL.fullmatch(bewijs)
        if gevonden is None:
            return None
        gelezen, sleutel = self._sleutels.get(gevonden[1], (0.0, None))
        if sleutel is None or time.monotonic() - gelezen > _VERS:
            return None
        return self._aanroeper(sleutel, gevonden[2]) if sleutel.gemeente in self._gemeenten else None

    def wie(self, bewijs: str) -> Aanroeper:
        """Who has this key or token. Reads the database.

        Raises:
            Onbekend: nobody that is known here. OpslagWeg, UitgeverWeg: that cannot be said now.
        """
        gevonden = _SLEUTEL.fullmatch(bewijs)
        if gevonden is not None:
            return self._aanroeper(self._sleutel(gevonden[1]), gevonden[2])
        if self._tokens is None:
            raise Onbekend
        client, gemeente, rechten = self._tokens.lees(bewijs)
        return Aanroeper(client, self._gemeente(gemeente), rechten, PER_MINUUT, PER_DAG)

    def _aanroeper(self, sleutel: Toegangssleutel, geheim: str) -> Aanroeper:
        # Compared before anything else is looked at, in the same time for every key.
        goed = hmac.compare_digest(_hash(geheim), sleutel.hash)
        if not goed or sleutel.ingetrokken_op is not None:
            raise Onbekend
        gemeente = self._gemeente(sleutel.gemeente)
        return Aanroeper(sleutel.id, gemeente, sleutel.rechten, sleutel.per_minuut, sleutel.per_dag)

    def _sleutel(self, id_: str) -> Toegangssleutel:
        gelezen, bekend = self._sleutels.get(id_, (0.0, None))
        try:
            sleutel = self._archief.sleutel(id_)
        except OpslagWeg:
            if bekend is None or time.monotonic() - gelezen > _OUDST:
                raise
            return bekend
        if sleutel is None:
            self._sleutels.pop(id_, None)
            raise Onbekend
        self._sleutels[id_] = time.monotonic(), sleutel
        return sleutel

    def _gemeente(self, id_: str) -> Gemeente:
        gelezen, bekend = self._gemeenten.get(id_, (0.0, None))
        if bekend is not None and time.monotonic() - gelezen <= _VERS:
            return bekend
        try:
            gemeente = self._archief.gemeente(id_)
        except OpslagWeg:
            if bekend is None:
                raise
            return bekend
        if gemeente is None:
            raise Onbekend
        self._gemeenten[id_] = time.monotonic(), gemeente
        return gemeente


class _Tokens:
    """Tokens of one OIDC issuer: signed by a key it published, for us, not expired."""

    def __init__(self, instelling: Instelling) -> None:
        self._instelling = instelling
        self._sleutels: Any = None
        self._lees_weer = 0.0
        self._gelezen = -_VERS
        self._een_tegelijk = threading.Lock()

    def lees(self, token: str) -> tuple[str, str, frozenset[str]]:
        """The client, the municipality and the rights in a token."""
        from joserfc import jwt
        from joserfc.errors import InvalidKeyIdError, JoseError

        if len(token) > 8_192:
            raise Onbekend
        sleutels, algoritmen = self._jwks(), list(ALGORITMEN)
        try:
            try:
                inhoud = jwt.decode(token, sleutels, algorithms=algoritmen).claims
            except InvalidKeyIdError:
                inhoud = jwt.decode(token, self._jwks(mist=True), algorithms=algoritmen).claims
            jwt.JWTClaimsRegistry(
                leeway=30,
                iss={"essential": True, "value": self._instelling.uitgever},
                aud={"essential": True, "value": self._instelling.publiek},
                exp={"essential": True},
                sub={"essential": True},
            ).validate(inhoud)
        except (JoseError, ValueError, TypeError, KeyError):
            raise Onbekend from None
        client = inhoud.get("client_id") or inhoud.get("azp") or inhoud["sub"]
        gemeente, scope = inhoud.get("gemeente"), inhoud.get("scope", "")
        if not (isinstance(client, str) and isinstance(gemeente, str) and isinstance(scope, str)):
            raise Onbekend
        return f"oidc:{client[:100]}", gemeente, frozenset(scope.split()) & frozenset(RECHTEN)

    def _jwks(self, *, mist: bool = False) -> Any:
        """The issuer's keys: read again each ten minutes, and if that fails the ones we had, for half a
        minute. `mist`: one was not among them, so that they are read again unless that was just done.
        """
        if self._oud(mist):
            # One at a time: any stranger can send what looks like a token while the issuer is slow.
            with self._een_tegelijk:
                if self._oud(mist):
                    nieuw = _lees_jwks(self._instelling.jwks)
                    self._sleutels = nieuw or self._sleutels
                    self._gelezen = time.monotonic()
                    self._lees_weer = self._gelezen + (_JWKS_GOED if nieuw else _VERS)
        if self._sleutels is None:
            raise UitgeverWeg
        return self._sleutels

    def _oud(self, mist: bool) -> bool:
        nu = time.monotonic()
        return nu >= self._lees_weer or (mist and nu >= self._gelezen + _VERS)


def _lees_jwks(plaats: str) -> Any:
    """The issuer's public keys, from a file or over HTTPS; None when they cannot be read."""
    import json

    import httpx
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    try:
        if plaats.startswith("https://"):
            antwoord = httpx.get(plaats, timeout=5.0, follow_redirects=False).raise_for_status()
            tekst = antwoord.content[: 1 << 20]
        else:
            tekst = Path(plaats).read_bytes()
        return KeySet.import_key_set(json.loads(tekst))
    except (httpx.HTTPError, OSError, JoseError, ValueError, TypeError, KeyError):
        logboek.error("uitgever_niet_te_lezen")
        return None


# ---------------------------------------------------------------- how often


class Maat:
    """How often a key may ask: a bucket per minute in this process, and a count per day over all of them.

    The count of a day is shared through the database every second or so; with several processes a key can
    pass its bound by what it asks of the others in that time, and it has the bucket of each.
    """

    def __init__(self) -> None:
        self._emmers: dict[str, tuple[float, float]] = {}
        self._nieuw: dict[tuple[str, str], int] = {}
        self._onderweg: dict[tuple[str, str], int] = {}
        self._totaal: dict[tuple[str, str], int] = {}
        self._slot = threading.Lock()

    def neem(self, aanroeper: Aanroeper, aantal: int = 1) -> float:
        """Count a request with `aantal` dossiers; gives after how many seconds it may be tried again, 0 for
        now.
        """
        tijd = time.monotonic()
        vol = float(aanroeper.per_minuut)
        over, laatst = self._emmers.get(aanroeper.id, (vol, tijd))
        over = min(vol, over + (tijd - laatst) * vol / 60)
        if over < 1:
            self._emmers[aanroeper.id] = over, tijd
            return (1 - over) * 60 / vol
        moment = dt.datetime.now(dt.UTC)
        if self._over(aanroeper, moment) <= 0:
            return _tot_morgen(moment)
        self._emmers[aanroeper.id] = over - 1, tijd
        self._tel(aanroeper, moment, aantal)
        return 0.0

    def neem_dossiers(self, aanroeper: Aanroeper, aantal: int) -> tuple[int, float]:
        """Count dossiers of a request that was let in, as far as the day has room: how many, and after how
        many seconds the rest may be tried again.
        """
        moment = dt.datetime.now(dt.UTC)
        past = max(0, min(aantal, self._over(aanroeper, moment)))
        self._tel(aanroeper, moment, past)
        return past, 0.0 if past == aantal else _tot_morgen(moment)

    def _over(self, aanroeper: Aanroeper, moment: dt.datetime) -> int:
        telling = aanroeper.id, moment.date().isoformat()
        with self._slot:
            geteld = (self._totaal, self._onderweg, self._nieuw)
            return aanroeper.per_dag - sum(tellingen.get(telling, 0) for tellingen in geteld)

    def _tel(self, aanroeper: Aanroeper, moment: dt.datetime, aantal: int) -> None:
        telling = aanroeper.id, moment.date().isoformat()
        with self._slot:
            self._nieuw[telling] = self._nieuw.get(telling, 0) + aantal

    def deel(self, archief: Archief) -> None:
        """Add what was counted to the totals in the database, and read those. Reads and writes the
        database.
        """
        with self._slot:
            self._onderweg, self._nieuw = self._nieuw, {}
        try:
            totaal = archief.tel_verbruik(self._onderweg)
        except OpslagWeg:
            totaal = None
        vandaag = dt.datetime.now(dt.UTC).date().isoformat()
        with self._slot:
            if totaal is None:
                for telling, aantal in self._onderweg.items():
                    self._nieuw[telling] = self._nieuw.get(telling, 0) + aantal
            else:
                self._totaal = {k: n for k, n in (self._totaal | totaal).items() if k[1] == vandaag}
            self._onderweg = {}


def _tot_morgen(moment: dt.datetime) -> float:
    morgen = moment.date() + dt.timedelta(days=1)
    return (dt.datetime.combine(morgen, dt.time(), dt.UTC) - moment).total_seconds()
