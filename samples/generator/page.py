"""The month's page: which troubles are where, and who stands for which rule.

Made from the same entries as the rosters, so that it is true.
"""

from collections import Counter

from . import answers
from .fields import Date, Formula, value
from .troubles import DUPLICATE, NAME_CONFLICT


def page(head, months, lists, seed):
    """The text of the page: `head` and `lists` are the region's own words on
    its rosters; of each month there are tables."""
    is_one = len(months) == 1
    text = head if is_one else head + _lists("##", lists) + "\n"
    text += "\n".join(_month(month, "##" if is_one else "###",
                             lists if is_one else "") for month in months)
    return text + f"\n种子：{seed}。重做：`make samples`。\n"


def _month(month, level, lists):
    entries = answers.in_place_order(month.entries())
    fates = answers.fates(entries)
    head = "" if level == "##" else f"## {month.period}\n\n{month.about}\n\n"
    return "".join((
        head, _books(month, level, entries, fates),
        _stories(month, level, entries),
        _kinds(month, level, entries) if month.trouble_kinds else "",
        "\n" + _lists(level, lists) if lists else "",
        _places(level, entries) if month.trouble_kinds else ""))


def _lists(level, lists):
    return f"{level} 整份名单的毛病\n\n{lists}"


def _books(month, level, entries, fates):
    people = Counter()
    for person in {(e.person, e.sheet.form.code or e.sheet.book.department)
                   for e in entries}:
        people[person[0]] += 1
    several = sum(1 for count in people.values() if count > 1)
    text = (f"{level} 文件\n\n共 {len(month.books)} 个文件，{len(entries)} 行，"
            f"{len(people)} 人，其中 {several} 人"
            f"（{100 * several / len(people):.0f}%）在两份以上名单。\n\n"
            "| 部门 | 文件 | 工作表 | 行数 | 接受 | 重复 | 退回 |\n"
            "|---|---|---|--:|--:|--:|--:|\n")
    for book in month.books:
        for sheet in book.sheets:
            tally = Counter(fates.get(e) for e in sheet.entries)
            name = sheet.name or "—"
            if sheet.is_hidden:
                name += "（隐藏，不读）"
            text += (f"| {book.department} | {book.name} | {name} |"
                     f" {len(sheet.entries)} | {tally['accepted']} |"
                     f" {tally['duplicate']} | {tally['returned']} |\n")
        for grid in book.extras:
            text += (f"| {book.department} | {book.name} | {grid.name}"
                     "（不是名单，不读） | | | | |\n")
    return text


def _stories(month, level, entries):
    text = (f"\n{level} 每条规则一个人\n\n用 `daopan explain` 查看。"
            "没有代码的，是截止日没有任何身份有效。\n\n"
            "| 姓名 | 身份证号 | 应得 | 为什么 | 在哪里 |\n|---|---|---|---|---|\n")
    for story in month.stories:
        code = "（不在结果里）" if story.code is None else story.code or "（无）"
        where = "；".join(
            _place(e) for e in entries if e.person is story.person) or "—"
        text += (f"| {story.person.name} | {story.person.number} | {code} |"
                 f" {story.why} | {where} |\n")
    return text


def _place(entry):
    sheet = f"!{entry.sheet.name}" if entry.sheet.name else ""
    return f"{entry.sheet.book.name}{sheet} 第{entry.row}行"


def _kinds(month, level, entries):
    counts = Counter(name for e in entries for name in e.troubles)
    text = (f"\n{level} 毛病的种类\n\n| 毛病 | 行数 | daopan 应当 | 代码 |\n"
            "|---|--:|---|---|\n")
    for kind in (*month.trouble_kinds, DUPLICATE, NAME_CONFLICT):
        text += (f"| {kind.name} | {counts[kind.name]} | {kind.outcome} |"
                 f" {kind.code} |\n")
    return text


def _places(level, entries):
    text = (f"\n{level} 逐行\n\n| 文件 | 工作表 | 行 | 姓名 | 单元格 | 毛病 |\n"
            "|---|---|--:|---|---|---|\n")
    for entry in entries:
        if entry.troubles:
            text += (f"| {entry.sheet.book.name} | {entry.sheet.name or '—'} |"
                     f" {entry.row} | {entry.person.name} | {_cell(entry)} |"
                     f" {'、'.join(entry.troubles)} |\n")
    return text


def _cell(entry):
    """What is odd about the row, as it stands there."""
    keys = list(entry.shown)
    keys += ["state"] if entry.state != "正常" else []
    keys += [key for key, word in (("recognised", "认定"), ("ended", "退出"))
             if key not in keys and any(word in t for t in entry.troubles)]
    text = "；".join(_visible(value(entry, key)) for key in keys).strip("；")
    return f"`{text}`" if text else ""


def _visible(what):
    """A cell's text with spaces and invisible characters made seen."""
    if isinstance(what, Formula):
        return what.text
    if isinstance(what, Date):
        return what.day.isoformat()
    if isinstance(what, float):
        return f"{what:.15G}"
    text = str(what)
    for raw, seen in (("\u00a0", "⍽"), ("\u3000", "□"), ("\t", "⇥"), ("\n", "⏎"),
                      ("\u200b", "⟨200B⟩"), ("\ufeff", "⟨FEFF⟩"),
                      ("\u200e", "⟨200E⟩")):
        text = text.replace(raw, seen)
    return text
