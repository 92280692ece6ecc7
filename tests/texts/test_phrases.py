"""Every sentence of the engine stands in both languages, is used, and is heard in a case."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

import servicedesk
from desk.jobs import BY, TEN, WHY, job, opened
from desk.jobs import CLERK as JOB_CLERK
from desk.jobs import manual as job_manual
from engine.scene import Scene, actor
from engine.test_deposits_held import deducting
from sample_manuals import children, consequential, registers
from servicedesk import Actor, ActResult, Context, Desk, Move, Procedure, Refusal, Registry
from servicedesk.declare import Entitlement, Items, Permission, days, done, edition
from servicedesk.engine.context import Recording
from servicedesk.engine.guards import Attempt
from servicedesk.engine.guards.where import recorded_to
from servicedesk.engine.view import CaseView
from servicedesk.stores.memory import MemoryStore
from servicedesk.texts.phrases import say
from servicedesk.texts.refusals import REASONS, REMEDIES
from texts.gate import MANUAL

SOURCE = Path(servicedesk.__file__).parent
ALL = {**REASONS, **REMEDIES}
BEGIN = datetime(2026, 4, 29, 2, 0, tzinfo=UTC)
REGISTRY = Registry.of(MANUAL)
CLERK = Actor("chen", {"clerk"})
OTHER = Actor("ding", {"clerk"})
HEAD = Actor("he", {"head"})


def blanks(sentence: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(sentence) if name)


def test_both_languages_have_the_same_blanks() -> None:
    """What the one says the other says."""
    assert [key for key, (zh, en) in ALL.items() if blanks(zh) != blanks(en)] == []


def faults_of_punctuation(zh: str, en: str) -> Iterator[str]:
    bare = re.sub(r"\{[a-z_]+\}", "", zh)
    if re.search(r"[,;:!?()\"'.]", bare):
        yield "English punctuation on the Chinese side"
    if not re.search(r"[\u4e00-\u9fff]", bare):
        yield "no Chinese on the Chinese side"
    if re.search(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]", en):
        yield "a Chinese sign on the English side"
    if zh.endswith("。") or en.endswith("."):
        yield "ends with a full stop"


def test_each_language_has_its_own_punctuation() -> None:
    """Full width in Chinese, plain in English; neither ends with a full stop."""
    assert [(key, fault) for key, sides in ALL.items() for fault in faults_of_punctuation(*sides)] == []


def test_every_sentence_is_said_somewhere() -> None:
    """A key that no module names is dead."""
    text = "\n".join(p.read_text(encoding="utf-8") for p in SOURCE.rglob("*.py") if p.parent.name != "texts")
    assert [key for key in ALL if f'"{key}"' not in text] == []


def test_a_sentence_without_its_blanks_is_an_error() -> None:
    """Nothing is said with a hole in it."""
    with pytest.raises(KeyError):
        say("wrong_role", "zh", REASONS, roles="接待员")


# --- each reason why not, in a case -------------------------------------------------------------------------


class Story:
    """One case at the gate; each act is a minute after the last."""

    def __init__(self) -> None:
        self.now = BEGIN
        self.desk = Desk(MANUAL, registry=REGISTRY, clock=lambda: self.now)
        self.refusals: tuple[Refusal, ...] = ()

    def open(self, **payload: Any) -> Story:
        outcome = self.desk.try_open(
            "gate", {"note": "搬出", **payload}, subject="3-2", by=CLERK, at=self.now, recorded_at=self.now, id="g"
        )
        self.refusals = outcome.refusals
        return self

    def do(self, step: str, by: Actor = CLERK, *, late: int = 0, back: int = 0, **payload: Any) -> Story:
        assert not self.refusals
        self.now += timedelta(minutes=1)
        at = self.now - timedelta(minutes=late)
        outcome = self.desk.try_act("g", step, payload, by=by, at=at, recorded_at=self.now - timedelta(minutes=back))
        self.refusals = outcome.refusals
        return self

    def wait(self, **span: int) -> Story:
        self.now += timedelta(**span)
        return self


def story(**payload: Any) -> Story:
    return Story().open(**payload)


def left() -> Story:
    return story().do("bow").do("leave")


def second_case() -> Story:
    first = story()
    outcome = first.desk.try_open(
        "gate", {"note": "再搬"}, subject="3-2", by=CLERK, at=first.now, recorded_at=first.now, id="h"
    )
    first.refusals = outcome.refusals
    return first


def recorded_by_a_clerk() -> Story:
    """A clerk writes down over a rule, and the policy names nobody who may."""
    told = story()
    told.refusals = told.desk.try_record("g", "leave", by=CLERK, recorded_by=CLERK).refusals
    return told


def sorting_declined() -> Story:
    """Somebody would rather not sort, which nobody may decline."""
    told = story()
    told.refusals = told.desk.try_decline("g", "sort", reason="不必", by=CLERK).refusals
    return told


def given_to_a_stranger() -> Story:
    """The roster has one clerk, and the case is given to another."""
    told = Story()
    told.desk = Desk(MANUAL, registry=REGISTRY, clock=lambda: BEGIN, roster={"clerk": ["chen"]})
    return told.open().do("give", HEAD, holder="ding")


def one_unread() -> ActResult:
    """A request whose repair cannot be read is not dispatched: nobody can tell whether its slip was filled in."""
    store = MemoryStore()
    desk = Desk("fuheng", store=store)
    given: dict[str, Any] = {"by": Actor("陈静", {"customer_receptionist"}), "at": BEGIN, "recorded_at": BEGIN}
    desk.open("service_request", {"informant": "业主", "message": "漏水"}, subject="3-2-501", id="r", **given)
    desk.act("r", "classify", {"information": "报修", "importance": "general"}, **given)
    desk.act("r", "enter_repair", {"location": "厨房", "fault": "漏水"}, **given)
    with store.unit() as unit:
        row = unit.load("r.1")
        unit.save(evolve(row, body="{}"), row.version, [])
    return desk.try_act("r", "dispatch", **given)


def another_charge() -> ActResult:
    """A bill is for one kind of charge, and another is taken."""
    desk = Desk("fuheng")
    given: dict[str, Any] = {"by": Actor("钱", {"fee_collector"}), "at": BEGIN, "recorded_at": BEGIN}
    bill = {"charge": "物业管理服务费", "billing_period": "2026-03", "billed_amount": "120.50"}
    desk.open("fee_collection", bill, subject="3-2-501", id="f", **given)
    return desk.try_act("f", "collect", {"parking_fee": "120.50"}, **given)


def led(to_state: str) -> Story:
    """A step that could lead to several states, or to none of the one that is named."""
    told = story()
    case = told.desk.case("g")
    program = told.desk.rules_of(case)
    step = evolve(
        program.plans["gate"].steps["leave"], moves={("a", ""): "inside", ("b", ""): "outside"}, clause="local"
    )
    context = Context(CLERK, case.recorded_at, case.recorded_at)
    attempt = Attempt(program, program.plans["gate"], step, CaseView(evolve(case, state="c")), context, None)
    told.refusals = recorded_to(attempt, "", Recording("he", to_state))[1]
    return told


FINDS = (Permission(WHY, "find", JOB_CLERK, zh="发现"), Permission(WHY, "settle", JOB_CLERK, zh="整改"))


def stays(old: Procedure, new: Procedure, from_edition: str = "2024") -> ActResult:
    """A case that finds no place in another edition; a defect is found in it where there are defects."""
    held = [
        edition(name, each, in_force_from=f"{year}-01-01", verified_on="2026-11-24")
        for name, each, year in (("2024", old, "2024"), ("2025", old, "2027"), ("2026", new, "2028"))
    ]
    desk = Desk(job_manual(editions=held))
    opened(desk, "A")
    if any(isinstance(rule, Items) for rule in old.rules):
        desk.act("A", "find", {"item": "d1"}, by=BY, at=TEN, recorded_at=TEN)
    ((_, refusals),) = desk.move(["A"], Move(from_edition, "2026", why="改版"), by=BY, at=TEN).refused
    return ActResult(desk.case("A"), refusals)


def following(again: bool) -> ActResult:
    """A complaint whose repair is open: it is sent there again, or closed."""
    scene = Scene(children.MANUAL)
    scene.open("complaint", "2026-03-10 09:00", children.CLERK, contents="外墙渗水")
    steps = ("tell", "send_to_repair", *(["send_to_repair"] if again else ["handle", "close"]))
    return [scene.desk.try_act(scene.id, s, by=actor(children.CLERK), at=TEN, recorded_at=TEN) for s in steps][-1]


def followed_too_late() -> ActResult:
    """The repair of a complaint has ended at eleven, and at noon it is written down that this was closed at ten."""
    scene = Scene(children.MANUAL)
    scene.open("complaint", "2026-03-10 09:00", children.CLERK, contents="外墙渗水")
    for step in ("tell", "send_to_repair", "handle"):
        scene.do(step, "2026-03-10 09:30", children.CLERK)
    (repair,) = scene.desk.cases(scene.subject, "repair")
    eleven, noon = "2026-03-10 11:00", "2026-03-10 12:00"
    scene.desk.act(repair.id, "finish", {}, by=actor(children.WORKER), at=eleven, recorded_at=eleven)
    return scene.desk.try_act(scene.id, "close", by=actor(children.CLERK), at=TEN, recorded_at=noon)


def taken_from_a_deposit() -> ActResult:
    """More is deducted than was paid."""
    scene = deducting()
    given = {"deducted": "20.01"}
    return scene.desk.try_act(scene.id, "deduct", given, by=BY, at=TEN, recorded_at=TEN)


def nothing_missed() -> ActResult:
    """A penalty for a report that is not late."""
    scene = Scene(consequential.CHENGXINXING)
    scene.open("special_incident_report", "2026-03-10 09:00", consequential.MANAGER, occurred="2026-03-10 08:00")
    return scene.desk.try_act(scene.id, "punish", by=actor(consequential.COMPANY), at=TEN, recorded_at=TEN)


SOFA, FRIDGES = {"goods": "沙发", "goods_number": "1套"}, {"goods": "冰箱", "goods_number": "9台"}


def signed_for(*inputs: str | dict[str, str]) -> ActResult:
    """Goods are declared and the register signed, one after the other; then they are to be let out."""
    scene = Scene(registers.MANUAL)
    scene.open("goods_release", "2026-03-10 09:00", registers.GUARD)
    for each in inputs:
        step, filed = (each, {}) if isinstance(each, str) else ("list_goods", each)
        scene.do(step, TEN, registers.OWNER, **filed)
    return scene.desk.try_act(scene.id, "release", by=actor(registers.GUARD), at=TEN, recorded_at=TEN)


HOUSE, G = "local", "gatehouse/gate/"
# kind: (what happens, clause, words in zh, words in en)
HEARD: dict[str, tuple[Any, str, Sequence[str], Sequence[str]]] = {
    "wrong_state": (
        lambda: story().do("close"),
        HOUSE,
        ("当前状态为“待放行”", "只能在“已放行”时进行", "可办理：放行"),
        ("the case is in inside; this is done in outside", "what may be done now: leave"),
    ),
    "ended": (
        lambda: story().do("withdraw", HEAD, reason="重复").do("sort", size="小件"),
        HOUSE,
        ("本案已结束（已撤销）",),
        ("the case has ended (withdrawn)",),
    ),
    "unknown_step": (
        lambda: story().do("fly"),
        HOUSE,
        ("“物品放行”流程没有步骤“fly”",),
        ("the procedure gate has no step fly",),
    ),
    "wrong_role": (
        lambda: story().do("sort", HEAD, size="小件"),
        HOUSE,
        ("本步骤应由接待员办理，he不在该岗位", "请接待员办理"),
        ("this is for clerk; he holds no such post", "let clerk do it"),
    ),
    "not_applicable": (
        lambda: story().do("sort", size="大件").do("carry"),
        G + "13",
        ("不适用本步骤：大小不是小件",),
        ("this does not apply: size is not small",),
    ),
    "not_now": (
        lambda: story().do("sort", size="小件").do("lift"),
        G + "14",
        ("不再适用本步骤：大小为小件",),
        ("this no longer applies: size is small",),
    ),
    "unknown_fact": (
        lambda: story().do("update_limits"),
        G + "19",
        ("arrears", "尚未登记或答复", "请先登记或答复"),
        ("arrears is not known", "record or answer arrears first"),
    ),
    "unread_cases": (
        one_unread,
        "fuheng/service_request/3.4a",
        ("本案转办的维修中有案件无法读取，无法判断：", "请系统管理员先修复该案件"),
        ("one of the repair cases that this case opened cannot be read", "mend that case first"),
    ),
    "unset_season": (
        lambda: story().do("dry"),
        HOUSE,
        ("项目政策未写明“多雨季节”的起止日期，无法判断", "请在项目政策中写明季节的起止日期"),
        ("the site's policy does not say when the rainy season is", "say in the policy when it is: [seasons]"),
    ),
    "missing_field": (
        lambda: story().do("sort"),
        HOUSE,
        ("“大小”未填写", "请填写“大小”"),
        ("the field size is empty", "fill in size"),
    ),
    "unknown_field": (
        lambda: story().do("sort", size="小件", sise="大"),
        HOUSE,
        ("本步骤没有“sise”一栏", "是否应为“大小”？"),
        ("there is no field sise", "did you mean size?"),
    ),
    "wrong_value": (
        lambda: story().do("sort", size="中件"),
        HOUSE,
        ("“大小”填写有误：应为小件、大件之一",),
        ("the field size is filled wrongly: one of small, large",),
    ),
    "required": (
        lambda: story().do("hard"),
        G + "4",
        ("不能办理：尚未完成“分类”", "请先办理“分类”"),
        ("this cannot be done: sort is not done", "do sort first"),
    ),
    "forbidden": (
        lambda: story(valid=False).do("ban"),
        G + "5",
        ("不得办理：无效",),
        ("this is forbidden: not valid",),
    ),
    "missing_document": (lambda: story().do("show"), G + "6", ("缺少《放行单》",), ("the form slip is not there",)),
    "empty_field": (
        lambda: story().do("fill_goods", goods="沙发").do("sign", HEAD).do("show"),
        G + "6",
        ("《放行单》有空栏：搬运人",),
        ("the form slip has empty fields: carrier",),
    ),
    "missing_signature": (
        lambda: story().do("fill_goods", goods="沙发").do("fill_carrier", carrier="王").do("show"),
        G + "6",
        ("《放行单》缺少经理签字",),
        ("the form slip lacks the signature of head",),
    ),
    "unpaid": (lambda: story().do("take"), G + "7", ("“钥匙费”未缴",), ("key fee is not paid",)),
    "not_due": (
        another_charge,
        "fuheng/fee_collection/2",
        ("本案不收“机动车占位费”",),
        ("parking fee is not due here",),
    ),
    "wrong_amount": (
        lambda: story().do("pay", key_fee="19.99"),
        G + "7",
        ("“钥匙费”应为20.00元",),
        ("key fee must be 20.00 CNY",),
    ),
    "more_than_held": (
        taken_from_a_deposit,
        HOUSE,
        ("“扣罚”合计不得超过已缴的“押金”，最多还可扣20.00元",),
        ("deducted may not come to more than the deposit paid, of which 20.00 CNY are left",),
    ),
    "too_early": (
        lambda: story().do("later"),
        G + "8",
        ("2026-04-29 12:00起方可办理", "请届时再办理"),
        ("from 2026-04-29 12:00 on", "wait until then"),
    ),
    "too_early_law": (
        lambda: story().wait(hours=2).do("dispose"),
        G + "9",
        ("依法（《中华人民共和国民法典》第318条）2027-04-30起方可办理",),
        ("by law (Civil Code of the PRC 318)", "from 2027-04-30 on"),
    ),
    "outside_window": (
        lambda: story(due_at="2026-04-29T15:00+08:00").do("visit"),
        G + "10",
        ("只能在2026-04-29 14:00至2026-04-29 16:00之间办理",),
        ("between 2026-04-29 14:00 and 2026-04-29 16:00",),
    ),
    "separation": (
        lambda: story().do("sort", size="小件").do("check"),
        G + "11",
        ("已办理“分类”的人不得办理本步骤",),
        ("whoever did sort may not do this",),
    ),
    "held_by_another": (
        lambda: story().do("hold").do("own", OTHER),
        HOUSE,
        ("责任人为chen（接待员），他人不得办理", "请chen办理，或先改派"),
        ("chen (clerk) holds this, and nobody else does it", "let chen do it, or have it assigned anew"),
    ),
    "not_held": (lambda: story().do("let_go"), HOUSE, ("目前没有责任人",), ("nobody holds this",)),
    "not_in_role": (
        given_to_a_stranger,
        HOUSE,
        ("在岗名单上ding不在接待员岗位",),
        ("the roster does not have ding as clerk",),
    ),
    "nobody_in_turn": (
        lambda: story().do("turn", HEAD),
        HOUSE,
        ("在岗名单上接待员无人当班，无法轮派",),
        ("the roster has nobody on duty for clerk",),
    ),
    "child_not_ended": (
        lambda: following(again=False),
        "fuheng/complaint/4.2.6b",
        ("转办的“报修”（", ".1）尚未结案", "请先办结"),
        ("the repair case complaint-", "that this case opened has not ended", "come to its end first"),
    ),
    "child_open": (
        lambda: following(again=True),
        "fuheng/complaint/4.2.6b",
        ("已转办“报修”（", "结案前不再重复转办"),
        ("the repair case complaint-", "no second one is opened"),
    ),
    "nothing_arisen": (
        nothing_missed,
        "chengxinxing/special_incident_report/3.5d",
        ("没有逾期或违规待处理，不能办理“从重处罚”",),
        ("nothing was missed or breached that punish would follow",),
    ),
    "outdated_signature": (
        lambda: signed_for(SOFA, "sign_register", FRIDGES),
        "fuheng/goods_release/4.3.3a",
        ("业主在《物品登记表》上签字后，“物品名称”、“物品数量”又有改动，须重新签字",),
        ("owner signed the form register before goods", "was changed, and is to sign it again"),
    ),
    "signed_empty": (
        lambda: signed_for("sign_register", SOFA),
        "fuheng/goods_release/4.3.3a",
        ("业主在《物品登记表》上签字时，“物品名称”、“物品数量”尚未填写，须在填写后签字",),
        ("owner signed the form register before goods", "was filled, and is to sign it after that"),
    ),
    "switched_off": (
        lambda: story().do("fine"),
        G + "12",
        ("本单位未启用措施“罚款”",),
        ("has not switched on the measure fines",),
    ),
    "paused_by": (
        lambda: story().do("freeze").do("sort", size="小件"),
        HOUSE,
        ("自2026-04-29 10:01起因“封存期间”暂停办理", "请先办理“启封”"),
        ("this is held by frozen since 2026-04-29 10:01", "do thaw first"),
    ),
    "outstanding": (
        lambda: story().do("leave"),
        G + "15",
        ("尚有未办事项：致意", "请先办理“致意”"),
        ("something is still outstanding: bow", "do bow"),
    ),
    "limit_open": (
        lambda: left().do("close"),
        G + "16",
        ("时限“九天内回访”尚未办结",),
        ("the limit linger is still open",),
    ),
    "out_of_order": (
        lambda: left().do("greet", late=30),
        HOUSE,
        ("发生时间2026-04-29 09:33早于本案最近一次流转2026-04-29 10:02",),
        ("before the last move of the case at",),
    ),
    "in_future": (
        lambda: story().do("sort", late=-5, size="小件"),
        HOUSE,
        ("发生时间2026-04-29 10:06晚于登记时间2026-04-29 10:01",),
        ("after it is recorded at 2026-04-29 10:01",),
    ),
    "ahead_of_clock": (
        lambda: story().do("sort", back=-6, size="小件"),
        HOUSE,
        ("登记时间2026-04-29 10:07尚未到来，当前时间为2026-04-29 10:01",),
        ("at 2026-04-29 10:07, which has not come: the clock says 2026-04-29 10:01",),
    ),
    "recorded_back": (
        lambda: story().do("sort", late=9, back=9, size="小件"),
        HOUSE,
        ("登记时间2026-04-29 09:52早于本案已有登记2026-04-29 10:00",),
        ("before the last record at 2026-04-29 10:00",),
    ),
    "no_item": (
        lambda: story().do("mend_defect", item="defect-7"),
        HOUSE,
        ("没有编号为“defect-7”且未结的“缺陷”",),
        ("there is no open defect defect-7",),
    ),
    "item_taken": (
        lambda: story().do("note_defect", item="a").do("note_defect", item="a"),
        HOUSE,
        ("“缺陷”编号“a”已存在",),
        ("there is a defect a already",),
    ),
    "before_item": (
        lambda: story().do("note_defect", item="1").do("mend_defect", late=2, item="1"),
        HOUSE,
        ("2026-04-29 10:00时尚无缺陷编号1（2026-04-29 10:01才有）",),
        ("there was no defect no. 1 yet at 2026-04-29 10:00: it came at 2026-04-29 10:01",),
    ),
    "before_closing": (
        lambda: left().do("note_defect", item="1").do("mend_defect", item="1").do("close", late=2),
        G + "18",
        ("2026-04-29 10:03时缺陷编号1尚未处理完毕（2026-04-29 10:04才处理完毕）",),
        ("defect no. 1 was still open at 2026-04-29 10:03: it was closed at 2026-04-29 10:04",),
    ),
    "before_child_end": (
        followed_too_late,
        "fuheng/complaint/4.2.6b",
        ("2026-03-10 10:00时转办的“报修”（", ".1）尚未结案（2026-03-10 11:00才结案）"),
        ("the repair case complaint-", "was still open at 2026-03-10 10:00: it ended at 2026-03-10 11:00"),
    ),
    "times_used": (
        lambda: left().do("extend", HEAD).do("extend", HEAD),
        G + "17",
        ("已延期1次，不能再延",),
        ("the limit was lengthened 1 time(s) already",),
    ),
    "no_open_limit": (lambda: story().do("extend", HEAD), G + "17", ("没有正在计时的“",), ("no limit linger is open",)),
    "no_entry": (
        lambda: story().do("correct", HEAD, entry=99, reason="误记", note="搬入"),
        HOUSE,
        ("没有可更正的第99条记录",),
        ("there is no entry 99 that can be corrected",),
    ),
    "not_correctable": (
        lambda: story().do("correct", HEAD, entry=1, reason="误记", key_fee="30"),
        HOUSE,
        ("“钥匙费”登记后不能更正",),
        ("key fee cannot be corrected once it is entered",),
    ),
    "not_waivable": (
        lambda: story().do("waive", HEAD, clause=G + "4", reason="急"),
        HOUSE,
        ("gatehouse/gate/4不能豁免",),
        ("the clause gatehouse/gate/4 cannot be waived",),
    ),
    "not_declinable": (
        sorting_declined,
        HOUSE,
        ("“分类”不能作“不办”登记", "可作“不办”登记的有：回访"),
        ("sort is nothing that may be declined", "what may be declined: greet"),
    ),
    "bad_item": (
        lambda: story().do("note_defect", item="x" * 101),
        HOUSE,
        ("“缺陷”的编号应为不超过100字的可见文字",),
        ("a defect is called by text of at most 100 visible characters",),
    ),
    "no_token": (
        lambda: story().do("erase", HEAD, reason="本人要求", tokens=["p9"]),
        HOUSE,
        ("本案没有这样的个人信息代号",),
        ("the case has no such token",),
    ),
    "no_target": (
        lambda: story().do("merge", HEAD, into="g", reason="重复"),
        HOUSE,
        ("不能并入“g”",),
        ("nothing can be merged into g",),
    ),
    "several_states": (
        lambda: led(""),
        HOUSE,
        ("补记时须注明转入的状态，可为“待放行”或“已放行”",),
        ("it can lead to several states: say to which, one of inside or outside",),
    ),
    "unknown_state": (
        lambda: led("sold"),
        HOUSE,
        ("本步骤不会转入“sold”，只能转入“待放行”或“已放行”",),
        ("this does not lead to sold, but to inside or outside",),
    ),
    "may_not_record": (
        recorded_by_a_clerk,
        HOUSE,
        ("chen不在本单位指定的补记岗位", "请先在本单位规定中指定补记岗位"),
        ("chen holds no role that may record", "name the roles that may in the policy: [recording] by"),
    ),
    "exclusive_key_taken": (
        second_case,
        HOUSE,
        ("该单元已有未结的“物品放行”：g",),
        ("the subject has an open gate case: g",),
    ),
    "other_edition": (
        lambda: stays(job(), job(), from_edition="2025"),
        HOUSE,
        ("本案按2024版办理，不按2025版",),
        ("the case runs under edition 2024, not under 2025",),
    ),
    "no_procedure": (
        lambda: stays(job(), evolve(job(within=0), name="errand")),
        HOUSE,
        ("2026版没有“派工”流程",),
        ("edition 2026 has no procedure job",),
    ),
    "unmapped_state": (
        lambda: stays(job(), job(states="reported > at_work")),
        HOUSE,
        ("2026版没有状态“已受理”，须指明改为哪个状态",),
        ("edition 2026 has no state received: say which one it becomes",),
    ),
    "unmapped_item": (
        lambda: stays(job(*FINDS, Items("3", "defect", opened_by="find", closed_by="settle", zh="缺陷")), job(*FINDS)),
        HOUSE,
        ("2026版没有“缺陷”，而“d1”尚未了结",),
        ("edition 2026 has no defect, and d1 is still open",),
    ),
    "unmapped_entitlement": (
        lambda: stays(job(Entitlement("3", "parking", since=done("open"), lasts=days(30), zh="免费停车")), job()),
        HOUSE,
        ("2026版没有“免费停车”，而本案仍在其有效期内",),
        ("edition 2026 has no parking, and that of the case is not over",),
    ),
}


@pytest.mark.parametrize("kind", HEARD)
def test_each_reason_is_heard_with_its_clause_in_both_languages(kind: str) -> None:
    """The clause that stands against the step, the Chinese words, the English words, and what would help."""
    happens, clause, chinese, english = HEARD[kind]
    (refusal,) = [r for r in happens().refusals if r.kind == kind]
    assert refusal.clause == clause
    assert [w for w in chinese if w not in refusal.text("zh")] == []
    assert [w for w in english if w not in refusal.text("en")] == []


def test_every_kind_of_refusal_is_heard() -> None:
    """Whatever the engine can say against a step is in the table above; what helps is in it too."""
    assert set(REASONS) == set(HEARD)
    assert all(key.startswith("help_") for key in REMEDIES)
    spoken = "".join(w for _, _, chinese, _ in HEARD.values() for w in chinese) + "经理可豁免"
    for key in REMEDIES:
        bare = re.split(r"\{[a-z_]+\}", REMEDIES[key][0])
        assert any(part and part.strip("“”？：") in spoken for part in bare), key


def test_a_soft_rule_says_who_may_waive_it_and_is_waived() -> None:
    """原则上: the head may let it be, with a reason, on record."""
    (refusal,) = story().do("soft").refusals
    assert (refusal.kind, refusal.clause) == ("required", G + "3")
    assert "经理可豁免" in refusal.text("zh")
    assert "head may waive it" in refusal.text("en")
    assert story().do("waive", HEAD, clause=G + "3", reason="业主在场").do("soft").refusals == ()


def test_all_reasons_come_at_once() -> None:
    """A wrong actor, a missing paper, a wrong blank: nobody has to ask three times."""
    kinds = {r.kind for r in story().do("show", HEAD, goods="沙发").refusals}
    assert kinds == {"wrong_role", "missing_document", "unknown_field"}


def test_what_is_allowed_is_not_refused() -> None:
    """Each act of the gate goes through where nothing stands against it."""
    told = story(valid=True, due_at="2026-04-29T10:10+08:00")
    told.do("sort", size="小件").do("need").do("soft").do("hard").do("ban").do("carry").do("visit")
    told.do("fill_goods", goods="沙发").do("fill_carrier", carrier="王").do("sign", HEAD).do("show")
    told.do("pay").do("take").do("check", OTHER).do("note_defect").do("mend_defect", item="defect-1")
    told.wait(hours=2).do("later").do("bow").do("leave").do("extend", HEAD).do("greet").do("close")
    assert told.refusals == ()
    assert told.desk.case("g").state == "closed"
