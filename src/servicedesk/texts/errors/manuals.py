"""Manuals that are not there, do not load, or are declared wrongly."""

from __future__ import annotations

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "no_manual": ("没有手册{name}", "there is no manual {name}"),
    "no_manual_file": ("没有文件“{path}”", "there is no file {path}"),
    "file_no_manual": ("“{path}”中没有手册“{name}”", "{path} has no manual {name!r}"),
    "file_manuals": ("“{path}”中有{count}部手册", "{path} has {count} manuals"),
    "not_a_manual": ("手册{name}不是手册对象", "manual {name} is no Manual"),
    "manual_not_loaded": ("手册{name}无法载入（{kind}）", "manual {name} does not load: {said}"),
    "two_manuals": ("有两部手册都叫“{name}”：{one}和{other}", "two manuals are called {name!r}: {one} and {other}"),
    "manual_declared": ("手册{name}的声明有误", "manual {name} is declared wrongly"),
    "name_as_text": ("请写手册名称", "name one as text"),
    "installed_are": ("已安装的有{known}", "installed are {known}"),
    "read_from_file": (
        "文件中的手册请用命令行读取",
        "read one that lies in a file with servicedesk.program.files.manual_from_file",
    ),
    "check_colon": ("请核对冒号前的路径", "check the path before the colon"),
    "there_is": ("其中有{known}", "there is {known}"),
    "assign_manual": ("请在文件中定义一部手册", "let it assign a Manual(...) to a name"),
    "let_name_manual": ("“{point}”应为手册对象", "let {point!r} name a Manual object"),
    "check_entry_point": ("请检查入口“{point}”", "check the entry point {point!r}"),
    "rename_one": ("请改名或卸载其中一部", "rename or remove one of them"),
    "place_line": ("{file}第{number}行", "{file}, line {number}"),
    "python_error": ("{kind}", "{kind}: {said}"),
    "correct_line": ("请更正该行", "correct that line"),
    "import_beside": (
        "同一文件夹中的文件请写from .{name} import *",
        "what lies beside it is imported with a point: from .{name} import *",
    ),
    "not_written_out": ("内容无法写出", "it cannot be written out"),
}
