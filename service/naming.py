"""What the places of a dossier are called in a text, and how words are strung together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from engine.dossier import Dossier
from engine.facts import Deel, attribuut, feiten
from engine.vocabulary import Attribuut, Structuur, Verzameling, vocabulary
from engine.wording import toon


def aantal(n: int, enkel: str, meer: str) -> str:
    return f"{n} {enkel if n == 1 else meer}"


def en(woorden: Sequence[str]) -> str:
    return " en ".join(filter(None, (", ".join(woorden[:-1]), *woorden[-1:])))


class Namen:
    """What a JSON pointer into one dossier is called in words."""

    def __init__(self, dossier: Dossier) -> None:
        zaak = feiten(dossier)
        self._delen = {d.pointer: d for rij in zaak.delen.values() for d in rij}

    def plek(self, pointer: str) -> str:
        """`voorziening V1 (hulp bij het huishouden)`, or for a field `voorziening V1 > omvang`."""
        if pointer == "":
            return "het dossier"
        if pointer in self._delen:
            return self._deel(self._delen[pointer])
        stappen = pointer.split("/")
        for i in range(len(stappen) - 1, 0, -1):
            eigenaar = self._delen.get("/".join(stappen[:i]))
            if eigenaar is not None:
                soort = eigenaar.soort.replace("_", " ")
                return f"{soort} {eigenaar.ref} > {_veldnaam(eigenaar.soort, stappen[i:])}"
        return _veldnaam("dossier", stappen[1:])

    def plekken(self, pointers: Sequence[str]) -> str:
        return en([self.plek(p) for p in pointers]) if pointers else "het dossier als geheel"

    @staticmethod
    def _deel(deel: Deel) -> str:
        kort = f"{deel.soort.replace('_', ' ')} {deel.ref}"
        for kenmerk in ("naam", "soort"):
            attr, waarde = attribuut(deel.soort, kenmerk), deel.waarden.get(kenmerk)
            if attr is not None and not attr.persoonsgegeven and isinstance(waarde, str):
                return f"{kort} ({toon(waarde)})"
        return kort


def _veldnaam(soort: str, stappen: Sequence[str]) -> str:
    """JSON names of attributes as words, through structures: `mandaat > bekrachtigd op`."""
    namen: list[str] = []
    kenmerken: Iterable[Attribuut] = vocabulary().soorten[soort].kenmerken.values()
    for stap in stappen:
        gevonden = next((a for a in kenmerken if a.json_naam == stap), None)
        namen.append((gevonden.naam if gevonden else stap).replace("_", " "))
        type_ = gevonden.type if gevonden else None
        kenmerken = type_.kenmerken.values() if isinstance(type_, Structuur) else ()
        if isinstance(type_, Verzameling):
            break
    return " > ".join(namen)
