"""What stands in a column for an entry: one function a column key."""

import datetime
import zlib
from dataclasses import dataclass

KINDS = ("", "视力", "听力", "言语", "肢体", "智力", "精神", "多重")
GRADE_FORMS = (("一级", "二级", "三级", "四级"), ("1", "2", "3", "4"),
               ("1级", "2级", "3级", "4级"), ("壹级", "贰级", "叁级", "肆级"),
               ("Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ"))


@dataclass(frozen=True)
class Formula:
    """A formula cell and the result that the file keeps beside it."""

    text: str
    result: object


@dataclass(frozen=True)
class Date:
    """A number cell whose format is a date."""

    day: datetime.date


def serial(day):
    """The number by which Excel knows a day."""
    return (day - datetime.date(1899, 12, 30)).days


DATE_FORMS = {
    "iso": lambda day: day.isoformat(),
    "slash": lambda day: f"{day.year}/{day.month}/{day.day}",
    "dot": lambda day: f"{day.year}.{day.month}.{day.day}",
    "words": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "compact": lambda day: day.strftime("%Y%m%d"),
    "month": lambda day: day.strftime("%Y%m"),
    "month number": lambda day: int(day.strftime("%Y%m")),
    "serial": serial,
    "date": Date,
}


def hashed(entry, salt):
    """A number that belongs to the person and `salt` for good."""
    return zlib.crc32(f"{salt}{entry.person.number}".encode())


def pick(entry, salt, options):
    return options[hashed(entry, salt) % len(options)]


def by_town(entry, salt, options):
    """Every town's clerk has habits of their own."""
    return options[zlib.crc32((salt + (entry.place[1] or entry.place[0])).encode()) % len(options)]


def by_home(entry, salt, options):
    """What is the same for a whole household."""
    home = entry.person.household.number
    return options[zlib.crc32(f"{salt}{home}".encode()) % len(options)]


def date_form(entry):
    """How this row writes dates; single days in a month form stay months."""
    return entry.facts.get("date form") or by_town(
        entry, "date", entry.sheet.form.date_forms)


def show_date(entry, day):
    return "" if day is None else DATE_FORMS[date_form(entry)](day)


def certificate(entry):
    """A disability certificate's 20 characters, reissued ones with B1."""
    if not entry.kind:
        return ""
    grade = min(entry.grades)
    tail = "B1" if hashed(entry, "reissued") % 15 == 0 else ""
    return f"{entry.person.number}{entry.kind}{grade}{tail}"


def grade(entry):
    if not entry.grades:
        return ""
    return by_town(entry, "grade", GRADE_FORMS)[min(entry.grades) - 1]


def spouse(entry):
    """The name of a husband or wife, where the household has both."""
    members = entry.person.household.members
    couple = [m for m in members if m.relation in ("户主", "配偶")]
    if len(couple) == 2 and entry.person in couple:
        return couple[1 - couple.index(entry.person)]
    return None


def guardian(entry):
    """Who looks after a child or a disabled person."""
    return entry.facts.get("guardian") or next(
        (m for m in entry.person.household.members
         if m is not entry.person and m.age >= 18), None)


def phone(entry, salt="phone"):
    """No telephone in China has a number that begins with 12000."""
    return f"12000{hashed(entry, salt) % 1000000:06d}"


def home_phone(entry):
    return f"12000{zlib.crc32(entry.person.household.number.encode()) % 1000000:06d}"


def of(other, value):
    return value(other) if other else ""


def money(entry, base, spread):
    return base + (hashed(entry, "money") % spread) * 10


def issued(entry):
    return entry.as_of - datetime.timedelta(days=30 + hashed(entry, "issued") % 3300)


def county(entry):
    name = entry.place[0]
    ways = entry.sheet.book.month.region.places.written.get(name, (name,))
    return by_town(entry, "county", ways)


HELP = (("伤残", 870), ("死亡", 1080), ("死亡", 1080), ("并发症", 520))
NATIONS = ("汉族",) * 24 + ("彝族", "藏族")

VALUES = {
    "county": county,
    "town": lambda e: e.place[1],
    "village": lambda e: e.place[2],
    "group": lambda e: f"{by_home(e, 'group', range(1, 10))}组",
    "household": lambda e: e.person.household.number,
    "head name": lambda e: e.person.household.head.name,
    "head number": lambda e: e.person.household.head.number,
    "head count": lambda e: len(e.person.household.members),
    "person": lambda e: e.person.household.number
    + f"{1 + e.person.household.members.index(e.person):02d}",
    "name": lambda e: e.person.name,
    "number": lambda e: e.person.number,
    "sex": lambda e: e.person.sex,
    "age": lambda e: e.person.age,
    "birth": lambda e: e.person.birth.strftime("%Y-%m-%d"),
    "relation": lambda e: e.person.relation,
    "nation": lambda e: "彝族" if "·" in e.person.name
    else pick(e, "nation", NATIONS),
    "phone": phone,
    "phone 2": lambda e: phone(e, "second"),
    "category": lambda e: e.word,
    "code": lambda e: e.code,
    "recognised": lambda e: show_date(e, e.recognised),
    "ended": lambda e: show_date(e, e.ended),
    "certificate": certificate,
    "kind": lambda e: KINDS[e.kind],
    "grade": grade,
    "state": lambda e: e.state,
    "issued": lambda e: issued(e).isoformat(),
    "valid to": lambda e: issued(e).replace(
        year=issued(e).year + 10, day=min(28, issued(e).day)).isoformat(),
    "guardian": lambda e: of(guardian(e), lambda g: g.name),
    "guardian number": lambda e: of(guardian(e), lambda g: g.number),
    "guardian relation": lambda e: "" if guardian(e) is None else pick(
        e, "guardian", ("祖父母", "外祖父母", "叔伯")),
    "guardian phone": lambda e: "" if guardian(e) is None else phone(e, "g"),
    "spouse": lambda e: of(spouse(e), lambda s: s.name),
    "spouse number": lambda e: of(spouse(e), lambda s: s.number),
    "movement": lambda e: e.movement,
    "changed on": lambda e: show_date(e, e.facts.get("changed on")),
    "changed why": lambda e: e.facts.get("changed why", ""),
    "note": lambda e: "",
    "home phone": home_phone,
    "relief state": lambda e: "停发" if e.ended and e.ended <= e.as_of else "在享",
    "soldier grade": lambda e: pick(
        e, "soldier", ("五级", "六级", "七级", "八级", "九级", "十级"))
    if "残疾军人" in e.word else "",
    "veteran card": lambda e: f"优{hashed(e, 'card') % 100000000:08d}",
    "minimum income": lambda e: money(e, 320, 24),
    "orphan money": lambda e: 1200,
    "care": lambda e: pick(e, "care", ("分散供养",) * 3 + ("集中供养",)),
    "care level": lambda e: pick(e, "level", ("全自理", "全自理", "半护理", "全护理")),
    "account holder": lambda e: e.person.name if e.person.age >= 18
    else of(guardian(e), lambda g: g.name),
    "left poverty": lambda e: str(2014 + by_home(e, "left", range(7))),
    "help kind": lambda e: by_home(e, "help", HELP)[0],
    "help money": lambda e: by_home(e, "help", HELP)[1],
    "land batch": lambda e: pick(
        e, "batch", ("2012年第3批", "2015年第1批", "2018年第7批", "2021年第2批")),
    "land project": lambda e: pick(
        e, "project", ("工业大道", "滨江新区", "成眉大道改建", "农产品物流园")) + "项目",
    "land area": lambda e: round(0.2 + (hashed(e, "area") % 30) / 10, 1),
    "home kind": lambda e: {"230202": "脱贫户", "230508": "一般农户"}.get(
        e.code) or by_home(e, "kind", ("脱贫户", "一般农户")),
    "risk gone": lambda e: "是" if e.ended and e.ended <= e.as_of else "否",
    "always empty": lambda e: "",
}


def value(entry, key):
    """What stands in the cell."""
    if key in entry.shown:
        return entry.shown[key]
    if key.startswith(("fill:", "home:")):
        how, salt, options = key.split(":", 2)
        return (pick if how == "fill" else by_home)(
            entry, salt, options.split("|"))
    return VALUES[key](entry)
