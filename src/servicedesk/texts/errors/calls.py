"""What is wrong with one word of a declaration, or with what it cites."""

from __future__ import annotations

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "fault_manual_has_no_catalogue": (
        "手册“{name}”没有条款目录，而其规则引用了条款",
        "manual {name!r} has no catalogue, and its rules cite clauses",
    ),
    "fault_manual_edition_declared_wrongly": (
        "手册“{name}”“{edition}”版的声明有误",
        "manual {name!r}, edition {edition!r}, is declared wrongly",
    ),
    "fault_nothing_carries_over": (
        "没有把“{name_two}”的“{name}”带过去",
        "nothing carries over {name!r} of {name_two!r}",
    ),
    "fault_has_no_such_field": ("“{name}”没有栏目“{name_two}”", "{name!r} has no field {name_two!r}"),
    "fault_no_procedure": ("没有流程“{other}”", "there is no procedure {other!r}"),
    "fault_asks_further": (
        "对流程“{other}”其他案件的条件，又要问项目或其他案件",
        "the condition on other cases of {other!r} asks the host or further cases",
    ),
    "fault_ask_it_here": ("请写成本流程自己的条件", "ask it beside that, as a condition of this procedure"),
    "fault_procedure_has_no_cases": ("流程“{other}”没有案件", "the procedure {other!r} has no cases"),
    "fault_follows_no": (
        "“{name}”不等候转办的“{name_two}”，其撤销无从得知",
        "{name!r} waits for no {name_two!r} that it opens, and is not told where one is given up",
    ),
    "fault_standing_case_taken": (
        "与{other}条款和对象都相同，两项工作的案件编号相同，只有一项能立案",
        "has the clause and the subjects of {other}: their cases would have one id, and only one of them would stand",
    ),
    "fault_standing_procedure_taken": (
        "与{other}的案件同属流程“{name}”，只有一项能立案",
        "and {other} would have their cases in one procedure {name!r}, and only one of them would stand",
    ),
    "fault_opens_no": ("“{name}”不转办“{name_two}”", "{name!r} opens no {name_two!r}"),
    "fault_catalogue_has_no_row": (
        "{name}，{place}：条款目录中没有{ident}",
        "{name}, {place}: the catalogue has no row {ident}",
    ),
    "fault_catalogue_cannot_be_read": ("条款目录{place}无法读取", "the catalogue {place} cannot be read"),
    "fault_no_place_catalogue": ("{said}不是条款目录的位置", "{said} is no place of a catalogue"),
    "fault_catalogue_wrong": ("条款目录{place}有误", "the catalogue {place} is wrong"),
    "fault_catalogue_not": ("没有条款目录“{place}”", "the catalogue {place!r} is not there: {why}"),
    "fault_two_rows_have_id": ("有两条的编号都是{id}", "two rows have the id {id}"),
    "fault_not_what_takes": ("{names}不能用在此处", "{names} is not what it takes"),
    "fault_values_without_name_at": (
        "有{count}个值未写名称，最多只能有{count_two}个",
        "{count} values without a name, and at most {count_two} go so",
    ),
    "fault_missing": ("缺少{said}", "{said} is missing"),
    "fault_given_twice": ("{name}=给了两次", "{name}= is given twice"),
    "fault_value_not": (
        "“{name}”是“{classification}”的值，不是“{name_two}”的值",
        "{name!r} is a value of {classification!r}, not of {name_two!r}",
    ),
    "fault_no_list": ("{place}=中的{shown}不是列表", "{shown} is no list in {place}="),
    "fault_takes_values_listed_no": (
        "{place}=中的“{named}”只能取所列的值",
        "{named!r} takes the values listed and no other, in {place}=",
    ),
    "fault_no_pair": ("{place}=中的{shown}不是一对值", "{shown} is no pair in {place}="),
    "fault_holds_wrong_span": ("{place}=中的时长有误：{message}", "{place}= holds a wrong span: {message}"),
    "fault_no_rule_rules": ("rules=中的{shown}不是规则", "{shown} is no rule in rules="),
    "fault_no_value": ("{place}=中的{shown}不是“{name}”的值", "{shown} is no value of {name!r} in {place}="),
    "fault_sample": ("抽查比例为{value}%", "a sample of {value} %"),
    "fault_says_when_rule_applies": (
        "{name}说明规则何时适用，本身无所谓真假",
        "{name} says when a rule applies and is neither true nor false by itself",
    ),
    "fault_classification_has_no_value": ("分类“{name}”没有值", "classification {name!r} has no value"),
    "fault_edition_no_date": ("“{edition}”版：“{text}”不是日期", "edition {edition!r}: {text!r} is no date"),
    "fault_field_stands_no_form": ("栏目“{name}”不在任何表单上", "the field {name!r} stands on no form"),
    "fault_form_has_two_fields": (
        "表单“{name}”（{zh}）有两个栏目叫{names}",
        "form {name!r} ({zh}) has two fields named {names}",
    ),
    "fault_form_has_no_field": ("表单“{name}”（{zh}）没有栏目{names}", "form {name!r} ({zh}) has no field {names}"),
    "fault_share": ("比例为{value}", "a share of {value}"),
    "fault_field_elsewhere": (
        "{name_two}的栏目“{name}”在别处叫“{name_three}”",
        "the field {name!r} of {name_two} is {name_three!r} elsewhere",
    ),
    "fault_name_every_form_has": (
        "{name}：“{name_two}”是每份表单都有的名称",
        "{name}: {name_two!r} is a name that every form has",
    ),
    "fault_no_field": ("{name}：“{name_two}”不是栏目", "{name}: {name_two!r} is no field"),
    "fault_document_has_no_fields": ("{name}：资料没有栏目", "{name}: a document has no fields"),
    "fault_no_value_classification": ("{name}：{value}不是分类的值", "{name}: {value} is no value of a classification"),
    "fault_in_procedure": ("{name}，{place}：{message}", "{name}, {place}: {message}"),
    "fault_in_place": ("{place}=中{message}", "{message}, in {place}="),
    "fault_value_of": ("{place}=不能写{value}", "{place}={value}"),
    "fault_no_such_kind": ("{place}=中的{shown}不是{what}", "{shown} is no {what} in {place}="),
    "fault_no_keyword": ("此处没有{name}=", "there is no {name}= here"),
    "fault_no_name_in": ("{place}=中的“{name}”不能作名称", "{name!r} is no name in {place}="),
    "fault_with_remedy": ("{message}（{remedy}）", "{message} ({remedy})"),
    "fault_the_function": ("函数{name}", "the function {name}"),
    "fault_reasonless": ("本单位规定没有原因", "a local rule without a reason"),
    "fault_no_clause": ("“{clause}”不是条款号的写法", "{clause!r} is not written like a clause"),
    "fault_no_name_for": ("“{name}”不能作{what}的名称", "{name!r} is no name for a {what}"),
}
