"""What every error is put together of, and what was asked for by a name that is not there."""

from __future__ import annotations

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # --- how an error is put together
    "helped": ("{what}。{how}", "{what}; {how}"),
    "worded": ("{what}", "{what}"),
    "cut": ("{text}……", "{text}..."),
    "at": ("{place}：{what}", "{place}: {what}"),
    "none": ("无", "none"),
    "declared_faults": ("{what}，共{count}处：{faults}", "{what}: {count} fault(s){faults}"),
    # --- what came in
    "text_shown": ("“{text}”", "{text!r}"),
    "text_begun": ("“{text}”……（共{count}字）", "{text!r}... ({count} characters)"),
    "a_type": ("{type}", "a {type}"),
    "type_dict": ("一张表", "dict"),
    "type_list": ("列表", "list"),
    "type_tuple": ("列表", "tuple"),
    "type_set": ("集合", "set"),
    "type_str": ("文字", "str"),
    "type_int": ("整数", "int"),
    "type_float": ("小数", "float"),
    "type_Decimal": ("小数", "Decimal"),
    "type_bool": ("是或否", "bool"),
    "type_date": ("日期", "date"),
    "type_datetime": ("时间", "datetime"),
    "type_time": ("时刻", "time"),
    "type_bytes": ("字节", "bytes"),
    "type_NoneType": ("空", "NoneType"),
    "type_function": ("函数", "function"),
    # --- what may have been meant
    "name_and_term": ("“{name}”（{zh}）", "{name!r} ({zh})"),
    "did_you_mean": ("是否应为“{near}”？", "did you mean {near!r}?"),
    "there_are": ("可用的有{known}", "there are {known}"),
    "it_has": ("其中有{known}", "it has {known}"),
}
