"""A policy or a roster that cannot be used: each fault with its place."""

from __future__ import annotations

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "policy_unread": ("项目政策“{file}”：{why}", "the policy {file} cannot be read: {why}"),
    "policy_no_table": ("项目政策应为一张表，不能是{data}", "a policy is a table, not {data}"),
    "policy_faults": ("项目政策有误：{faults}", "the policy is wrong: {faults}"),
    "policy_misfit": ("项目政策与手册不符：{faults}", "the policy does not fit the manual: {faults}"),
    "roster_faults": ("岗位名单有误：{faults}", "the roster is wrong: {faults}"),
    "file_unread": ("“{file}”无法使用：{why}", "{file} cannot be read: {why}"),
    "file_holds_no_calendar": ("“{file}”中没有日历", "{file} holds no calendar"),
    "give_json_or_ics": ("请使用.json或.ics文件", "give a .json or .ics file"),
    "give_calendar": ("请给出日历数据或一年的放假安排", "give Calendar.to_data() or a year's days"),
    # --- keys and their values
    "unknown_key": ("{place}：没有这个键", "{place}: unknown key"),
    "missing_key": ("{place}：缺少", "{place}: missing"),
    "table_expected": ("{place}：应为一张表", "{place}: a table is expected"),
    "a_table_is_expected": ("应为一张表", "a table is expected"),
    "list_expected": ("{place}：应为列表", "{place}: a list is expected"),
    "names_expected": ("{place}：应为名称列表", "{place}: a list of names is expected"),
    "flag_expected": ("{place}：应为true或false", "{place}: true or false is expected"),
    "switch_expected": ("{place}：应为措施名称", "{place}: the name of a switch is expected"),
    "iso_day_expected": ("{place}：应为日期，写作2026-10-01", "{place}: a day is expected, YYYY-MM-DD"),
    "level_expected": ("{place}：应为company或site", "{place}: company or site is expected"),
    "cites_expected": ("{place}：应写明依据", "{place}: what it rests on is expected"),
    "two_overrides": (
        "{place}：同一级对{clause}自{since}起有两项改动",
        "{place}: two overrides of {clause} at one level from {since}",
    ),
    "amount_expected": ("{place}：应为金额（元）", "{place}: an amount in CNY is expected"),
    "amount_as_text": ("{place}：金额应写成文字，不小于0", "{place}: write the amount as text, zero or more"),
    "country_missing": ("{place}：写了years或subdivision，须写明国家", "{place}: missing beside years or subdivision"),
    "years_expected": (
        "{place}：应写明年份，如[2026, 2027]",
        "{place}: the years to look up are expected, such as [2026, 2027]",
    ),
    "days_beside_country": (
        "{place}：已写明国家，其休息日由国家规定，请去掉",
        "{place}: leave it out beside country, which has its own rest days",
    ),
    "no_season_days": (
        "{place}：“{text}”不是起止日期，请写作04-15..10-15或2026-04-15..2026-10-15",
        "{place}: {text!r} is no span of days; write 04-15..10-15, or 2026-04-15..2026-10-15",
    ),
    "season_backward": ("{place}：“{text}”的结束早于开始", "{place}: {text!r} ends before it begins"),
    "season_days_expected": (
        "{place}：应写明起止日期，如04-15..10-15",
        "{place}: its days are expected, such as 04-15..10-15",
    ),
    # --- a roster
    "roster_expected": ("roster：应为岗位与姓名列表的对照", "roster: a mapping of roles to lists of names is expected"),
    "list_not_text": (
        "{place}：应为姓名列表，请写作[{text}]",
        "{place}: a list of names is expected, not a text; write [{text}]",
    ),
    "text_not_type": ("{place}：应为文字，不能是{type}", "{place}: a text is expected, not a {type}"),
    "name_not_type": ("{place}：姓名应为文字，不能是{type}", "{place}: a name is a text, not a {type}"),
    "who_expected": (
        "{place}：应写明任职人（name = ...）或空缺（vacant = true）",
        "{place}: who holds the role is expected, name = ..., or vacant = true",
    ),
    "only_true": (
        "{place}：只能为true，有人任职的请去掉",
        "{place}: only true is expected; leave it out where somebody holds the role",
    ),
    "name_empty": ("{place}：姓名没有填写", "{place}: the name is empty"),
    "name_bounds": (
        "{place}：姓名最多{most}字，且须为可见文字",
        "{place}: a name has at most {most} characters, each of which can be seen",
    ),
    "ends_before": ("{place}：结束早于开始", "{place}: it ends before it begins"),
    "shift_hours_expected": (
        "{place}：应写明当班的起止时间，如20:00-08:00",
        "{place}: when the shift begins and ends is expected, such as 20:00-08:00",
    ),
    "days_expected": ("{place}：应为日期列表", "{place}: a list of days is expected"),
    "every_expected": ("{place}：应为天数，不小于1", "{place}: a number of days is expected, 1 or more"),
    "for_days_expected": (
        "{place}：应为天数，在1至{every}之间",
        "{place}: a number of days is expected, from 1 to every = {every}",
    ),
    "rotation": (
        "{place}：轮班须由since写明起始日，且不另写dates",
        "{place}: a rotation begins on a day, which since says, and has no dates",
    ),
    "day_expected": ("{place}：应为日期，如2026-10-01", "{place}: a day is expected, such as 2026-10-01"),
    "moment_expected": (
        "{place}：应为日期或时刻，如2026-10-01或2026-10-01 08:00",
        "{place}: a day or a moment is expected, such as 2026-10-01 or 2026-10-01 08:00",
    ),
    "outside_company": (
        "{place}：{role}不是公司岗位，请去掉",
        "{place}: {role} stands outside the company; leave it out",
    ),
    "role_twice": ("{place}：岗位名单中已有{role}", "{place}: the role {role} stands in the roster already"),
    # --- held against the manual
    "fault_helped": ("{place}：{what}，{how}", "{place}: {what}; {how}"),
    "no_named_calendar": ("没有岗位或规则使用日历“{name}”", "no role or rule goes by the calendar {name!r}"),
    "named_none": ("手册没有另定日历", "the manual names none"),
    "named_no_season": ("手册没有季节", "the manual names none"),
    "calendar_twice": (
        "{place}：项目政策中已有日历“{name}”",
        "{place}: the calendar {name!r} stands in the policy already",
    ),
    "other_clock": (
        "{place}：所用时区为{zone}，而本台只用{own}",
        "{place}: it is on the clock of {zone}; a desk has one, {own}",
    ),
    "no_season": ("没有规则涉及季节“{name}”", "no rule asks for the season {name!r}"),
    "season_twice": (
        "{place}：项目政策中已有季节“{name}”",
        "{place}: the season {name!r} stands in the policy already",
    ),
    "no_switch": ("没有规则涉及措施{name}", "no rule has the switch {name}"),
    "manual_has_none": ("手册没有这类措施", "the manual has none"),
    "local_key": (
        "{place}：内部规定都叫local，请写出规则名称：手册/流程/规则",
        "{place}: every local rule is {local!r}; name the rule, as manual/procedure/rule",
    ),
    "no_clause_in_manual": ("手册没有条款{clause}的规则", "no rule of the manual has the clause {clause}"),
    "write_clause": ("请按目录写作手册/流程/条款", "write manual/procedure/clause, as in the catalogue"),
    "no_fee": ("该条款没有费用{fee}", "the clause has no fee {fee}"),
    "rule_no_span": ("该规则没有时限", "the rule has no span"),
    "rule_no_fee": ("该规则没有费用", "the rule has no fee"),
    "place_override": ("override {clause}", "override {clause}"),
}
