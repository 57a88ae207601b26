"""The same rules and facts in other engines. Each is made once; a case is given as plain facts.

An engine that cannot say a join gets the rules without one. What is measured is facts in, what fires
out: no explanation and no unknowns, which none of these engines has. Run as a program it measures one
engine in a process of its own and prints what it found as JSON:
`python -m benchmarks.anderen clipspy 100`.
"""

from __future__ import annotations

import importlib.metadata
import json
import re
import sys
from collections.abc import Callable
from itertools import product
from typing import Any, Final

from benchmarks.kaal import Uitkomst, maak_kaal
from benchmarks.maat import meet
from benchmarks.werk import Proefregel, Test, Zaak, maak_regels, maak_zaak

Motor = Callable[[Zaak], Uitkomst]


def _plat(zaak: Zaak) -> list[tuple[str, str, dict[str, Any]]]:
    return [(s, ref, feit) for s, delen in zaak.items() for ref, feit in delen.items()]


def _waarden(t: Test) -> tuple[Any, ...]:
    return t.waarde if isinstance(t.waarde, tuple) else (t.waarde,)


# ---------------------------------------------------------------- clipspy


def clipspy(regels: list[Proefregel]) -> Motor:
    import clips

    def woord(waarde: Any) -> str:
        return ("ja" if waarde else "nee") if isinstance(waarde, bool) else str(waarde)

    def predicaat(t: Test, v: str) -> str:
        eq = [f"(eq {v} {woord(w)})" for w in _waarden(t)]
        match t.op:
            case "is":
                return eq[0]
            case "is_niet":
                return f"(not {eq[0]})"
            case "een_van":
                return f"(or {' '.join(eq)} FALSE)"
            case "geen_van":
                return f"(not (or {' '.join(eq)} FALSE))"
            case "minstens":
                return f"(>= {v} {t.waarde})"
            case _:
                return f"(< {v} {t.waarde})"

    omgeving = clips.Environment()
    for soort, delen in maak_zaak().items():
        velden = sorted({v for f in delen.values() for v in f})
        omgeving.build(f"(deftemplate {soort} (slot ref) {' '.join(f'(slot {v})' for v in velden)})")
    gevonden: Uitkomst = []

    def raak(naam: str, links: str, rechts: str) -> None:
        gevonden.append((naam, (links, rechts) if rechts else (links,)))

    omgeving.define_function(raak)
    for r in regels:
        patronen = []
        verbonden = f"?v0_{r.verband[0]}" if r.verband else ""
        for b, soort in enumerate(r.soorten):
            slots: dict[str, list[str]] = {"ref": [f"?r{b}"]}
            for t in r.tests:
                if t.binder == b:
                    v = f"?v{b}_{t.veld}"
                    delen_ = slots.setdefault(t.veld, [v])
                    delen_.append(f":{predicaat(t, v)}" if t.op != "is" else woord(t.waarde))
            if r.verband and b == 0:
                slots.setdefault(r.verband[0], [verbonden])
            elif r.verband:
                eigen = r.verband[1] or "ref"
                slots.setdefault(eigen, [f"?v1_{eigen}"]).append(verbonden)
            patronen.append(f"({soort} {' '.join(f'({s} {chr(38).join(d)})' for s, d in slots.items())})")
        tweede = "?r1" if len(r.soorten) > 1 else '""'
        try:
            omgeving.build(f'(defrule {r.naam} {" ".join(patronen)} => (raak "{r.naam}" ?r0 {tweede}))')
        except clips.CLIPSError as fout:
            if "unmatchable" not in str(fout):  # CLIPS refuses a rule that can never fire; it is not missed
                raise
    sjablonen = {s: omgeving.find_template(s) for s in maak_zaak()}
    symbool = clips.Symbol

    def voer_uit(zaak: Zaak) -> Uitkomst:
        gevonden.clear()
        omgeving.reset()
        for soort, ref, feit in _plat(zaak):
            waarden = {k: w if w.__class__ is int else symbool(woord(w)) for k, w in feit.items()}
            sjablonen[soort].assert_fact(ref=symbool(ref), **waarden)
        omgeving.run()
        return [(n, tuple(map(str, refs))) for n, refs in gevonden]

    return voer_uit


# ---------------------------------------------------------------- engines that judge one expression


def _per_deel(regels: list[Proefregel], maak: Callable[[Proefregel], Callable[[Any], Any]]) -> Motor:
    """One expression per rule on one part, or on each pair of parts under `a` and `b`."""
    gemaakt = [(r, maak(r)) for r in regels]

    def voer_uit(zaak: Zaak) -> Uitkomst:
        uit: Uitkomst = []
        met_ref = {s: [(ref, {**f, "ref": ref}) for ref, f in d.items()] for s, d in zaak.items()}
        for r, toets in gemaakt:
            if r.verband is None:
                uit += [(r.naam, (ref,)) for ref, f in met_ref[r.soorten[0]] if toets(f)]
            else:
                for (ref, f), (ref2, f2) in product(met_ref[r.soorten[0]], met_ref[r.soorten[1]]):
                    if toets({"a": f, "b": f2}):
                        uit.append((r.naam, (ref, ref2)))
        return uit

    return voer_uit


def zen_engine(regels: list[Proefregel]) -> Motor:
    import zen

    def maak(r: Proefregel) -> Callable[[Any], Any]:
        delen = []
        for t in r.tests:
            waarden = [json.dumps(w) for w in _waarden(t)]
            lijst = f"[{', '.join(waarden)}]"
            vorm = {
                "is": f"== {waarden[0]}",
                "is_niet": f"!= {waarden[0]}",
                "een_van": f"in {lijst}",
                "geen_van": f"not in {lijst}",
                "minstens": f">= {t.waarde}",
                "minder": f"< {t.waarde}",
            }
            delen.append(f"({t.veld} {vorm[t.op]})")
        uitdrukking = zen.compile_expression(" and ".join(delen))
        return lambda f: uitdrukking.evaluate(f)

    return _per_deel(regels, maak)


def rule_engine(regels: list[Proefregel]) -> Motor:
    import rule_engine as motor

    def maak(r: Proefregel) -> Callable[[Any], Any]:
        delen = []
        if r.verband:
            delen.append(f"a.{r.verband[0]} == b.{r.verband[1] or 'ref'}")
        for t in r.tests:
            veld = f"{'ab'[t.binder]}.{t.veld}" if r.verband else t.veld
            waarden = [json.dumps(w) for w in _waarden(t)]
            lijst = f"[{', '.join(waarden)}]"
            vorm = {"is": f"{veld} == {waarden[0]}", "is_niet": f"{veld} != {waarden[0]}",
                    "een_van": f"{veld} in {lijst}", "geen_van": f"not ({veld} in {lijst})",
                    "minstens": f"{veld} >= {t.waarde}", "minder": f"{veld} < {t.waarde}"}  # fmt: skip
            delen.append(vorm[t.op])
        return motor.Rule(" and ".join(delen)).matches  # type: ignore[no-any-return]

    return _per_deel(regels, maak)


def json_logic(regels: list[Proefregel]) -> Motor:
    from json_logic import jsonLogic

    def maak(r: Proefregel) -> Callable[[Any], Any]:
        delen: list[Any] = []
        if r.verband:
            delen.append({"==": [{"var": f"a.{r.verband[0]}"}, {"var": f"b.{r.verband[1] or 'ref'}"}]})
        for t in r.tests:
            var = {"var": f"{'ab'[t.binder]}.{t.veld}" if r.verband else t.veld}
            lijst = list(_waarden(t))
            vorm: dict[str, Any] = {
                "is": {"===": [var, t.waarde]}, "is_niet": {"!==": [var, t.waarde]},
                "een_van": {"in": [var, lijst]}, "geen_van": {"!": {"in": [var, lijst]}},
                "minstens": {">=": [var, t.waarde]}, "minder": {"<": [var, t.waarde]}}  # fmt: skip
            delen.append(vorm[t.op])
        logica = {"and": delen}
        return lambda f: jsonLogic(logica, f)

    return _per_deel(regels, maak)


# ---------------------------------------------------------------- cedarpy


def cedarpy(regels: list[Proefregel]) -> Motor:
    """One `permit` per rule: the policies that a request satisfies are the rules that fire."""
    import cedarpy as motor

    def voorwaarde(t: Test) -> str:
        veld = f"resource.{t.veld}"
        waarden = [json.dumps(w) for w in _waarden(t)]
        lijst = f"[{', '.join(waarden)}].contains({veld})"
        return {"is": f"{veld} == {waarden[0]}", "is_niet": f"{veld} != {waarden[0]}", "een_van": lijst,
                "geen_van": f"!({lijst})", "minstens": f"{veld} >= {t.waarde}",
                "minder": f"{veld} < {t.waarde}"}[t.op]  # fmt: skip

    beleid = motor.PolicySet.from_str(
        "\n".join(
            f"permit(principal, action, resource is {r.soorten[0]}) "
            f"when {{ {' && '.join(map(voorwaarde, r.tests))} }};"
            for r in regels
        )
    )

    def voer_uit(zaak: Zaak) -> Uitkomst:
        delen = _plat(zaak)
        entiteiten = [{"uid": {"type": s, "id": ref}, "attrs": f, "parents": []} for s, ref, f in delen]
        vragen = [
            {"principal": 'Gebruiker::"g"', "action": 'Action::"toets"', "resource": f'{s}::"{ref}"'}
            for s, ref, _ in delen
        ]
        antwoorden = motor.is_authorized_batch(vragen, beleid, json.dumps(entiteiten))
        return [
            (regels[int(policy.removeprefix("policy"))].naam, (ref,))
            for (_, ref, _), antwoord in zip(delen, antwoorden, strict=True)
            for policy in antwoord.diagnostics.reasons
        ]

    return voer_uit


# ---------------------------------------------------------------- durable-rules, the C module, no process


_PER_GROEP: Final = 16
_GROEPEN: Final = 24


def durable_rules(regels: list[Proefregel]) -> Motor:
    """The safe subset: positive patterns, alternatives multiplied out, ways in spread over markers."""
    import durable_rules_engine as motor  # type: ignore[import-not-found]

    netten: list[tuple[int, list[tuple[str, int]], dict[str, int]]] = []
    inhoud: dict[str, Any] = {}
    namen: list[tuple[str, int]] = []
    ingangen: dict[str, int] = {}

    def sluit() -> None:
        slot = {"all": [{"b0": {"$and": [{"k": "z"}]}}], "cap": 1000, "dist": 0}
        netten.append(
            (motor.create_ruleset("t", json.dumps({**inhoud, "z": slot})), list(namen), dict(ingangen))
        )
        inhoud.clear()
        namen.clear()
        ingangen.clear()

    for r in regels:
        keuzes = [_waarden(t) if t.op == "een_van" else (None,) for t in r.tests]
        for gekozen in product(*keuzes):
            if any(ingangen.get(s, 0) >= _PER_GROEP * _GROEPEN for s in r.soorten) or len(namen) > 900:
                sluit()
            binders = []
            for b, s in enumerate(r.soorten):
                n = ingangen[s] = ingangen.get(s, 0) + 1
                tests: list[Any] = [{"k": s}, {f"g{(n - 1) // _PER_GROEP}": 1}]
                later: list[Any] = []
                for t, waarde in zip(r.tests, gekozen, strict=True):
                    if t.binder != b:
                        continue
                    match t.op:
                        case "is" | "een_van":
                            tests.append({t.veld: t.waarde if waarde is None else waarde})
                        case "is_niet" | "geen_van":
                            later += [{"$neq": {t.veld: w}} for w in _waarden(t)]
                        case "minstens":
                            later.append({"$gte": {t.veld: t.waarde}})
                        case _:
                            later.append({"$lt": {t.veld: t.waarde}})
                if r.verband:
                    eigen = r.verband[b] or "ref"
                    later.append({"$ex": {eigen: 1}})
                    if b:
                        later.append({eigen: {"b0": r.verband[0]}})
                binders.append({f"b{b}": {"$and": tests + later}})
            inhoud[f"r{len(namen)}"] = {"all": binders, "cap": 1000, "dist": 0}
            namen.append((r.naam, len(r.soorten)))
    sluit()
    patroon = re.compile(r'"b(\d)":\{"id":"(\w+)"')

    def voer_uit(zaak: Zaak) -> Uitkomst:
        uit: Uitkomst = []
        for handvat, regelnamen, groepen in netten:
            _, staat = motor.assert_fact(handvat, '{"id":"z","sid":"s","k":"z"}')
            for s, ref, feit in _plat(zaak):
                if s not in groepen:
                    continue
                aantal = -(-groepen[s] // _PER_GROEP)
                vol = {
                    "id": ref,
                    "sid": "s",
                    "k": s,
                    "ref": ref,
                    **{f"g{g}": 1 for g in range(aantal)},
                    **feit,
                }
                motor.assert_fact(handvat, json.dumps(vol, separators=(",", ":")))
            eerste = motor.start_action_for_state(handvat, staat)
            antwoord = eerste[1] if eerste else None
            while antwoord:
                naam = antwoord[2 : antwoord.index('"', 2)]
                if naam != "z":
                    regelnaam, breedte = regelnamen[int(naam[1:])]
                    gevonden = patroon.findall(antwoord)
                    for i in range(0, len(gevonden), breedte):
                        uit.append((regelnaam, tuple(ref for _, ref in sorted(gevonden[i : i + breedte]))))
                antwoord = motor.complete_and_start_action(handvat, staat)
            motor.delete_state(handvat, "s")
        return uit

    return voer_uit


ANDEREN: Final[dict[str, tuple[Callable[[list[Proefregel]], Motor], str, bool]]] = {
    "durable-rules": (durable_rules, "durable-rules", True),
    "clipspy": (clipspy, "clipspy", True),
    "zen-engine": (zen_engine, "zen-engine", False),
    "cedarpy": (cedarpy, "cedarpy", False),
    "json-logic": (json_logic, "json-logic-qubit", True),
    "rule-engine": (rule_engine, "rule-engine", True),
}
"""Per engine: how it is made, its package, and whether it can say a join."""


def main(naam: str, aantal: int) -> None:
    maak, pakket, joins = ANDEREN[naam]
    zaak = maak_zaak()
    regels = [r for r in maak_regels(aantal) if joins or r.verband is None]
    motor, kaal = maak(regels), maak_kaal(regels)
    eens = sorted(set(motor(zaak))) == sorted(kaal(zaak))
    meting, bodem = meet(lambda: motor(zaak), seconden=1.5), meet(lambda: kaal(zaak), seconden=0.5)
    print(
        json.dumps(
            {
                "versie": importlib.metadata.version(pakket),
                "regels": len(regels),
                "eens": eens,
                "mediaan": meting.mediaan,
                "p99": meting.p99,
                "kaal": bodem.mediaan,
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
