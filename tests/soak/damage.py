"""Random damage of random rows, for as long as one likes: that case is told, and nobody else notices.

``python tests/soak/damage.py --minutes 60`` furnishes a house in an SQLite file, on PostgreSQL and on MariaDB, harms
one case at a time past the store, in a column, a body or an entry, and asks for everything. It prints what it did as
JSON, and ends with 1 where something else came out than that case's CorruptRecord.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from sqlalchemy import text

from servicedesk.errors import ServicedeskError
from stores.damaging import ANY_TYPE, COLUMNS, ENTRY, HUGE, UNSEEN, VICTIM, bodies
from stores.sql.servers import NoServer, mariadb, new_schema, postgres
from stores.sql.test_damage import House

CORRUPT = "CorruptRecord"


def harm(house: House, chance: random.Random) -> tuple[str, str]:
    """One thing that is wrong; its kind, and the column."""
    kind = chance.choice(["column", "column", "body", "bytes", "entry", "entry body"])
    if kind == "body":
        harmed = chance.choice(list(bodies(house.body(VICTIM), house.body("c0"))))
        return ("body", "body") if house.harm("body", harmed) else ("", "")
    if kind == "bytes":  # any one character of the body is another
        body = house.body(VICTIM)
        at = chance.randrange(len(body))
        other = body[:at] + chance.choice('x0,}{"业 ') + body[at + chance.choice((0, 1, 2)) :]
        return ("body", "body") if other != body and house.harm("body", other) else ("", "")
    if kind == "column":
        column = chance.choice(list(COLUMNS))
        values = (*COLUMNS[column], *ANY_TYPE) if house.url.startswith("sqlite") else COLUMNS[column]
        if column in ("next_check_at", "last_due"):
            values = (*values, chance.choice(HUGE) + chance.randrange(10**6), chance.randrange(2**60))
        return ("column", column) if house.harm(column, chance.choice(values)) else ("", "")
    if kind == "entry":
        column = chance.choice(list(ENTRY))
        return (
            ("entry", column) if house.harm(column, chance.choice(ENTRY[column]), table="sd_entry", seq=1) else ("", "")
        )
    entry = next(row["body"] for row in house.kept["sd_entry"] if (row["case_id"], row["seq"]) == (VICTIM, 1))
    harmed = chance.choice(list(bodies(entry, entry.replace("open", "shut"))))
    return ("entry", "body") if house.harm("body", harmed, table="sd_entry", seq=1) else ("", "")


def wrong(house: House, kind: str, column: str) -> list[str]:
    """What came out that should not."""
    faults: list[str] = []
    try:
        found = house.asked()
        said = house.said()
    except Exception as error:  # noqa: BLE001  whatever it is, it is the finding
        code = error.code if isinstance(error, ServicedeskError) else ""
        return [f"{type(error).__name__} {code}"]
    if found.without(VICTIM) != house.before.without(VICTIM):
        faults.append("the others are not what they were")
    if [case for case, _ in house.checked().failed] != [VICTIM]:
        faults.append(f"a check found {house.checked().failed}")
    if kind == "entry":
        if said["history"] != CORRUPT or found.failed["deviations"] != {VICTIM: "store.corrupt"}:
            faults.append("a damaged entry was not told")
        return faults
    if set(said.values()) != {CORRUPT}:
        faults.append(f"said {sorted(set(said.values()))}")
    for call in ("due", "deviations", "cases", "tick"):
        unseen = column in UNSEEN[call]
        if found.failed[call] != {VICTIM: "store.corrupt"} and not (unseen and not found.failed[call]):
            faults.append(f"{call} has {found.failed[call]} in failed")
    return faults


def run(url: str, until: float, chance: random.Random, say: Callable[[str], None]) -> dict[str, object]:
    """Harm, ask and mend until the time is over."""
    house = House.at(url)
    done: Counter[str] = Counter()
    findings: list[str] = []
    while time.monotonic() < until and len(findings) < 20:
        kind, column = harm(house, chance)
        if kind:
            done[f"{kind} {column}"] += 1
            with house.engine.connect() as db:
                row = [dict(found) for found in db.execute(text("SELECT * FROM sd_case WHERE id = 'c3'")).mappings()]
            for fault in wrong(house, kind, column):
                findings.append(f"{kind} {column}: {fault}: {str(row)[:400]}")
                say(findings[-1])
        house.mend()
    house.engine.dispose()
    return {"harmed": done.total(), "kinds": len(done), "findings": findings}


def main() -> int:
    """As the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=2.0, help="for all databases together")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--on", nargs="+", default=["sqlite", "postgres", "mariadb"])
    asked = parser.parse_args()
    logging.getLogger("servicedesk").setLevel(logging.CRITICAL)
    seed = random.randrange(2**32) if asked.seed is None else asked.seed
    chance, each = random.Random(seed), asked.minutes * 60 / len(asked.on)
    results: dict[str, object] = {"seed": seed, "minutes": asked.minutes}
    say = lambda line: print(line, file=sys.stderr)  # noqa: E731
    for name in asked.on:
        if name == "sqlite":
            with tempfile.TemporaryDirectory() as folder:
                results[name] = run(f"sqlite:///{folder}/desk.db", time.monotonic() + each, chance, say)
            continue
        try:
            with (postgres if name == "postgres" else mariadb)() as server:
                url = new_schema(server, f"d{uuid.uuid4().hex}")
                results[name] = run(url, time.monotonic() + each, chance, say)
        except NoServer as reason:
            results[name] = {"skipped": str(reason)}
    print(json.dumps(results, ensure_ascii=False, indent=2))
    return int(any(isinstance(found, dict) and found.get("findings") for found in results.values()))


if __name__ == "__main__":
    sys.exit(main())
