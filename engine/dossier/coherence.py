"""What no single value shows: references, ``ontbreekt`` lists, chains, and the number of parts.

Works on the raw JSON values, guided by the model, so that these faults are reported together with
faults in the values themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from engine.dossier.errors import MAX_FOUTEN, VEILIGE_NAAM, Invoerfout, bedoelt_u, pointer
from engine.dossier.shape import Vorm, vormen
from engine.dossier.values import Bouwsteen, Deel

MAX_DELEN = 2_000


def samenhang(data: Mapping[str, Any], model: type[Bouwsteen]) -> list[Invoerfout]:
    """Every fault in how the parts hang together."""
    return _Lezing(data, model).fouten


@cache
def _te_volgen(model: type[Bouwsteen]) -> tuple[tuple[str, Vorm], ...]:
    """The fields that hold parts, references or names of fields: few of the many."""
    return tuple(
        (naam, vorm)
        for naam, vorm in vormen(model).items()
        if naam == "ontbreekt" or vorm.model is not None or vorm.naar is not None
    )


class _Lezing:
    """One pass over one case file."""

    def __init__(self, data: Mapping[str, Any], model: type[Bouwsteen]) -> None:
        self.fouten: list[Invoerfout] = []
        self.aantal = 0
        self.ketens: dict[tuple[str, str], dict[str, str]] = {}
        self.bekend: dict[str, list[str]] = {}
        for naam, vorm in vormen(model).items():
            if vorm.soort == "map" and vorm.model is not None and issubclass(vorm.model, Deel):
                delen = data.get(naam)
                self.bekend[vorm.model.SOORT] = list(delen) if isinstance(delen, Mapping) else []
        self._object(data, model, ())
        if self.aantal > MAX_DELEN:
            self.fouten.append(
                Invoerfout(
                    "",
                    "D05",
                    f"Het dossier heeft meer dan {MAX_DELEN} delen.",
                    "Splits de zaak in meer dossiers.",
                )
            )
        self._kringen()

    def _object(self, data: Mapping[str, Any], model: type[Bouwsteen], plaats: tuple[object, ...]) -> None:
        if len(self.fouten) > MAX_FOUTEN:
            # No more are shown; looking for near words in thousands of names would take long.
            return
        for naam, vorm in _te_volgen(model):
            waarde = data.get(naam)
            if waarde is None:
                continue
            hier = (*plaats, naam)
            if naam == "ontbreekt":
                self._ontbreekt(data, model, waarde, hier)
            elif vorm.soort == "map" and vorm.model is not None and isinstance(waarde, Mapping):
                self.aantal += len(waarde)
                for sleutel, deel in waarde.items():
                    if isinstance(deel, Mapping):
                        self._object(deel, vorm.model, (*hier, sleutel))
            elif vorm.soort == "object" and vorm.model is not None and isinstance(waarde, Mapping):
                self._object(waarde, vorm.model, hier)
            elif vorm.naar is not None and isinstance(waarde, str):
                self._verwijzing(waarde, vorm.naar, hier)
                if vorm.keten and len(plaats) == 2:
                    self.ketens.setdefault((str(plaats[0]), naam), {})[str(plaats[1])] = waarde
            elif vorm.naar is not None and isinstance(waarde, list | tuple):
                gezien: set[str] = set()
                for index, element in enumerate(waarde):
                    if not isinstance(element, str):
                        continue
                    self._verwijzing(element, vorm.naar, (*hier, index))
                    if element in gezien:
                        self.fouten.append(
                            Invoerfout(
                                pointer((*hier, index)),
                                "D24",
                                "Deze verwijzing staat twee keer in de lijst.",
                                "Haal de tweede weg.",
                            )
                        )
                    gezien.add(element)

    def _verwijzing(self, waarde: str, soort: str, plaats: tuple[object, ...]) -> None:
        bekend = self.bekend.get(soort, [])
        if waarde not in bekend:
            self.fouten.append(
                Invoerfout(
                    pointer(plaats),
                    "D20",
                    f"Er is geen {soort.replace('_', ' ')} met deze verwijzing.",
                    bedoelt_u(waarde, [naam for naam in bekend if VEILIGE_NAAM.fullmatch(naam)])
                    or "Zet dit onderdeel ook in het dossier, of haal de verwijzing weg.",
                )
            )

    def _ontbreekt(
        self, data: Mapping[str, Any], model: type[Bouwsteen], waarde: object, plaats: tuple[object, ...]
    ) -> None:
        if not isinstance(waarde, list | tuple):
            return
        namen = [naam for naam in vormen(model) if naam != "ontbreekt"]
        gezien: set[str] = set()
        for index, naam in enumerate(waarde):
            if not isinstance(naam, str):
                continue
            hier = pointer((*plaats, index))
            if naam not in namen:
                herstel = bedoelt_u(naam, namen) or "Gebruik de naam van een veld dat hier kan staan."
                self.fouten.append(Invoerfout(hier, "D21", "Dit veld bestaat hier niet.", herstel))
            elif naam in gezien:
                self.fouten.append(
                    Invoerfout(hier, "D24", "Dit veld staat twee keer in `ontbreekt`.", "Haal de tweede weg.")
                )
            elif data.get(naam) is not None:
                self.fouten.append(
                    Invoerfout(
                        hier,
                        "D22",
                        "Dit veld staat in `ontbreekt` en heeft toch een waarde.",
                        f"Haal `{naam}` weg uit `ontbreekt`, of haal de waarde weg.",
                    )
                )
            gezien.add(naam)

    def _kringen(self) -> None:
        for (meervoud, naam), stappen in self.ketens.items():
            klaar: set[str] = set()
            for begin in stappen:
                pad: dict[str, None] = {}
                huidig = begin
                while huidig in stappen and huidig not in klaar and huidig not in pad:
                    pad[huidig] = None
                    huidig = stappen[huidig]
                if huidig in pad:
                    self.fouten.append(
                        Invoerfout(
                            pointer((meervoud, huidig, naam)),
                            "D23",
                            "Deze verwijzingen lopen in een kring.",
                            "Haal de verwijzing weg die naar een later onderdeel wijst.",
                        )
                    )
                klaar.update(pad)
