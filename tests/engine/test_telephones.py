"""A telephone number: read in every usual way, kept as digits, refused where it is none, and nobody's but readers'."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manuals.fuheng.rental_agency_desk import LISTED, PROSPECT
from servicedesk import Actor, Desk
from servicedesk.declare import telephone_number
from servicedesk.errors import DefinitionFault, RefusedStep
from servicedesk.program.payload import structurer
from servicedesk.program.registry import installed
from servicedesk.rules.values import Token

NUMBER = telephone_number("telephone", "联系电话")
READ = structurer("slip", [NUMBER])
DIGITS = st.text("0123456789", min_size=3, max_size=15)


def full_width(digits: str) -> str:
    """As it comes from a keyboard that is set to Chinese."""
    return digits.translate({ord("0") + n: 0xFF10 + n for n in range(10)})


def kept(value: object) -> Any:
    filing = READ({"telephone": value}, "Asia/Shanghai")
    return filing.values.get("telephone"), [(name, kind) for name, kind, _, _ in filing.faults]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("13800138000", "13800138000"),
        ("138 0013 8000", "13800138000"),
        ("138-0013-8000", "13800138000"),
        (full_width("13800138000"), "13800138000"),
        ("（0755）8888—1234", "075588881234"),
        ("0755-88881234转801", "075588881234转801"),
        ("0755-88881234 ext. 801", "075588881234转801"),
        ("0755-88881234 分机801", "075588881234转801"),
        ("0755-88881234#801", "075588881234转801"),
        ("+86 138 0013 8000", "+8613800138000"),
        ("110", "110"),
        ("139****0021", "139****0021"),  # a host that keeps the number files its ends
        ("139 **** 0021", "139****0021"),
        (13800138000, "13800138000"),
    ],
)
def test_each_usual_way_to_write_a_number_is_kept_as_its_digits(written: object, number: str) -> None:
    assert kept(written) == (number, [])


@pytest.mark.parametrize(
    "written",
    ["无", "139****", "139****21", "***", "13*00138000*1234", "139************0021",
     "郑先生", "138001380OO", "13800138000 13900139000", "12", "1" * 16, "+", "++8613800138000", "86+138001380",
     "88881234转", "88881234转1234567", "转801", "-13800138000x", "1380013\x008000", "138\u202e001", "٣٤٥٦", "1" * 5000,
     True, False, 1.5, 10**20, ["13800138000"], {"number": "13800138000"}, b"13800138000"],
)  # fmt: skip
def test_what_is_no_number_is_refused_and_not_repeated(written: object) -> None:
    filing = READ({"telephone": written}, "Asia/Shanghai")
    ((name, kind, zh, en),) = filing.faults
    assert (name, kind) == ("telephone", "wrong_value")
    assert zh == "应为电话号码，如13800138000或0755-8888 1234转801"
    assert en == "a telephone number like 13800138000 or 0755-8888 1234 ext. 801 is expected"


@given(DIGITS, st.lists(st.sampled_from(" -().—"), min_size=1, max_size=14))
def test_what_stands_between_the_digits_changes_nothing(digits: str, between: list[str]) -> None:
    written = "".join(
        digit + (between[n % len(between)] if n + 1 < len(digits) else "") for n, digit in enumerate(digits)
    )
    assert kept(written) == kept(full_width(written)) == (digits, [])
    assert kept(kept(written)[0]) == (digits, [])


def test_a_number_is_always_personal() -> None:
    assert NUMBER.personal
    assert NUMBER.optional().personal
    with pytest.raises((TypeError, DefinitionFault)):
        telephone_number("telephone", "联系电话", personal=False)  # type: ignore[call-overload]


# --- 4.1.2: 业主资料, the owner's telephone -----------------------------------------------------------------------


def test_the_owners_number_is_a_number_and_only_those_who_may_read_the_file_see_any_of_it() -> None:
    """Fuheng, rental agency: 4.1.2 lists the owner with his telephone; the history holds neither it nor its end."""
    desk = Desk("fuheng", registry=installed())
    everybody = Actor("全", {each.name for each in desk.manual.roles if not each.is_party})
    at = {"at": "2026-03-10 09:00", "recorded_at": "2026-03-10 09:00"}
    case = desk.open("rental_agency", PROSPECT, subject="3-2-501", by=everybody, **at)
    with pytest.raises(RefusedStep) as refused:
        desk.act(case.id, "list_unit", {**LISTED, "owner_telephone": "问前台"}, by=everybody, **at)
    assert [(r.place, r.kind) for r in refused.value.refusals] == [("owner_telephone", "wrong_value")]
    desk.act(case.id, "list_unit", {**LISTED, "owner_telephone": "139-0000-8642"}, by=everybody, **at)
    token = desk.case(case.id).facts["owner_telephone"]
    assert isinstance(token, Token)
    assert desk.case(case.id, by=everybody).vault[token.name] == "13900008642"
    shown = [str(desk.case(case.id)), str(desk.history(case.id)), str(desk.find()), str(desk.report())]
    assert not any("8642" in text for text in shown)
