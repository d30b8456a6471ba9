"""The month's page: which troubles are where, and who stands for which rule.

Made from the same entries as the rosters, so that it is true.
"""

from collections import Counter

from . import answers
from .fields import Date, Formula, value
from .troubles import OUTCOMES

HEAD = """# 眉山市2023年8月示例花名册

*English: sample rosters of August 2023 for the Meishan 2024 policy; this page
says which troubles are where and what daopan should make of them. It is
written by `make samples` together with the rosters.*

人员、号码、电话全部虚构：身份证号都用行政区划代码 511499，没有任何县使用它；电话以 12000
开头，没有这样的号码。乡镇和村名只为像样。

"""


def page(month, stories, seed):
    """The text of the page."""
    entries = answers.in_place_order(month.entries())
    fates = answers.fates(entries)
    return "".join((
        HEAD, _books(month, entries, fates), _stories(entries, stories),
        _kinds(entries), _sheet_troubles(), _places(entries),
        f"\n种子：{seed}。重做：`make samples`。\n"))


def _books(month, entries, fates):
    people = Counter()
    for person in {(e.person, e.sheet.form.code or "优抚") for e in entries}:
        people[person[0]] += 1
    several = sum(1 for count in people.values() if count > 1)
    text = (f"## 文件\n\n共 {len(month.books)} 个文件，{len(entries)} 行，"
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


def _stories(entries, stories):
    text = ("\n## 每条规则一个人\n\n用 `daopan explain` 查看。"
            "没有代码的，是截止日没有任何身份有效。\n\n"
            "| 姓名 | 身份证号 | 应得 | 为什么 | 在哪里 |\n|---|---|---|---|---|\n")
    for story in stories:
        code = "（不在结果里）" if story.code is None else story.code or "（无）"
        where = "；".join(
            _place(e) for e in entries if e.person is story.person) or "—"
        text += (f"| {story.person.name} | {story.person.number} | {code} |"
                 f" {story.why} | {where} |\n")
    return text


def _place(entry):
    sheet = f"!{entry.sheet.name}" if entry.sheet.name else ""
    return f"{entry.sheet.book.name}{sheet} 第{entry.row}行"


def _kinds(entries):
    counts = Counter(name for e in entries for name in e.troubles)
    text = ("\n## 毛病的种类\n\n| 毛病 | 行数 | daopan 应当 | 代码 |\n"
            "|---|--:|---|---|\n")
    for name, kind in OUTCOMES.items():
        text += f"| {name} | {counts[name]} | {kind.outcome} | {kind.code} |\n"
    return text


def _sheet_troubles():
    return """
## 整份名单的毛病

- 标题、填报单位、日期在表头之上；表头在第1至4行，有的两行，上层是合并的组名
  （残疾情况之下的“类别”“等级”，监护人情况之下的“姓名”“身份证号”）。
- 表头里有换行和全角空格（“身份⏎证号”“姓　名”）；优抚和仁寿低保名单每隔40多人重复表头。
- 县、乡镇、村、户主向下合并；有小计、合计、填表说明、签名行。
- 户主、监护人、配偶、代理人的姓名和号码另有列，不得当作本人。
- 民政各县的文件没有县（区）一列，由标题得知；被征地名单由工作表名和标题得知。
- 监测对象导出表有120列，字符串写在单元格内，“风险是否已消除”“联系电话”出现两次，
  认定时间有 202306、20230608、数字 202306、2023-06-08 四种写法。
- 监测对象导出表在“监测对象类别”之外另有“户类型”（脱贫户、一般农户），不是人员类别。
- 稳定脱贫户名单的“监测对象类别”一列是空的。
- 残联台账是 GB18030 编码的 CSV，没有标题；等级有 一级、1、1级、壹级、Ⅰ 几种写法。
- 各县的日期写法不同：2023-08-01、2023/8/1、2023.8.1、2023年8月1日、20230801、
  202308、日期单元格、没有日期格式的序列数。
- 有统计表、填报说明在名单旁边；青神县有一张隐藏的7月旧名单，其中的人不得计入。
"""


def _places(entries):
    text = ("\n## 逐行\n\n| 文件 | 工作表 | 行 | 姓名 | 单元格 | 毛病 |\n"
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
