"""Every module of every manual is a list of declarations that somebody who reads no Python can check."""

from __future__ import annotations

import ast
import builtins
import re
from pathlib import Path

import pytest

import servicedesk
from manuals.whitelist import faults_of
from servicedesk import Procedure, declare
from servicedesk.manuals import fuheng, jueshixiang
from servicedesk.program.catalogue import load_catalogue
from servicedesk.rules.actions import Action
from servicedesk.rules.base import Rule
from servicedesk.rules.citation import LocalRule
from servicedesk.rules.effects import Entitlement
from servicedesk.rules.limits import Deadline, Escalation
from servicedesk.rules.standing_tasks import StandingTask

FOLDER = Path(servicedesk.__file__).parent / "manuals"
MODULES = sorted([*FOLDER.glob("*/*.py"), *FOLDER.glob("*/words/*.py")])
MANUALS = sorted({module.relative_to(FOLDER).parts[0] for module in MODULES})
WHOLE = [m for m in MODULES if "from servicedesk.declare import *" in m.read_text(encoding="utf-8")]
SHIPPED = [fuheng.MANUAL, jueshixiang.MANUAL]
SNAKE = re.compile(r"[a-z][a-z0-9_]*")
HALF_WIDTH = re.compile(r"[,;:?!()]")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def name_of(module: Path) -> str:
    return module.relative_to(FOLDER).as_posix()


def manual_of(module: Path) -> str:
    return module.relative_to(FOLDER).parts[0]


def is_words(module: Path) -> bool:
    """The words of a manual stand in a file, or in a folder with a file a part."""
    return "words" in (module.stem, module.parent.name)


def words_of(manual: str) -> list[Path]:
    return [module for module in MODULES if manual_of(module) == manual and is_words(module)]


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_manual_module_only_declares(module: Path) -> None:
    source = module.read_text(encoding="utf-8")
    if is_words(module) and module.name == "__init__.py":
        parts = sorted(part.stem for part in module.parent.glob("*.py") if part != module)
        assert source.splitlines()[2:] == [f"from .{part} import *" for part in parts]
        return
    assert faults_of(source, manual_of(module), words=is_words(module)) == []


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_what_a_manual_module_exports_is_declared_in_it(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    names = {t.id for n in tree.body if isinstance(n, ast.Assign) for t in n.targets if isinstance(t, ast.Name)}
    exported = [
        ast.literal_eval(n.value)
        for n in tree.body
        if isinstance(n, ast.Assign) and isinstance(n.targets[0], ast.Name) and n.targets[0].id == "__all__"
    ]
    assert all(set(each) <= names for each in exported)
    assert all(name.isascii() for name in names)
    assert not (exported and is_words(module)), "a words file exports all of it"


def declared_in(module: Path) -> dict[str, ast.stmt]:
    """What a module gives a name to."""
    found: dict[str, ast.stmt] = {}
    for node in ast.parse(module.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            found[node.name] = node
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found[node.targets[0].id] = node
    return found


def read_in(node: ast.AST) -> set[str]:
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)} | {
        alias.name for n in ast.walk(node) if isinstance(n, ast.ImportFrom) for alias in n.names
    }


@pytest.mark.parametrize("module", WHOLE, ids=name_of)
def test_no_name_hides_a_word_of_the_language_or_of_python(module: Path) -> None:
    taken = {*declare.__all__, *dir(builtins)}
    others = [words for words in words_of(manual_of(module)) if words != module]
    taken |= {name for words in others for name in declared_in(words)}
    assert set(declared_in(module)) & taken == set()


@pytest.mark.parametrize("manual", MANUALS)
def test_every_word_of_a_manual_is_used_by_a_rule(manual: str) -> None:
    """A role counts as used where another reports to it; the list of all roles uses none."""
    declared = {name: node for words in words_of(manual) for name, node in declared_in(words).items()}
    used = {
        name
        for module in MODULES
        if manual_of(module) == manual and not is_words(module)
        for name in read_in(ast.parse(module.read_text(encoding="utf-8")))
    }
    used |= {name for own, node in declared.items() if own != "ROLES" for name in read_in(node)}
    source = "".join(words.read_text(encoding="utf-8") for words in words_of(manual))
    reported_to = set(re.findall(r'reports_to="(\w+)"', source))
    unread = {
        name
        for name, node in declared.items()
        if name not in used and not (isinstance(node, ast.Assign) and _role_name(node) in reported_to)
    }
    assert unread == set()


def _role_name(node: ast.Assign) -> str:
    first = node.value.args[0] if isinstance(node.value, ast.Call) and node.value.args else None
    return str(first.value) if isinstance(first, ast.Constant) else ""


@pytest.mark.parametrize("module", WHOLE, ids=name_of)
def test_imports_are_less_than_four_of_a_hundred_lines(module: Path) -> None:
    source = module.read_text(encoding="utf-8")
    lines = sum(
        (n.end_lineno or 0) - n.lineno + 1 for n in ast.parse(source).body if isinstance(n, ast.Import | ast.ImportFrom)
    )
    assert lines * 100 < 4 * len(source.splitlines())
    assert max(len(line) for line in source.splitlines()) <= 120
    assert "fmt: skip" not in source


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ('"""Words."""\nRULES = [x for x in y]', "ListComp"),
        ('"""Words."""\nRULES = tuple(x for x in y)', "GeneratorExp"),
        ('"""Words."""\nA = 2 + 2', "BinOp"),
        ('"""Words."""\nA = -1', "UnaryOp"),
        ('"""Words."""\nA = 1 < 2', "Compare"),
        ('"""Words."""\nA = b and c', "BoolOp"),
        ('"""Words."""\nA = lambda: 1', "Lambda"),
        ('"""Words."""\nA = b if c else d', "IfExp"),
        ('"""Words."""\nA = f"{b}"', "JoinedStr"),
        ('"""Words."""\nA = b[0]', "Subscript"),
        ('"""Words."""\nA = (b := 1)', "NamedExpr"),
        ('"""Words."""\nA = {1, 2}', "Set"),
        ('"""Words."""\nA = 0.5', "float"),
        ('"""Words."""\nA = call(*other())', "a star of something else"),
        ('"""Words."""\nA = call(**other)', "a double star"),
        ('"""Words."""\nA = {**other}', "a double star"),
        ('"""Words."""\nA = B = 1', "something else than one name"),
        ('"""Words."""\na.b = 1', "something else than one name"),
        ('"""Words."""\nA: int = 1', "AnnAssign"),
        ('"""Words."""\nA += 1', "AugAssign"),
        ('"""Words."""\ndef rule(): pass', "FunctionDef"),
        ('"""Words."""\nclass Rule: pass', "ClassDef"),
        ('"""Words."""\nif a:\n    B = 1', "a statement of kind If"),
        ('"""Words."""\nfor a in b:\n    C = 1', "a statement of kind For"),
        ('"""Words."""\nimport os', "a statement of kind Import"),
        ('"""Words."""\nfrom os import path', "an import from os"),
        ('"""Words."""\nfrom servicedesk.engine import decide', "an import from servicedesk.engine"),
        (
            '"""Words."""\nfrom servicedesk.manuals.other.vocabulary import STAFF',
            "an import from servicedesk.manuals",
        ),
        ('"""Words."""\nfrom . import vocabulary', "an import from None"),
        ('"""Words."""\nfrom servicedesk.manuals.fuheng.words import *', "or of everything"),
        ('"""Words."""\nA = b & c | d', "& beside | without brackets"),
        ('"""Words."""\nA = call(b | c & d)', "& beside | without brackets"),
        ('"""Words."""\nA = b ^ c', "BinOp"),
        ('"""Words."""\nfrom servicedesk.declare import Step as S', "under another name"),
        ('"""Words."""\nprint("hello")', "given no name"),
        ("A = 1", "no docstring"),
    ],
)
def test_what_computes_is_found(source: str, fault: str) -> None:
    faults = faults_of(source, "fuheng")
    assert any(fault in found for found in faults), faults


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("class Slip(Form, zh='单'):\n    note = '备注'", "something else than a call"),
        ("class Slip(Form, zh='单'):\n    def note(self): pass", "a statement of kind FunctionDef"),
        ("class Slip(Form, zh='单'):\n    note: str = text('备注')", "a statement of kind AnnAssign"),
        ("class Slip(Other, zh='单'):\n    pass", "a class that is no Form"),
        ("class Slip(Form, Other, zh='单'):\n    pass", "a class that is no Form"),
        ("@frozen\nclass Slip(Form, zh='单'):\n    pass", "a class that is no Form"),
        ("class Slip(Form, zh=f'{a}'):\n    pass", "JoinedStr"),
    ],
)
def test_a_class_in_the_words_holds_assignments_alone(source: str, fault: str) -> None:
    faults = faults_of(f'"""Words."""\n{source}', "fuheng", words=True)
    assert any(fault in found for found in faults), faults


def test_the_notation_is_let_through() -> None:
    source = (
        '"""Words."""\nfrom servicedesk.declare import *\nfrom .words import *\n'
        'A = Step("1", "go", STAFF, only=(done("a") & ~done("b")) | done("c"), unless=Cause.own_service | Cause.other)'
    )
    assert faults_of(source, "fuheng") == []
    words = '"""Words."""\nclass Slip(Form, zh="单", aliases=("条",)):\n    note = text("备注").optional()'
    assert faults_of(words, "fuheng", words=True) == []
    assert faults_of(words, "fuheng") == ["line 2: a statement of kind ClassDef"]


def test_what_declares_is_let_through() -> None:
    source = (
        '"""Words."""\nfrom servicedesk.declare import Step, role\n'
        "from servicedesk.manuals.fuheng.words import STAFF\nALL = (STAFF, *OTHERS)\n"
        'A = Step("1", "go", STAFF, also=["2"], terms={"a": "甲"}, only=cause.is_("b"), again=True)'
    )
    assert faults_of(source, "fuheng") == []


def procedures() -> list[Procedure]:
    return [p for manual in SHIPPED for e in manual.editions for p in e.procedures]


def rules() -> list[tuple[Procedure, Rule]]:
    return [(procedure, rule) for procedure in procedures() for rule in procedure.rules]


def test_everything_that_has_a_name_has_an_english_one() -> None:
    names: set[str] = set()
    for procedure in procedures():
        names |= {procedure.name, *procedure.states, *procedure.ends}
        for rule in procedure.expanded:
            if rule.name:
                names.add(rule.name)
            if isinstance(rule, Action | StandingTask):
                names |= {f.name for f in rule.fields()} | {f.name for f in rule.forms()}
    assert [name for name in sorted(names) if not SNAKE.fullmatch(name)] == []


def test_every_state_has_a_chinese_term_and_no_term_is_left_over() -> None:
    for procedure in procedures():
        states = {*procedure.states, *procedure.ends}
        handed = {article for rule in procedure.expanded if isinstance(rule, Action) for article, _ in rule.hands}
        reduced = {rule.of_fee for rule in procedure.of(Entitlement)}
        assert states <= set(procedure.terms) <= states | handed | reduced, procedure.name
        assert all(CHINESE.search(term) for term in procedure.terms.values()), procedure.name


def test_whatever_is_shown_to_a_clerk_has_a_chinese_label() -> None:
    shown = [
        (manual, procedure, rule)
        for manual in SHIPPED
        for procedure in manual.editions[0].procedures
        for rule in procedure.rules
        if isinstance(rule, Action | Deadline | StandingTask | Escalation)
    ]
    for manual, procedure, rule in shown:
        row = None
        if not isinstance(rule.clause, LocalRule):
            row = load_catalogue(manual.catalogue).rows[f"{manual.name}/{procedure.name}/{rule.clause}"]
        assert CHINESE.search(rule.zh or (row.zh if row else "")), rule.place()


def test_chinese_texts_are_punctuated_in_full_width() -> None:
    for _, rule in rules():
        for text in (rule.zh, rule.reading_zh):
            assert not HALF_WIDTH.search(text), (rule.place(), text)


def test_the_catalogue_of_fuheng_is_whole() -> None:
    """263 rows are printed, each with its own id under its procedure."""
    catalogue = load_catalogue("servicedesk.manuals.fuheng")
    assert len(catalogue.rows) == 263
    assert {row.id for row in catalogue.rows.values() if not row.id.startswith(f"fuheng/{row.procedure}/")} == set()
    assert sum(row.enforceable for row in catalogue.of("complaint")) == 46


def test_the_catalogue_of_jueshixiang_is_whole() -> None:
    """335 rows are printed; a manual whose chapters are not all there says which are open."""
    catalogue = load_catalogue("servicedesk.manuals.jueshixiang")
    assert len(catalogue.rows) == 335
    assert sum(row.enforceable for row in catalogue.of("renovation")) == 65
