"""Hostile files for every command: deep, huge, cut off, in other encodings, pipes, folders; what must come of it."""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import attrs

from doors.attack import PATIENCE, Slow, hurried
from doors.values import MARK, json_value, text
from servicedesk.cli import main
from servicedesk.cli.line import command_line
from servicedesk.texts.commands import OUR_FAULT

_HEAD: Final = "occurred_at,case,subject,procedure,step,actor,roles,complainant,contents,channel,recorded_at,entry,item"
_ROW: Final = "2026-09-28 09:00,r1,9-1,complaint,open,王敏,recipient,张三,噪声,电话,,,"
_NEXT: Final = "2026-09-28 09:30,r1,,,tell_desk,王敏,recipient,,,,,,"

_MANUAL: Final = '''"""A small manual."""
from datetime import date
from servicedesk.declare import Edition, Manual, Procedure, Step, local_rule, role

CLERK = role("clerk", "文员")
JOB = Procedure("job", "工作", section="1", states="open", ends="closed",
    rules=[Step(local_rule("so"), "start", CLERK, "", "open"),
           Step(local_rule("so"), "finish", CLERK, "open", "closed")])
MANUAL = Manual("small", "小手册", editions=(Edition("1", date(2020, 1, 1), date(2020, 1, 1), (JOB,)),), roles=(CLERK,),
    head=CLERK)
'''

RIGHT: Final[dict[str, str]] = {
    "csv": f"{_HEAD}\n{_ROW}\n{_NEXT}\n",
    "toml": '[roster]\nsuperior = ["李主管"]\n[calendar]\nhours = "09:00-17:00"\n',
    "mapping": '[columns]\nwhen = "occurred_at"\n[constants]\nroles = "recipient"\n',
    "json": json.dumps({"year": 2027, "days": [{"name": "元旦", "off": "2027-01-01"}]}),
    "ics": "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20270101\nSUMMARY:元旦\nEND:VEVENT\nEND:VCALENDAR\n",
    "jsonl": json.dumps({"id": "a/b/1", "manual": "a"}) + "\n",
    "py": _MANUAL,
}
"""What is right in a file of each kind, or nearly."""

_WRONG: Final[dict[str, tuple[str, ...]]] = {
    "csv": (
        ",".join(f"c{n}" for n in range(20_000)) + "\n",
        _HEAD + "," + ",".join(f"c{n}" for n in range(20_000)) + "\n" + _ROW + "\n",
        _HEAD + "\n" + _ROW.replace("噪声", '"' + "x" * 140_000 + '"') + "\n",
        _HEAD + '\n"open',
        _HEAD + "\n" + _ROW.replace(",,,", ",9999-12-31 23:59,,"),
        _HEAD + "\n" + _ROW + "\n" + _NEXT.replace(",,,,,,", f",,,,{'9' * 5000},"),
        _HEAD + "\n" + _ROW + "\n" + _NEXT.replace("tell_desk", "correct").replace(",,,,,,", f",,,,{'9' * 5000},"),
        _HEAD + "\n" + "\n".join([_ROW.replace("r1", "r.1"), _ROW.replace("r1", "replay:fuheng"), _ROW, _NEXT]),
        ";".join(_HEAD.split(",")) + "\n",
        _HEAD + "\n" + _ROW.replace("2026-09-28 09:00", "0001-01-01") + "\n" + _ROW + "\n",
        _HEAD.replace("case,", "case,case,") + "\n",
        "\ufeff" + _HEAD + "\r\n" + _ROW.replace("9-1", "9\u202e-1\u200b") + "\r\n",
    ),
    "toml": (
        "a = " + "[" * 5000 + "]" * 5000,
        ".".join("a" * 2000) + " = 1",
        "[roster]\nsuperior = " + "9" * 5000,
        "strict = " + "9" * 5000,
        "[calendar]\ncountry = 'DE'\nyears = [999999999]\n",
        "[calendar]\ncountry = '__class__'\nyears = [2026]\n",
        "[calendar]\nhours = 5\n",
        "[calendar]\nfile = '/dev/zero'\n",
        "[calendar]\nfile = 5\nzone = []\n",
        "[amounts]\nx = 1e400\n[[override]]\nclause = 5\nspan = 5\nsince = 5\ncites = 5\n",
        "[calendar]\nhours = '" + "9" * 3000 + "'\n",
        "override = [" + "{}, " * 3000 + "]",
        "[recording]\nby = [[[]]]\n",
        "[roster]\nsuperior = [{name = 'a', since = 9999-12-31}, {hours = 5, name = 'b', every = "
        + "9" * 5000
        + "}]\n",
        "a = 2026-02-30\n",
    ),
    "mapping": (
        "[columns]\n" + "\n".join(f"c{n} = 'c{n}'" for n in range(20_000)),
        "instants = '%Y-%m-%d %Q %'\n",
        "[[events]]\nstep = 'open'\nat = 5\n",
        "events = 5\nvalues = [1]\n",
        "a = " + "{a = " * 3000 + "1" + "}" * 3000,
        "[values.roles]\n'x' = " + "9" * 5000,
    ),
    "json": (
        "[" * 100_000 + "]" * 100_000,
        '{"year": ' + "9" * 5000 + "}",
        '{"format": 1, "name": 5, "zone": [], "week": 5}',
        '{"format": 1, "name": "a", "zone": "UTC", "week": ["", "", "", "", "", "", ""], "breaks": [["a", "b"]]}',
        '{"year": 2027, "days": [{"name": 5, "off": 5}]}',
        '{"year": 1e400, "days": []}',
        '{"year": 2027, "days": [{"name": "a", "date": "2027-01-01", "isOffDay": {}}]}',
        "NaN",
        '{"year": NaN, "days": [NaN]}',
    ),
    "ics": (
        "BEGIN:VEVENT\n" * 2000,
        "BEGIN:VEVENT\nDTSTART:99999999\nEND:VEVENT",
        "BEGIN:VEVENT\nDTSTART:20270101\nDTEND:99991231\nEND:VEVENT",
    ),
    "jsonl": ("[" * 100_000, "{}", "5", '{"id": ' + "9" * 5000 + "}", "null\n" * 1000),
    "py": (
        "raise SystemExit(0)\n",
        "raise KeyError('x')\n",
        "x = " + "(" * 2000 + ")" * 2000,
        "import nothing_of_that_name\n",
        "MANUAL = 5\n",
        "def f(): return f()\nf()\n",
        "x = " + "9" * 5000 + "\n",
        "from servicedesk.declare import *\nMANUAL = Manual(5, 5, editions=5, roles=5, head=5)\n",
        "class E(Exception):\n    def __str__(self): raise RuntimeError\nraise E\n",
        "raise ExceptionGroup('a', [ValueError('b')])\n",
    ),
}


def hostile(kind: str, folder: Path, draw: random.Random) -> Path:
    """A file of a kind, at a place of its own: right and then spoilt, wrong from the start, or no file at all."""
    ending = {"mapping": "toml"}.get(kind, kind)
    path = folder / f"f{draw.randrange(10**9)}.{ending}"
    choice = draw.random()
    right = RIGHT[kind]
    if choice < 0.25 and kind in _WRONG:
        path.write_text(draw.choice(_WRONG[kind]), encoding="utf-8")
    elif choice < 0.45:
        place = draw.randrange(len(right))
        path.write_bytes((right[:place] + text(draw) + right[place:]).encode("utf-8", "surrogatepass"))
    elif choice < 0.55:
        path.write_bytes(right.encode()[: draw.randrange(len(right))])
    elif choice < 0.65:
        path.write_bytes(right.encode(draw.choice(("utf-16", "utf-8-sig", "gb18030", "utf-32", "cp037")), "replace"))
    elif choice < 0.72:
        path.write_bytes(bytes(draw.randrange(256) for _ in range(draw.randrange(400))))
    elif choice < 0.8:
        path.write_text(json.dumps(json_value(draw)), encoding="utf-8")
    elif choice < 0.84:
        os.mkfifo(path)
    elif choice < 0.88:
        path.mkdir()
    elif choice < 0.91:
        path.symlink_to(draw.choice(("/dev/zero", "/dev/tty", "/proc/self/mem", str(path), "/nowhere")))
    elif choice < 0.94:
        path.write_text(right, encoding="utf-8")
        path.chmod(0)
    elif choice < 0.97:
        with path.open("wb") as file:
            file.truncate(draw.choice((0, 20_000_000, 600_000_000)))
    return path


# --- commands -------------------------------------------------------------------------------------------

Argument = Callable[[Path, random.Random], str]


def file(kind: str) -> Argument:
    return lambda folder, draw: str(hostile(kind, folder, draw))


def word(*good: str) -> Argument:
    return lambda folder, draw: draw.choice(good) if draw.random() < 0.5 else _said(draw)


def _said(draw: random.Random) -> str:
    return text(draw).replace("\x00", "")[:5000]


def manual(folder: Path, draw: random.Random) -> str:
    if draw.random() < 0.6:
        return "fuheng"
    if draw.random() < 0.3:  # one in a file, with a catalogue of its own beside it
        path = folder / f"m{draw.randrange(10**9)}.py"
        catalogue = hostile("jsonl", folder, draw).name
        path.write_text(_MANUAL.replace("head=CLERK", f"head=CLERK, catalogue={catalogue!r}"), encoding="utf-8")
        return f"{path}:MANUAL"
    return f"{hostile('py', folder, draw)}{draw.choice(('', ':MANUAL', ':X'))}"


def database(folder: Path, draw: random.Random) -> str:
    if draw.random() < 0.7:
        return f"sqlite:///{folder / 'desk.db'}"
    return f"sqlite:///{hostile('csv', folder, draw)}" if draw.random() < 0.7 else _said(draw)


MOMENT: Final = word("2026-09-28 10:00", "2026-09-29", "9999-12-31", "0001-01-01")
CASE: Final = word("r1", "r9")
OF_DESK: Final[dict[str, Argument]] = {"--policy": file("toml"), "--tenant": word("", "a")}

COMMANDS: Final[dict[str, tuple[tuple[Argument, ...], dict[str, Argument]]]] = {
    "replay": (
        (file("csv"),),
        {
            **OF_DESK,
            "--mapping": file("mapping"),
            "--until": MOMENT,
            "--max-gap": word("60", "0", "-1", "9" * 30),
            "--refused": lambda folder, draw: str(folder / draw.choice(("out.csv", "no/such/out.csv", "."))),
            "--clock": word("desk", "log"),
        },
    ),
    "options": ((CASE,), {**OF_DESK, "--actor": word("王敏"), "--roles": word("recipient"), "--at": MOMENT}),
    "obligations": ((CASE,), {**OF_DESK, "--at": MOMENT}),
    "outlook": (
        (CASE,),
        {
            **OF_DESK,
            "--actor": word("王敏"),
            "--roles": word("recipient"),
            "--action": word("tell_desk", "register", "withdraw"),
            "--field": word("assignment=a", "=", "reason=x"),
            "--at": MOMENT,
        },
    ),
    "sheet": (
        (CASE, word("complaint_record", "no_form")),
        {**OF_DESK, "--item": word("1"), "--actor": word("王敏"), "--roles": word("recipient")},
    ),
    "deviations": ((CASE,), OF_DESK),
    "destroyable": (
        (),
        {**OF_DESK, "--on": word("2030-01-01"), "--after": word("r1"), "--limit": word("500", "0", "9" * 30)},
    ),
    "targets": ((word("complaint"),), {**OF_DESK, "--from": MOMENT, "--to": MOMENT}),
    "report": (
        (),
        {
            **OF_DESK,
            "--from": MOMENT,
            "--to": MOMENT,
            "--per": word("limit", "category", "person", "role", "month"),
            "--actor": word("王敏"),
            "--roles": word("recipient"),
        },
    ),
    "worklist": (
        (),
        {
            **OF_DESK,
            "--by": word("王小红"),
            "--roles": word("recipient"),
            "--before": MOMENT,
            "--limit": word("500", "0", "9" * 30),
            "--after": word("r1", '[1, "r1", "k"]'),
        },
    ),
    "find": (
        (word("complaint"),),
        {
            **OF_DESK,
            **dict.fromkeys(("--state", "--category", "--subject", "--parent", "--holder"), word("received", "9-1")),
            **dict.fromkeys(("--id-begins", "--subject-begins"), word("9-")),
            **dict.fromkeys(("--opened-from", "--opened-before", "--closed-from", "--closed-before"), MOMENT),
            **dict.fromkeys(("--due-from", "--due-before", "--overdue-at"), MOMENT),
            "--order": word("id", "due"),
            **dict.fromkeys(("--open", "--closed", "--deviating", "--descending", "--count"), word("")),
            "--limit": word("500", "0", "9" * 30),
            "--after": word("r1", '[null, "r1"]'),
        },
    ),
    "due": (
        (),
        {
            **OF_DESK,
            "--at": MOMENT,
            "--before": MOMENT,
            "--subject": word("9-1"),
            "--limit": word("500", "0", "9" * 30),
            "--after": word("r1", '[0, "r1", "a"]'),
        },
    ),
    "history": ((CASE,), OF_DESK),
    "explain": ((CASE, word("tell_desk")), OF_DESK),
    "tick": ((), {**OF_DESK, "--at": MOMENT}),
    "recalculate": (
        (),
        {
            **OF_DESK,
            "--calendar": lambda folder, draw: str(hostile(draw.choice(("json", "ics")), folder, draw)),
            "--mode": word("retroactive"),
            "--named": word("front_desk"),
            "--at": MOMENT,
            "--actor": word("王敏"),
        },
    ),
    "move": (
        (CASE,),
        {
            **OF_DESK,
            "--from": word("undated"),
            "--to": word("2"),
            "--why": word("新版"),
            "--state": word("a=b"),
            "--at": MOMENT,
            "--actor": word("王敏"),
        },
    ),
    "relay": ((), {**OF_DESK, "--once": lambda folder, draw: "", "--source": word("/desk"), "--every": word("1", "0")}),
    "manuals": ((), {}),
    "steps": ((manual, word("complaint", "job")), {"--edition": word("undated")}),
    "compare": (
        (manual,),
        {"--with": manual, "--from": word("undated"), "--to": word("undated"), "--procedure": word("complaint", "job")},
    ),
    "new": (
        (word("manual"), word("rooms", "a b", "Rooms", "../x", "")),
        {"--to": lambda folder, draw: str(folder / draw.choice(("made", ".", "no/such")))},
    ),
    "ledger": (
        (),
        {
            "--manual": manual,
            "--procedure": word("complaint"),
            "--edition": word("undated"),
            "--search": lambda folder, draw: "",
        },
    ),
    "stubs": (
        (manual,),
        {"--edition": word("undated"), "--out": lambda folder, draw: str(folder / draw.choice(("o.pyi", ".")))},
    ),
    "when": (
        (word("2 working days"),),
        {"--from": MOMENT, "--hours": word("09:00-12:00"), "--zone": word("UTC"), "--explain": lambda folder, draw: ""},
    ),
    "check": ((), {"--edition": word("undated"), "--policy": file("toml"), "--without": word("9.9", "4.1a")}),
    "contract": ((word("nothing:here", "os:sep", "a.db"),), {"--only": word("STORE-01")}),
}
"""What each command is given: its arguments, and its options, of which some are drawn."""

_NEEDED: Final = {"relay": ("--once",), "when": ("--from",), "move": ("--from", "--to", "--why")}
_SWITCHES: Final = frozenset(
    {"--once", "--explain", "--search", "--open", "--closed", "--deviating", "--descending", "--count"}
)


def commands() -> dict[str, argparse.ArgumentParser]:
    """The commands that there are."""
    found = next(a for a in command_line()._actions if isinstance(a, argparse._SubParsersAction))
    return {name: each.ready() for name, each in found.choices.items()}


def lacking(name: str) -> list[str]:
    """What a command can be given and is never given here."""
    known = {"--json", "--lang", "--store", "--manual", "-h", "--help", "--dry-run", "--record", "--csv", "--mermaid"}
    given = known | {"--sheet"} | set(COMMANDS[name][1] if name in COMMANDS else ())
    actions = commands()[name]._actions
    return [option for action in actions for option in action.option_strings if option not in given]


def drawn(name: str, folder: Path, draw: random.Random) -> list[str]:
    """The words of a command."""
    needed, options = COMMANDS[name]
    parser = commands()[name]
    known = {option for action in parser._actions for option in action.option_strings}
    said = [name]
    for option, argument in options.items():
        if draw.random() < 0.4 or option in _NEEDED.get(name, ()):
            said += [option] if option in _SWITCHES else [f"{option}={argument(folder, draw)}"]
    if "--store" in known:
        said += [f"--manual={manual(folder, draw)}"] if "--manual" in known else []
        said += [f"--store={database(folder, draw)}"]
    said += [
        switch for switch in ("--json", "--record", "--csv", "--dry-run") if switch in known and draw.random() < 0.3
    ]
    return [*said, "--", *(argument(folder, draw) for argument in needed)]


@attrs.frozen
class Ran:
    """One command: its words, its exit, what it wrote, and what is wrong with that."""

    said: tuple[str, ...]
    code: int | None
    out: str
    err: str
    wrong: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"{'; '.join(self.wrong)}\n  {[each[:120] for each in self.said]}\n  exit {self.code}\n{self.err[-1500:]}"
        )


_STEERS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")


def run(said: list[str]) -> Ran:
    """Run a command in this process; what is wrong with what came of it."""
    out, err, wrong = io.StringIO(), io.StringIO(), list[str]()
    code: int | None = None
    try:
        with hurried(PATIENCE), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main(said)
    except SystemExit as ended:  # of the parser of arguments
        code = ended.code if isinstance(ended.code, int) else 1
        if code == 2 and "usage:" in err.getvalue():
            return Ran(tuple(said), code, out.getvalue(), err.getvalue(), ())
    except Slow:
        wrong.append("it takes too long")
    except Exception as error:  # noqa: BLE001  whatever gets out of the command
        wrong.append(f"{type(error).__name__} gets out: {str(error)[:200]}")
    told = [line for line in err.getvalue().splitlines() if not line.startswith("servicedesk: warning:")]
    if code not in (0, 2, None):
        wrong.append(f"the exit is {code}")
    if OUR_FAULT.en in err.getvalue() or "Traceback" in err.getvalue():
        wrong.append("it is at fault itself")
    if code == 2 and (not told or not told[0].startswith("servicedesk: ") or out.getvalue()):
        wrong.append("it does not say in a line what is wrong")
    if code == 2 and any(not line.startswith(("  - ", "servicedesk: ")) for line in told):
        wrong.append("it says more than a line and its faults")
    if _STEERS.search(out.getvalue() + err.getvalue().replace("\r\n", "\n")):
        wrong.append("it would steer a terminal")
    return Ran(tuple(said), code, out.getvalue(), err.getvalue(), tuple(wrong))


def campaign(seed: int, folder: Path, each: int = 3) -> Iterator[Ran]:
    """Every command some times over hostile files; those with which something is wrong."""
    draw = random.Random(seed)
    log = folder / "right.csv"
    log.write_text(RIGHT["csv"].replace("噪声", MARK), encoding="utf-8")
    main_said = [
        "replay",
        str(log),
        "--manual=fuheng",
        f"--store=sqlite:///{folder / 'desk.db'}",
        "--clock=log",
        "--json",
    ]
    with contextlib.redirect_stdout(io.StringIO()):
        assert main(main_said) == 0
    order = [name for name in COMMANDS for _ in range(each * (4 if name == "replay" else 1))]
    draw.shuffle(order)
    for name in order:
        ran = run(drawn(name, folder, draw))
        if ran.wrong:
            yield ran


def known_commands() -> Any:
    """The names of all commands."""
    return sorted(commands())
