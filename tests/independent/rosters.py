"""Reads rosters a second time, apart from daopan, and decides who gets what.

Reads the workbooks themselves (python3-openpyxl, python3-xlrd, csv). What a
region's document orders stands in the region's own script, written from the
document: no policy file, no code of the program.
"""

import argparse
import codecs
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
    print(f"{sys.argv[0]} needs python3-openpyxl and python3-xlrd: {missing}",
          file=sys.stderr)
    sys.exit(77)


class Region:
    """What a document orders and how its departments write. Each region's
    script fills this in; the methods are the rules it may have to change."""

    premium = 0  # fen
    # code, name, subsidy in fen, fund, applicant; loaded from top to bottom,
    # each overwriting the ones before
    order = []
    # how a list is told, by its sheet's name, its title, its file's name:
    # (word, kind), the first that fits
    kinds = []
    aliases = {}  # further names of categories: name -> code
    labels = {}  # further labels of columns: field -> "label label"
    asks_types = False  # a type that cannot be read returns the row
    grade_kinds = ()  # lists on which a disability's grade must stand
    last_day = None  # recognised later: for the next insured year
    soldier_kinds = ()  # lists whose grades are those of disabled soldiers

    def __init__(self):
        self.rank = {row[0]: rank for rank, row in enumerate(self.order)}
        self.by_name = {row[1]: row[0] for row in self.order} | self.aliases
        self.field = {label: field for field, labels in LABELS.items()
                      for label in labels.split()}
        self.field |= {label: field for field, labels in self.labels.items()
                       for label in labels.split()}

    def category(self, kind, value, disability):
        """The code that a row claims; Returned where it claims none."""
        raise NotImplementedError

    def named(self, text, among):
        """The code of a category by its name, one of `among`."""
        code = self.by_name.get(text)
        if code not in among:
            raise Returned("category " + text)
        return code

    def needs_certificate(self, code):
        """Whether the category rests on a valid disability certificate."""
        return False

    def is_eligible(self, code, person):
        """Whether the category's conditions hold for a Person."""
        return True


class Disability:
    """Grades and types that a row tells."""

    def __init__(self, grades, types):
        self.grades, self.types = grades, types


class Person:
    """What the rows in force say of somebody on the cut-off day."""

    def __init__(self, number, rows, as_of):
        valid = [row for row in rows if row.counts(as_of) and
                 row.has_valid_certificate]
        self.age = age_at(number, as_of)
        self.is_man = int(number[16]) % 2 == 1
        self.grades = set().union(*(row.disability.grades for row in valid))
        self.types = set().union(*(row.disability.types for row in valid))


# What the columns of a person are called.
LABELS = {
    "id": "身份证号 身份证号码 公民身份号码 公民身份证号 证件号码 身份证件号码 "
          "身份证件号 居民身份证号 身份证",
    "name": "姓名 对象姓名 保障对象姓名 儿童姓名 残疾人姓名 成员姓名",
    "category": "人员类别 身份类别 对象类别 救助类别 类别 优抚对象类别 优抚类别 "
                "特殊人员身份类别 儿童类别",
    "monitored": "监测对象类别",
    "code": "身份类别代码 人员类别代码 身份代码",
    "certificate": "残疾证号 残疾人证号",
    "type": "残疾类别 残疾类型",
    "grade": "残疾等级 等级",
    "state": "持证状态",
    "recognised": "认定时间 认定日期 识别监测时间 纳入时间 享受开始时间 "
                  "救助开始日期",
    "ended": "退出时间 消除监测时间 终止时间",
    "cleared": "风险是否已消除",
    "movement": "变动类型 变动情况 增减情况",
}
OTHER_PEOPLE = re.compile("户主|监护人|代理人|联系人|配偶|开户人")
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
TYPES = {word + tail: number for number, word in enumerate(
    "视力 听力 言语 肢体 智力 精神 多重".split(), start=1)
    for tail in ("", "残疾")}




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
    """The 18 characters, and what a certificate's tail says: type, grade."""
    if isinstance(cell, (int, float)) and abs(cell) >= 10 ** 15:
        raise Returned("number cell")
    text = re.sub("['’‘`]", "", bare(cell)).upper()
    tail = re.fullmatch(r"(\d{17}[\dX])(\d)(\d)(?:B\d*)?", text)
    told = Disability(set(), set())
    if tail:
        text = tail.group(1)
        if tail.group(2) not in "1234567" or tail.group(3) not in "1234":
            raise Returned("certificate")
        told = Disability({int(tail.group(3))}, {int(tail.group(2))})
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
    return text, told


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


def sheets_of_text(path):
    with open(path, "rb") as file:
        data = file.read()
    try:
        text = data.decode("utf-16" if data.startswith(codecs.BOM_UTF16_LE)
                           else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    separator = "\t" if path.endswith(".txt") else ","
    yield "", list(csv.reader(io.StringIO(text, newline=""),
                              delimiter=separator))


READERS = {".xlsx": sheets_of_xlsx, ".xls": sheets_of_xls,
           ".csv": sheets_of_text, ".txt": sheets_of_text}


def label_of(cell):
    return re.sub(r"[（(].*[）)]$", "", bare(cell))


def columns_of(region, upper, lower):
    """Field to column for a header row, or two of them."""
    found = {}
    group = ""
    for index in range(max(len(upper), len(lower))):
        top = label_of(upper[index]) if index < len(upper) else ""
        bottom = label_of(lower[index]) if index < len(lower) else ""
        group = top or group  # a group's title stands over its first column
        label = bottom or top
        field = region.field.get(label)
        if (field is None and OTHER_PEOPLE.search(label)) or \
                (bottom and OTHER_PEOPLE.search(group)):
            continue
        if bottom and "残疾" in group and label == "类别":
            field = "type"
        if field and field not in found:
            found[field] = index
    return found


def header_of(region, rows):
    """Index of the first row of data, and the columns; None if no list."""
    for index, row in enumerate(rows[:30]):
        columns = columns_of(region, row, [])
        if "id" not in columns or "name" not in columns:
            continue
        below = rows[index + 1] if index + 1 < len(rows) else []
        is_double = any(bare(cell) for cell in below) and not any(
            bare(below[columns[field]]) for field in ("id", "name"))
        if is_double and not re.match("小计|合计|总计",
                                      bare(next(filter(bare, below)))):
            return index + 2, columns_of(region, row, below)
        above = rows[index - 1] if index > 0 else []
        if sum(bool(bare(cell)) for cell in above) > 2:  # titles of groups
            columns = columns_of(region, above, row)
        return index + 1, columns
    return None


def kind_of(region, sheet_name, title, file_name):
    for place in (sheet_name, title, file_name):
        for word, kind in region.kinds:
            if word in place:
                return kind
    return None


# ---- rows -----------------------------------------------------------------

def disability_of(region, kind, value, number, told):
    """What a row tells of a disability: number, certificate, two columns."""
    grades, types = set(told.grades), set(told.types)
    certificate = re.sub("['’]", "", bare(value("certificate"))).upper()
    if certificate:
        parts = re.fullmatch(r"(\d{17}[\dX])([1-7])([1-4])(?:B\d*)?",
                             certificate)
        if not parts or parts.group(1) != number:
            raise Returned("certificate " + certificate)
        types, grades = {int(parts.group(2))}, {int(parts.group(3))}
    word = "" if kind in region.soldier_kinds else bare(value("grade"))
    if word:
        if word not in GRADES:
            raise Returned("grade " + word)
        if grades and not grades <= GRADES[word]:
            raise Returned("grade and certificate")
        grades = grades or GRADES[word]
    words = [w for w in re.split("[、,，/;；]", bare(value("type"))) if w]
    if all(word in TYPES for word in words):
        types = join_types(region, types, {TYPES[word] for word in words})
    elif region.asks_types:
        raise Returned("type " + "".join(words))
    if kind in region.grade_kinds and not grades:
        raise Returned("no grade")
    return Disability(grades, types)


def join_types(region, certified, written):
    """Who has several (7) may have them listed in the column."""
    if not certified or 7 in certified | written:
        return certified | written
    if region.asks_types and written and not certified & written:
        raise Returned("type and certificate")
    return certified


class Row:
    """One accepted row: who, as what, from when to when."""

    def __init__(self, region, kind, value, as_of):
        self.number, told = read_id(value("id"), as_of)
        if not bare(value("name")):
            raise Returned("no name")
        self.disability = disability_of(region, kind, value, self.number, told)
        self.code = region.category(kind, value, self.disability)
        self.recognised = read_date(value("recognised"))
        self.ended = read_date(value("ended"))
        self.is_too_late = bool(region.last_day and self.recognised
                                and self.recognised > region.last_day)
        state, movement = bare(value("state")), bare(value("movement"))
        if state not in STATES or movement not in MOVEMENTS:
            raise Returned("state or movement")
        self.has_valid_certificate = STATES[state]
        self.is_out = MOVEMENTS[movement] == "out"
        self.is_cleared = bare(value("cleared")) == "是"

    def counts(self, as_of):
        return not ((self.recognised and self.recognised > as_of)
                    or (self.ended and self.ended <= as_of)
                    or self.is_out or self.is_cleared or self.is_too_late)


def rows_of_sheet(region, name, rows, file_name, as_of):
    header = header_of(region, rows)
    if header is None:
        return
    start, columns = header
    title = "".join(bare(cell) for row in rows[:start - 1] for cell in row)
    kind = kind_of(region, name, title, file_name)
    if kind is None:
        sys.exit(f"{file_name}!{name}: what kind of list is it?")
    for row in rows[start:]:
        def value(field, row=row):
            index = columns.get(field)
            return row[index] if index is not None and index < len(row) \
                else None
        if label_of(value("id")) in region.field:
            continue  # the header again
        try:
            yield Row(region, kind, value, as_of)
        except Returned:
            continue


def read_rosters(region, folder, as_of):
    for path, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            reader = READERS.get(os.path.splitext(name)[1].lower())
            if reader is None:
                continue
            for sheet, rows in reader(os.path.join(path, name)):
                yield from rows_of_sheet(region, sheet, rows, name, as_of)


# ---- decisions ------------------------------------------------------------

def age_at(number, as_of):
    born = (int(number[6:10]), int(number[10:12]), int(number[12:14]))
    had_birthday = (as_of.month, as_of.day) >= born[1:]
    return as_of.year - born[0] - (not had_birthday)


def decide(region, number, rows, as_of):
    """The winner's line of the order, or None."""
    person = Person(number, rows, as_of)
    eligible = {row.code for row in rows if row.counts(as_of)
                and (row.has_valid_certificate
                     or not region.needs_certificate(row.code))
                and region.is_eligible(row.code, person)}
    if not eligible:
        return None
    return region.order[max(region.rank[code] for code in eligible)]


def apply_changes(known, rows):
    """A month's changes: who is new or changed, and who is no longer."""
    changed = {}
    for row in rows:
        changed.setdefault((row.number, row.code), []).append(row)
    for key, news in changed.items():
        if any(row.is_out for row in news):
            known.pop(key, None)
        else:
            known[key] = news


def decide_all(region, folders, as_of):
    """Number to (code, subsidy, personal due, fund, applicant). The first
    folder has full rosters, or a month's changes alone; each further one
    changes what was known."""
    known = {}
    for row in read_rosters(region, folders[0], as_of):
        known.setdefault((row.number, row.code), []).append(row)
    for folder in folders[1:]:
        apply_changes(known, list(read_rosters(region, folder, as_of)))
    persons = {}
    for (number, _), rows in known.items():
        persons.setdefault(number, []).extend(rows)
    decisions = {}
    for number, rows in sorted(persons.items()):
        winner = decide(region, number, rows, as_of)
        if winner is None:
            decisions[number] = ("", 0, region.premium, "", "")
        else:
            code, _, subsidy, fund, applicant = winner
            decisions[number] = (code, subsidy, region.premium - subsidy, fund,
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


def holders_of(decisions):
    """Those who have an identity. Whom a month that goes on from others lists
    without one (just gone, or not yet) is no matter of theirs."""
    return {number: decision for number, decision in decisions.items()
            if decision[0]}


def compare(decisions, path, only_holders):
    """Prints each difference; how many there are."""
    with open(path, encoding="utf-8", newline="") as file:
        theirs = {row["id_number"]: (row["category_code"],
                                     int(row["subsidy_fen"]),
                                     int(row["personal_due_fen"]),
                                     row["fund"], row["applicant"])
                  for row in csv.DictReader(file)}
    if only_holders:
        decisions, theirs = holders_of(decisions), holders_of(theirs)
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


def last_day(period):
    year, month = map(int, period.split("-"))
    return datetime.date(year + month // 12, month % 12 + 1, 1) - \
        datetime.timedelta(days=1)


def main(region):
    parser = argparse.ArgumentParser(
        description="Decides a month of rosters a second time.")
    parser.add_argument("folders", nargs="+", metavar="FOLDER",
                        help="full rosters, then the changes of months after")
    parser.add_argument("--period", required=True, metavar="YYYY-MM",
                        help="the month whose last day is the cut-off")
    parser.add_argument("--totals", action="store_true",
                        help="heads and amounts of each fund")
    parser.add_argument("--compare", metavar="DECISIONS.csv", nargs="+",
                        help="against exports; exit status 1: differences")
    parser.add_argument("--holders", action="store_true",
                        help="compare people who have an identity")
    arguments = parser.parse_args()
    decisions = decide_all(region, arguments.folders,
                           last_day(arguments.period))
    if arguments.compare:
        differences = [compare(decisions, path, arguments.holders)
                       for path in arguments.compare]
        return 1 if any(differences) else 0
    if arguments.totals:
        print_totals(decisions)
    else:
        print_decisions(decisions)
    return 0
