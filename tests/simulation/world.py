"""An invented city for the simulation: people who are born and die, gain and
lose identities, and departments that send rosters well or badly.

Nothing here knows how daopan decides. A month yields the files to send and,
apart from them, what stands in them, row by row, as the model reads it.
"""

import csv
import datetime
import os
import random

COUNTIES = ["东坡区", "彭山区", "仁寿县"]
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
SYLLABLES = "一二三四五六七八九十天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏"

# kind: (words of the file's name, the category's column, its values by code,
#        how many in a thousand of the people)
KINDS = {
    "xiangcun-tuopin": ("脱贫户花名册", None, {"993406": None}, 90),
    "xiangcun-jiance": ("防止返贫监测对象花名册", "监测对象类别",
                        {"230202": "脱贫不稳定户", "230508": "边缘易致贫户",
                         "230705": "突发严重困难户"}, 40),
    "minzheng-dibao": ("低保对象花名册", None, {"2303": None}, 120),
    "minzheng-dishouru": ("低收入对象花名册", None, {"2305": None}, 40),
    "minzheng-guer": ("孤儿花名册", None, {"2361": None}, 6),
    "minzheng-tekun": ("特困人员花名册", None, {"2304": None}, 30),
    "weijian-jisheng": ("计划生育特别扶助对象花名册", None,
                        {"236010": None}, 15),
    "ziran-beizhengdi": ("被征地农民超龄人员花名册", None, {"01": None}, 20),
    "canlian": ("持证残疾人花名册", None, {"236046": None}, 80),
    "tuiyijunren-youfu": ("优抚对象花名册", "优抚对象类别",
                          {"9925": "烈士遗属", "216002": "在乡复员军人",
                           "9934": "带病回乡退伍军人",
                           "9901": "一级残疾军人"}, 20),
}
DEPARTMENT = {kind: kind.split("-")[0] for kind in KINDS}


def id_number(birth, sequence):
    digits = f"511499{birth:%Y%m%d}{sequence:03d}"
    total = sum(int(d) * w for d, w in zip(digits, WEIGHTS))
    return digits + "10X98765432"[total % 11]


class Person:
    def __init__(self, number, name, county):
        self.number, self.name, self.county = number, name, county
        self.birth = datetime.datetime.strptime(number[6:14], "%Y%m%d").date()
        self.held = {}  # kind -> Row


class Row:
    """A row of a roster as it is meant, and how it goes wrong."""

    def __init__(self, person, kind, code, recognised, grade=0):
        self.person, self.kind, self.code = person, kind, code
        self.name, self.county = person.name, person.county
        self.recognised, self.ended, self.grade = recognised, None, grade
        self.movement = ""  # 新增, 减员, 变更
        self.fault = ""  # number, digits, check, name

    def copy(self):
        row = Row(self.person, self.kind, self.code, self.recognised,
                  self.grade)
        row.name, row.county, row.ended = self.name, self.county, self.ended
        return row


class Sheet:
    """One file: a kind of roster of one county."""

    def __init__(self, kind, county, mode, rows):
        self.kind, self.county, self.mode, self.rows = kind, county, mode, rows

    def write(self, folder, period):
        words, column, values, _ = KINDS[self.kind]
        header = ["序号", "县区", "姓名", "身份证号", "认定时间", "退出时间"]
        header += [column] if column else []
        header += ["残疾等级"] if self.kind == "canlian" else []
        header += ["变动类型"] if self.mode == "change" else []
        name = f"{self.county}{period}{words}{self.mode}.csv"
        with open(os.path.join(folder, name), "w", newline="",
                  encoding="utf-8") as file:
            out = csv.writer(file)
            out.writerow(header)
            for index, row in enumerate(self.rows):
                cells = [index + 1, row.county, *texts(row),
                         row.recognised or "", row.ended or ""]
                cells += [values[row.code]] if column else []
                if self.kind == "canlian":
                    cells += [f"{row.grade}级"]
                if self.mode == "change":
                    cells += [row.movement]
                out.writerow(cells)


def texts(row):
    """Name and number as they are typed."""
    number, name = row.person.number, row.name
    if row.fault == "number":
        number = ""
    elif row.fault == "digits":
        number = f"{float(number[:17] + '0'):.5E}"
    elif row.fault == "check":
        number = number[:17] + ("1" if number[17] != "1" else "2")
    elif row.fault == "name":
        name = ""
    return name, number


class World:
    def __init__(self, people, seed):
        self.random = random.Random(seed)
        self.sequences = {}
        self.people = [self.new_person() for _ in range(people)]
        first = datetime.date(2023, 6, 1)
        for person in self.people:
            for kind, (_, _, _, share) in KINDS.items():
                if self.random.random() < share / 1000:
                    self.certify(person, kind, first)
            if not person.held:  # everybody is certified as something
                self.certify(person, self.random.choice(list(KINDS)), first)

    def new_person(self, birth=None):
        pick = self.random
        if birth is None:
            birth = datetime.date(1930, 1, 1) + datetime.timedelta(
                days=pick.randrange(34000))
        sequence = self.sequences.get(birth, 0) + 1
        self.sequences[birth] = sequence
        number = id_number(birth, sequence)
        index = int(number[6:17])
        name = pick.choice(SURNAMES)
        for _ in range(6):  # names that no two share
            name += SYLLABLES[index % len(SYLLABLES)]
            index //= len(SYLLABLES)
        return Person(number, name, pick.choice(COUNTIES))

    def certify(self, person, kind, day):
        codes = list(KINDS[kind][2])
        grade = self.random.randint(1, 4) if kind == "canlian" else 0
        dated = self.random.random() < 0.7
        person.held[kind] = Row(person, kind, self.random.choice(codes),
                                day if dated else None, grade)

    # ---- a month ----

    def live(self, as_of):
        """What happens in a month; the rows that change by it."""
        changes = []
        for person in list(self.people):
            if self.random.random() < 0.002:  # dies
                changes += [self.end(person, kind, as_of)
                            for kind in list(person.held)]
                self.people.remove(person)
            elif self.random.random() < 0.05:
                changes += self.change_identity(person, as_of)
        for _ in range(max(1, len(self.people) // 800)):  # born
            day = as_of - datetime.timedelta(days=self.random.randrange(28))
            child = self.new_person(day)
            self.people.append(child)
            changes.append(self.begin(child, "minzheng-dibao", as_of))
        return changes

    def change_identity(self, person, as_of):
        kinds = sorted(person.held)
        event = self.random.random()
        if kinds and event < 0.35:
            return [self.end(person, self.random.choice(kinds), as_of)]
        if kinds and event < 0.45:  # the same list, another category
            kind = self.random.choice(kinds)
            row = person.held[kind]
            row.code = self.random.choice(list(KINDS[kind][2]))
            row.grade = self.random.randint(1, 4) if row.grade else 0
            change = row.copy()
            change.movement = "变更"
            return [change]
        if event < 0.5:  # moves
            person.county = self.random.choice(COUNTIES)
            for row in person.held.values():
                row.county = person.county
            moved = [row.copy() for row in person.held.values()]
            for row in moved:
                row.movement = "变更"
            return moved
        kind = self.random.choice(list(KINDS))
        return [] if kind in person.held else [self.begin(person, kind, as_of)]

    def begin(self, person, kind, as_of):
        late = self.random.random() < 0.2  # told months afterwards
        day = as_of - datetime.timedelta(
            days=self.random.randrange(100 if late else 28))
        self.certify(person, kind, max(day, person.birth))
        row = person.held[kind].copy()
        row.movement = "新增"
        return row

    def end(self, person, kind, as_of):
        row = person.held.pop(kind).copy()
        row.movement = "减员"
        row.ended = as_of if self.random.random() < 0.5 else None
        return row

    # ---- what is sent ----

    def sheets(self, changes, is_first):
        """The files of a month, by kind and county."""
        pick = self.random
        full = {}
        for person in self.people:
            for kind, row in person.held.items():
                full.setdefault((kind, row.county), []).append(row.copy())
        sheets = []
        for kind in KINDS:
            for county in COUNTIES:
                how = 0 if is_first else pick.random()
                if how < 0.55:
                    rows = full.get((kind, county), [])
                    sheets.append(Sheet(kind, county, "full", rows))
                elif how < 0.88:
                    rows = [row for row in changes if row.kind == kind
                            and row.county == county]
                    if rows:
                        sheets.append(Sheet(kind, county, "change", rows))
                # else: nothing is sent, and what changed comes with the next
                # full roster only
        sheets = [sheet for sheet in sheets if sheet.rows]
        for sheet in sheets:
            for row in sheet.rows:
                if pick.random() < 0.01:
                    row.fault = pick.choice(
                        ["number", "digits", "check", "name"])
        return sheets
