"""What is wrong with a clause catalogue, or with what lies beside it, and what would help?"""

from __future__ import annotations

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "fault_line": ("{where}：{why}", "{where}: {why}"),
    "row_at": ("{place}第{number}行", "{place}, line {number}"),
    "row_called": ("{place}第{number}行（{id}）", "{place}, line {number} ({id})"),
    "fault_row_no_json": ("{why}", "{why}"),
    "fault_row_no_object": ("须写成JSON对象（{{…}}）", "it is no JSON object ({{...}})"),
    "fault_row_key_missing": ("缺“{key}”", "the key {key!r} is missing"),
    "fault_row_key_unknown": ("没有“{key}”这一键", "there is no key {key!r}"),
    "fault_row_no_text": ("“{key}”不是文字", "{key!r} is no text"),
    "fault_row_word": ("“{key}”不能写“{word}”", "{key!r} cannot be {word!r}"),
    "fault_row_no_actor": ("“actor”须是一个岗位或岗位的列表", "'actor' is neither a role nor a list of roles"),
    "fault_row_no_editions": ("“editions”须是版次名称的列表", "'editions' is no list of names of editions"),
    "fault_row_id": ("编号“{id}”与手册、流程不符", "the id {id!r} is not that of its manual and procedure"),
    "fault_row_clause": (
        "编号以“{last}”结尾，而条款是“{clause}”",
        "the id ends in {last!r}, and the clause is {clause!r}",
    ),
    "fault_row_no_quantity": ("“quantity”须写成JSON对象或null", "'quantity' is neither an object nor null"),
    "fault_row_no_number": ("“{key}”不是数字", "{key!r} is no number"),
    "fault_row_edition": (
        "{id}所写的版次“{edition}”，手册没有",
        "{id} names the edition {edition!r}, which the manual does not have",
    ),
    "fault_beside": ("条款目录旁的{name}无法读取：{why}", "{name} beside the catalogue cannot be read: {why}"),
    "fault_starts_shape": ("不是按流程、按词语说明起算点的表", "it is no table of words by procedure"),
    "fault_actors_shape": ("不是逐个说明岗位用语的表", "it is no table of words for actors"),
    "fault_witnesses_shape": ("不是按条款编号列出测试的表", "it is no table of tests by the id of a row"),
    "fault_write_row_a_line": ("每条一行，写成JSON对象，键有{keys}", "write one object a line, with the keys {keys}"),
    "fault_write_null": ("请写{key}；没有解读时写null", "write {key}, null where the text is read as it stands"),
    "fault_row_keys": ("键有{keys}", "the keys are {keys}"),
    "fault_write_text": ("{key}请写文字，加双引号", "write {key} as text, in double quotes"),
    "fault_write_one_of": ("请写其中之一：{words}", "write one of {words}"),
    "fault_write_actor": ('请写"clerk"或["clerk", "owner"]这样的形式', 'write "clerk" or ["clerk", "owner"]'),
    "fault_write_editions": (
        '请写["2025"]；各版次都有的条款不写',
        'write ["2025"], or leave it out where every edition has the row',
    ),
    "fault_write_id": ("请写“{id}”", "write {id!r}"),
    "fault_write_clause": (
        "编号的末段写条款号，同一条款有几行时再加字母，如4.2.3a",
        "end the id in the clause, with a letter behind it where a clause has several rows: 4.2.3a",
    ),
    "fault_write_quantity": (
        "没有数字时写null，否则如{shown}",
        "write null where there is no number, else for instance {shown}",
    ),
    "fault_write_number": ("请写数字，如2或0.95", "write a number, 2 or 0.95"),
    "fault_write_from": (
        "请写表示起算点的词；没有起算点时写null或不写",
        "write the word for the start, or null where nothing is counted",
    ),
    "fault_write_editions_of_each": (
        "改为不同编号；如分属两个版次，各写上editions",
        "give each its own id, or name the editions of each where they are of different ones",
    ),
    "fault_write_starts": (
        '请按流程逐词说明，如{{"repair": {{"slip_received": "done:collect"}}}}',
        'write {{"procedure": {{"word of the row": "done:step"}}}}',
    ),
    "fault_write_actors": ('请逐词说明，如{{"handler": "…"}}', 'write {{"word of the row": "who is meant"}}'),
    "fault_write_witnesses": ("请运行pytest --write-witnesses", "run pytest --write-witnesses"),
}
