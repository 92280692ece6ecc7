"""No name of the package is a word that the glossary has replaced: each thing has one word, the field's standard one.

Read are the names of modules, classes, functions, parameters and attributes; texts that are keys, kinds, columns,
commands or options; and the headings of the documentation. Prose is free, and so are local variables.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

import servicedesk

ROOT: Final = Path(__file__).resolve().parents[2]
SOURCE: Final = Path(servicedesk.__file__).parent

# Words that no name holds, whatever stands beside them.
OLD_WORDS: Final = frozenset(
    {
        *("happening", "happenings", "doing", "doings", "doer", "doers", "deed", "deeds"),
        *("blank", "blanks", "owed", "paper", "papers", "post", "posts"),
        *("grant", "grants", "granted", "rung", "rungs", "duty", "duties"),
        *("house", "houses", "slot", "slots", "axis", "axes"),
        *("look", "looks", "looked", "looking", "mark", "marks", "marked"),
        *("told", "tell", "tells", "teller", "tellers", "wake", "wakes", "woken"),
        *("door", "doors", "inquiry", "inquiries", "narrate", "narrates", "narrated"),
        *("recalendar", "recalendared", "reproject", "reprojected", "reprojection", "recount", "recounted"),
        *("arm", "armed", "aim", "aimed", "settle", "settles", "settled"),
        *("adapter", "adapters", "engines", "book", "books", "rulebook"),
    }
)

# Names that were a rule, a parameter or a function as they stand; as a part of another name they mean something else.
OLD_NAMES: Final = frozenset(
    {
        *("Act", "May", "Measure", "Decides", "Look", "Opens", "Ends", "Site", "Work"),
        *("Requires", "Forbids", "Pauses", "Extends", "Lines", "Grants"),
        *("no_open", "open_key", "wake_at", "put_off", "as_a_rule", "still_owed"),
        *("each", "carry", "from_", "in_", "to_", "of_", "by_"),
    }
)

# Prepositions that meant another thing in each rule; no rule has a field of that name.
VAGUE_FIELDS: Final = frozenset(
    {"of", "from_", "to", "before", "after", "until", "over", "when", "in_", "each", "carry"}
)

# Where an old word is the standard one of another matter: the beginning of a path, the name, the reason.
EXCEPTIONS: Final = (
    ("manuals/", None, "a manual's own actions, roles and forms bear the words of its text; their ids stay"),
    ("calendars/", "settled", "a notice settles a year, and from its last change on the offset of a zone is settled"),
    ("calendars/", "_settled", "as above"),
    ("calendars/", "settled_run", "as above"),
    ("render/changes.py", "settled", "as above"),
    ("texts/pages.py", "settled", "as above"),
    ("texts/pages.py", "line", "a line of a log that is replayed"),
    ("texts/pages.py", "lines", "as above"),
    ("rules/actions.py", "each", "a key of the fingerprint, which no new word changes"),
    ("rules/limits.py", "each", "as above"),
    ("stores/sql/outbox.py", "in_", "SQLAlchemy's operator"),
    ("engine/record.py", "weakref_slot", "the word of attrs"),
    ("testing/pytest_contract.py", "mark", "pytest's word"),
    ("engine/record.py", "weakref_slot", "an argument of attrs"),
)

# Rooms in which a line could be an item; elsewhere it is a line of a text, a file or a time.
ITEMS: Final = ("rules/", "program/", "engine/", "desk/", "texts/", "figures.py")


def words_of(name: str) -> list[str]:
    """The words of a name in any of the usual cases."""
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)]


def is_old(name: str, place: str = "") -> bool:
    """The name is an old one, or holds an old word."""
    if name.startswith("__"):
        return False  # Python's
    if name in ("line", "lines"):
        return place.startswith(ITEMS)
    shifts = re.sub(r"on[_ ]duty", "", name, flags=re.IGNORECASE)  # on duty means a shift
    return name in OLD_NAMES or bool(OLD_WORDS.intersection(words_of(shifts)))


def not_names(tree: ast.Module) -> set[ast.AST]:
    """Docstrings, of attributes too, and what a lambda calls its arguments."""
    found: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found.add(node.value)
        elif isinstance(node, ast.Lambda):
            found.update(node.args.args)
    return found


def names_in(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Every name that a module gives to something that can be reached from outside the line it stands on."""
    skipped = not_names(tree)
    for node in ast.walk(tree):
        if node in skipped:
            continue
        match node:
            case ast.ClassDef():
                yield node.name, node.lineno
                yield from _assigned(node.body)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                yield node.name, node.lineno
            case ast.Module():
                yield from _assigned(node.body)
            case ast.arg():
                yield node.arg, node.lineno
            case ast.keyword(arg=str(name)):
                yield name, node.lineno
            case ast.Attribute():
                yield node.attr, node.lineno
            case ast.Constant(value=str(text)):
                yield from ((word, node.lineno) for word in _keys(text))
            case _:
                pass


def _assigned(body: list[ast.stmt]) -> Iterator[tuple[str, int]]:
    for statement in body:
        targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
        yield from ((t.id, t.lineno) for t in targets if isinstance(t, ast.Name))


def _keys(text: str) -> Iterator[str]:
    """A text that is one word, an option, or the words of a statement of SQL."""
    if re.fullmatch(r"(--)?[A-Za-z]+([_-][A-Za-z]+)*[:.]?", text):
        yield text
    elif re.match(r"\s*(CREATE|SELECT|INSERT|UPDATE|DELETE|ALTER)\b", text):
        yield from re.findall(r"[a-z_]+", text)


def found_in(path: Path) -> Iterator[str]:
    """Old words in the names of one module."""
    place = path.relative_to(SOURCE).as_posix()
    parts = ((part, 1) for part in place.removesuffix(".py").split("/"))
    seen: set[str] = set()
    for name, number in (*parts, *names_in(ast.parse(path.read_text(encoding="utf-8")))):
        if is_old(name, place) and name not in seen and not excepted(place, name):
            seen.add(name)
            yield f"{place}:{number}: {name}"


def excepted(place: str, name: str) -> bool:
    """The name is a standard one there."""
    return any(place.startswith(where) and word in (None, name) for where, word, _ in EXCEPTIONS)


def headings(page: Path) -> Iterator[str]:
    """The headings of a page, without its examples."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return (match[1] for match in re.finditer(r"^#+ (.+)$", text, re.MULTILINE))


def test_no_name_is_an_old_word() -> None:
    assert [fault for path in sorted(SOURCE.rglob("*.py")) for fault in found_in(path)] == []


def test_no_heading_has_an_old_word() -> None:
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("docs/api/*.md")]
    assert [f"{page.name}: {heading}" for page in pages for heading in headings(page) if is_old(heading)] == []


@pytest.mark.parametrize("module", ["actions", "limits", "guards", "effects"])
def test_no_field_of_a_rule_is_a_mere_preposition(module: str) -> None:
    tree = ast.parse((SOURCE / "rules" / f"{module}.py").read_text(encoding="utf-8"))
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    vague = [f"{kind.name}.{name}" for kind in classes for name, _ in _assigned(kind.body) if name in VAGUE_FIELDS]
    assert vague == []


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("class Happening: ...", "Happening"),
        ("class Entry:\n    marks: tuple[str, ...] = ()", "marks"),
        ("def papers_of(case): ...", "papers_of"),
        ("def act(blank): ...", "blank"),
        ("rule(each='violation')", "each"),
        ("row['looked_at']", "looked_at"),
        ("parser.add_argument('--as-duty')", "--as-duty"),
        ("sql = 'SELECT id FROM sd_case WHERE slot=?'", "slot"),
        ("return_case.wake_at", "wake_at"),
    ],
)
def test_an_old_word_is_found_wherever_a_name_can_stand(source: str, name: str) -> None:
    assert name in [found for found, _ in names_in(ast.parse(source)) if is_old(found)]


def test_prose_and_locals_are_free() -> None:
    source = '''def f(case):
    """Looks at the papers that are owed."""
    told = sorted(case.rows, key=lambda each: each)
    return "a duty is told twice", told
'''
    assert [name for name, _ in names_in(ast.parse(source)) if is_old(name)] == []
