#!/usr/bin/env python3
"""Decides a month of Meishan rosters a second time, apart from daopan.

Reads the workbooks themselves (python3-openpyxl, python3-xlrd, csv) and
applies the rules of 眉医保办发〔2023〕18号 as written here, from the document:
no policy file, no code of the program. A difference between the two is a
defect in one of them.

    meishan.py FOLDER [--as-of DATE]              every person, as CSV
    meishan.py FOLDER --totals                    each fund's heads and amounts
    meishan.py FOLDER --compare DECISIONS.csv …   against exports

Exit status: 0 done or no difference; 1 differences (printed); 77 a library is
missing.
"""

import argparse
import csv
import datetime
import io
import os
import re
import sys
import unicodedata

try:
    import openpyxl
    import xlrd
except ImportError as missing:
    print(f"meishan.py needs python3-openpyxl and python3-xlrd: {missing}",
          file=sys.stderr)
    sys.exit(77)

PREMIUM = 38000
RELIEF, FISCAL = "医疗救助资金", "财政专项资金"

# 三、(二) 导盘规则: code, name, subsidy in fen, fund, applicant; loaded from
# top to bottom, each overwriting the ones before.
ORDER = [
    ("993406", "稳定脱贫户", 9500, RELIEF, "医保"),
    ("230202", "脱贫不稳定户", 28500, RELIEF, "医保"),
    ("230508", "边缘易致贫户", 28500, RELIEF, "医保"),
    ("230705", "突发严重困难户", 28500, RELIEF, "医保"),
    ("2303", "低保救助对象", 28500, RELIEF, "医保"),
    ("2305", "低收入救助对象", 28500, FISCAL, "民政"),
    ("236010", "计生特别扶助对象", 38000, FISCAL, "卫健"),
    ("01", "被征地农民超龄人员", 38000, FISCAL, "自然资源"),
    ("236046", "重度残疾人", 38000, FISCAL, "残联"),
    ("9925", "烈士遗属", 38000, FISCAL, "退役军人"),
    ("992601", "因公牺牲军人遗属", 38000, FISCAL, "退役军人"),
    ("2101", "因公牺牲军人家属", 38000, FISCAL, "退役军人"),
    ("216002", "在乡复员军人", 38000, FISCAL, "退役军人"),
    ("9934", "带病回乡退伍军人", 38000, FISCAL, "退役军人"),
    ("246003", "参战参试退役人员", 38000, FISCAL, "退役军人"),
    ("9935", "参战涉核退役人员", 38000, FISCAL, "退役军人"),
    ("9901", "一级残疾军人", 38000, FISCAL, "退役军人"),
    ("9930", "二级残疾军人", 38000, FISCAL, "退役军人"),
    ("9931", "三级残疾军人", 38000, FISCAL, "退役军人"),
    ("9917", "四级残疾军人", 38000, FISCAL, "退役军人"),
    ("9918", "五级残疾军人", 38000, FISCAL, "退役军人"),
    ("9919", "六级残疾军人", 38000, FISCAL, "退役军人"),
    ("9920", "七级残疾军人", 38000, FISCAL, "退役军人"),
    ("9921", "八级残疾军人", 38000, FISCAL, "退役军人"),
    ("9922", "九级残疾军人", 38000, FISCAL, "退役军人"),
    ("9923", "十级残疾军人", 38000, FISCAL, "退役军人"),
    ("2361", "孤儿", 38000, RELIEF, "医保"),
    ("2304", "特困救助对象", 38000, RELIEF, "医保"),
]
RANK = {code: rank for rank, (code, *_) in enumerate(ORDER)}
BY_NAME = {name: code for code, name, *_ in ORDER}
BY_NAME.update({"烈土遗属": "9925", "在乡复原军人": "216002"})
VETERANS = {code for code, *_, who in ORDER if who == "退役军人"}
MONITORED = {"230202", "230508", "230705"}

# What the columns of a person are called; longest words first where one
# contains another.
LABELS = {
    "id": "身份证号 身份证号码 公民身份号码 公民身份证号 证件号码 身份证件号码 "
          "身份证件号 居民身份证号 身份证",
    "name": "姓名 对象姓名 保障对象姓名 儿童姓名 残疾人姓名 成员姓名",
    "category": "人员类别 身份类别 对象类别 救助类别 类别 优抚对象类别 优抚类别 "
                "特殊人员身份类别 儿童类别",
    "monitored": "监测对象类别",
    "code": "身份类别代码 人员类别代码 身份代码",
    "certificate": "残疾证号 残疾人证号",
    "grade": "残疾等级 等级",
    "state": "持证状态",
    "recognised": "认定时间 认定日期 识别监测时间 纳入时间 享受开始时间 "
                  "救助开始日期",
    "ended": "退出时间 消除监测时间 终止时间",
    "cleared": "风险是否已消除",
    "movement": "变动类型 变动情况 增减情况",
}
FIELD = {label: field for field, labels in LABELS.items()
         for label in labels.split()}
OTHER_PEOPLE = re.compile("户主|监护人|代理人|联系人|配偶|开户人")

# How a list is told, by its sheet's name, its title, its file's name.
KINDS = [
    ("监测对象", "监测"), ("脱贫", "993406"), ("低收入", "2305"),
    ("低保", "2303"), ("孤儿", "2361"), ("特困", "2304"),
    ("特别扶助", "236010"), ("计划生育", "236010"), ("被征地", "01"),
    ("残疾", "236046"), ("优抚", "优抚"),
]

PROVINCES = set("11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 "
                "46 50 51 52 53 54 61 62 63 64 65 71 81 82 83".split())
GRADES = {}
for _grade, _words in enumerate(("一级 1 1级 壹级 I Ⅰ", "二级 2 2级 贰级 II Ⅱ",
                                 "三级 3 3级 叁级 III Ⅲ",
                                 "四级 4 4级 肆级 IV Ⅳ"), start=1):
    for _word in _words.split():
        GRADES[unicodedata.normalize("NFKC", _word)] = {_grade}
GRADES["重度"] = {1, 2}
STATES = {"": True, "正常": True, "注销": False, "过期": False, "冻结": False}
MOVEMENTS = {"": "", "新增": "", "变更": "", "减员": "out", "退出": "out",
             "取消": "out"}


class Returned(Exception):
    """The row cannot count until its department corrects it."""


# ---- cells ----------------------------------------------------------------

def text_of(cell):
    """A cell as text; whole numbers without a decimal point."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def bare(cell):
    """Text without spaces and invisible characters, width folded."""
    text = unicodedata.normalize("NFKC", text_of(cell))
    return "".join(c for c in text
                   if not c.isspace() and unicodedata.category(c) not in
                   ("Cf", "Cc", "Zs"))


def read_date(cell):
    """A date, or None for an empty cell; months stand for their first day."""
    if isinstance(cell, datetime.datetime):
        return cell.date()
    if isinstance(cell, datetime.date):
        return cell
    text = bare(cell)
    if not text:
        return None
    numbers = re.fullmatch(
        r"(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})?日?)?", text)
    if not numbers:
        numbers = re.fullmatch(r"(\d{4})(\d{2})(\d{2})?", text)
    try:
        if numbers:
            year, month, day = numbers.groups()
            return datetime.date(int(year), int(month), int(day or 1))
        if re.fullmatch(r"\d{5}", text):  # days since the end of 1899
            return datetime.date(1899, 12, 30) + \
                datetime.timedelta(days=int(text))
    except ValueError:
        pass
    raise Returned("date " + text)


def check_character(digits):
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(d) * w for d, w in zip(digits, weights))
    return "10X98765432"[total % 11]


def read_id(cell, as_of):
    """The 18 characters, and what a certificate's tail says of the grade."""
    if isinstance(cell, (int, float)) and abs(cell) >= 10 ** 15:
        raise Returned("number cell")
    text = re.sub("['’‘`]", "", bare(cell)).upper()
    tail = re.fullmatch(r"(\d{17}[\dX])(\d)(\d)(?:B\d*)?", text)
    grade = set()
    if tail:
        text = tail.group(1)
        if tail.group(2) not in "1234567" or tail.group(3) not in "1234":
            raise Returned("certificate")
        grade = {int(tail.group(3))}
    if re.fullmatch(r"\d{15}", text):
        text = text[:6] + "19" + text[6:]
        text += check_character(text)
    if not re.fullmatch(r"\d{17}[\dX]", text):
        raise Returned("id " + text)
    if text[:2] not in PROVINCES and text[0] != "9":
        raise Returned("province " + text)
    try:
        born = datetime.date(int(text[6:10]), int(text[10:12]),
                             int(text[12:14]))
    except ValueError as impossible:
        raise Returned("birth " + text) from impossible
    if born > as_of or text[17] != check_character(text):
        raise Returned("birth or check " + text)
    return text, grade


# ---- sheets ---------------------------------------------------------------

def sheets_of_xlsx(path):
    book = openpyxl.load_workbook(path, data_only=True)
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            yield sheet.title, [list(row)
                                for row in sheet.iter_rows(values_only=True)]


def cell_of_xls(book, cell):
    if cell.ctype == xlrd.XL_CELL_DATE:
        return xlrd.xldate_as_datetime(cell.value, book.datemode)
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK,
                      xlrd.XL_CELL_ERROR):
        return None
    return cell.value


def sheets_of_xls(path):
    book = xlrd.open_workbook(path, formatting_info=True)
    for sheet in book.sheets():
        if sheet.visibility == 0:
            yield sheet.name, [[cell_of_xls(book, cell)
                                for cell in sheet.row(r)]
                               for r in range(sheet.nrows)]


def sheets_of_csv(path):
    with open(path, "rb") as file:
        data = file.read()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    yield "", list(csv.reader(io.StringIO(text, newline="")))


READERS = {".xlsx": sheets_of_xlsx, ".xls": sheets_of_xls,
           ".csv": sheets_of_csv}


def label_of(cell):
    return re.sub(r"[（(].*[）)]$", "", bare(cell))


def columns_of(upper, lower):
    """Field to column for a header row, or two of them."""
    found = {}
    group = ""
    for index in range(max(len(upper), len(lower))):
        top = label_of(upper[index]) if index < len(upper) else ""
        bottom = label_of(lower[index]) if index < len(lower) else ""
        group = top or group  # a group's title stands over its first column
        label = bottom or top
        if OTHER_PEOPLE.search(label) or \
                (bottom and OTHER_PEOPLE.search(group)):
            continue
        field = FIELD.get(label)
        if bottom and "残疾" in group and label == "类别":
            field = None  # the type of disability; no rule asks for it
        if field and field not in found:
            found[field] = index
    return found


def header_of(rows):
    """Index of the first row of data, and the columns; None if no list."""
    for index, row in enumerate(rows[:30]):
        columns = columns_of(row, [])
        if "id" not in columns or "name" not in columns:
            continue
        below = rows[index + 1] if index + 1 < len(rows) else []
        is_double = any(bare(cell) for cell in below) and not any(
            bare(below[columns[field]]) for field in ("id", "name"))
        if is_double and not re.match("小计|合计|总计",
                                      bare(next(filter(bare, below)))):
            return index + 2, columns_of(row, below)
        return index + 1, columns
    return None


def kind_of(sheet_name, title, file_name):
    for place in (sheet_name, title, file_name):
        for word, kind in KINDS:
            if word in place:
                return kind
    return None


# ---- rows -----------------------------------------------------------------

def category_of(kind, value):
    """The code that a row claims."""
    name, code = bare(value("category")), bare(value("code"))
    if kind == "监测":
        claimed = bare(value("monitored"))
        if BY_NAME.get(claimed) not in MONITORED:
            raise Returned("category " + claimed)
        return BY_NAME[claimed]
    if kind == "优抚":
        if not name and not code:
            raise Returned("no category")
        by_name = BY_NAME.get(name) if name else None
        by_code = code.zfill(2) if code else by_name
        if name and by_name is None or by_code not in VETERANS:
            raise Returned("category " + name)
        if by_name and by_name != by_code:
            raise Returned("category and code")
        return by_code
    if kind == "2361" and "事实无人抚养" in name:
        raise Returned("category " + name)
    return kind


def grade_of(kind, value, number, from_id):
    """Grades that a row is evidence of."""
    grades = set(from_id)
    certificate = re.sub("['’]", "", bare(value("certificate"))).upper()
    if certificate:
        parts = re.fullmatch(r"(\d{17}[\dX])([1-7])([1-4])(?:B\d*)?",
                             certificate)
        if not parts or parts.group(1) != number:
            raise Returned("certificate " + certificate)
        grades = {int(parts.group(3))}
    word = bare(value("grade"))
    if word:
        if word not in GRADES:
            raise Returned("grade " + word)
        if grades and not grades <= GRADES[word]:
            raise Returned("grade and certificate")
        grades = grades or GRADES[word]
    if kind == "236046" and not grades:
        raise Returned("no grade")
    return grades


class Row:
    """One accepted row: who, as what, whether it counts, which grades."""

    def __init__(self, kind, value, as_of):
        self.number, from_id = read_id(value("id"), as_of)
        if not bare(value("name")):
            raise Returned("no name")
        self.code = category_of(kind, value)
        self.grades = grade_of(kind, value, self.number, from_id)
        recognised = read_date(value("recognised"))
        ended = read_date(value("ended"))
        state, movement = bare(value("state")), bare(value("movement"))
        if state not in STATES or movement not in MOVEMENTS:
            raise Returned("state or movement")
        self.has_valid_certificate = STATES[state]
        self.counts = not (
            (recognised and recognised > as_of) or (ended and ended <= as_of)
            or MOVEMENTS[movement] == "out"
            or bare(value("cleared")) == "是")


def rows_of_sheet(name, rows, file_name, as_of):
    header = header_of(rows)
    if header is None:
        return
    start, columns = header
    title = "".join(bare(cell) for row in rows[:start - 1] for cell in row)
    kind = kind_of(name, title, file_name)
    if kind is None:
        sys.exit(f"{file_name}!{name}: what kind of list is it?")
    for row in rows[start:]:
        def value(field, row=row):
            index = columns.get(field)
            return row[index] if index is not None and index < len(row) \
                else None
        if label_of(value("id")) in FIELD:
            continue  # the header again
        try:
            yield Row(kind, value, as_of)
        except Returned:
            continue


def read_rosters(folder, as_of):
    for path, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            reader = READERS.get(os.path.splitext(name)[1].lower())
            if reader is None:
                continue
            for sheet, rows in reader(os.path.join(path, name)):
                yield from rows_of_sheet(sheet, rows, name, as_of)


# ---- decisions ------------------------------------------------------------

def age_at(number, as_of):
    born = (int(number[6:10]), int(number[10:12]), int(number[12:14]))
    had_birthday = (as_of.month, as_of.day) >= born[1:]
    return as_of.year - born[0] - (not had_birthday)


def decide(number, rows, as_of):
    """The winner's line of ORDER, or None."""
    grades = set()
    for row in rows:
        if row.counts and row.has_valid_certificate:
            grades |= row.grades
    age = age_at(number, as_of)
    eligible = set()
    for row in rows:
        if not row.counts:
            continue
        if row.code == "2305" and not (age >= 60 or age < 18 or
                                       grades & {3, 4}):
            continue
        if row.code == "236046" and not (row.has_valid_certificate and
                                         grades & {1, 2}):
            continue
        eligible.add(row.code)
    if not eligible:
        return None
    return ORDER[max(RANK[code] for code in eligible)]


def decide_all(folder, as_of):
    """Number to (code, subsidy, personal due, fund, applicant)."""
    persons = {}
    for row in read_rosters(folder, as_of):
        persons.setdefault(row.number, []).append(row)
    decisions = {}
    for number, rows in sorted(persons.items()):
        winner = decide(number, rows, as_of)
        if winner is None:
            decisions[number] = ("", 0, PREMIUM, "", "")
        else:
            code, _, subsidy, fund, applicant = winner
            decisions[number] = (code, subsidy, PREMIUM - subsidy, fund,
                                 applicant)
    return decisions


def totals_of(decisions):
    totals = {}
    for _, subsidy, due, fund, applicant in decisions.values():
        heads, paid, own = totals.get((fund, applicant), (0, 0, 0))
        totals[fund, applicant] = (heads + 1, paid + subsidy, own + due)
    return totals


# ---- output ---------------------------------------------------------------

def print_decisions(decisions):
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow("id_number category_code subsidy_fen personal_due_fen fund "
                 "applicant".split())
    for number, decision in decisions.items():
        out.writerow((number, *decision))


def print_totals(decisions):
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow("fund applicant heads subsidy_fen personal_due_fen".split())
    for key, values in sorted(totals_of(decisions).items()):
        out.writerow((*key, *values))


def compare(decisions, path):
    """Prints each difference; how many there are."""
    with open(path, encoding="utf-8", newline="") as file:
        theirs = {row["id_number"]: (row["category_code"],
                                     int(row["subsidy_fen"]),
                                     int(row["personal_due_fen"]),
                                     row["fund"], row["applicant"])
                  for row in csv.DictReader(file)}
    differences = 0
    for number in sorted(decisions.keys() | theirs.keys()):
        ours, other = decisions.get(number), theirs.get(number)
        if ours != other:
            print(f"{number}: here {ours}, there {other}")
            differences += 1
    ours, other = totals_of(decisions), totals_of(theirs)
    for key in sorted(ours.keys() | other.keys()):
        if ours.get(key) != other.get(key):
            print(f"{key}: here {ours.get(key)}, there {other.get(key)}")
            differences += 1
    print(f"{path}: {len(decisions)} persons, {differences} differences")
    return differences


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--as-of", default="2023-08-31",
                        type=datetime.date.fromisoformat)
    parser.add_argument("--totals", action="store_true")
    parser.add_argument("--compare", metavar="DECISIONS.csv", nargs="+")
    arguments = parser.parse_args()
    decisions = decide_all(arguments.folder, arguments.as_of)
    if arguments.compare:
        differences = [compare(decisions, path) for path in arguments.compare]
        return 1 if any(differences) else 0
    if arguments.totals:
        print_totals(decisions)
    else:
        print_decisions(decisions)
    return 0


if __name__ == "__main__":
    sys.exit(main())
