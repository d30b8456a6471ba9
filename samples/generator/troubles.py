"""What goes wrong on real rosters, put in at random places from a seed.

Each kind of trouble has a generator of its own, seeded by the month's seed
and the kind's name: adding one leaves the others where they are.
"""

import copy
import dataclasses
import datetime
import random
from dataclasses import dataclass

from . import identity
from .fields import Formula

FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
ALIKE = {"英": "瑛", "兰": "蓝", "芳": "方", "国": "囯", "华": "桦", "明": "铭",
         "军": "君", "珍": "真"}
CERTIFICATE = ("certificate", "new certificate")


@dataclass(frozen=True)
class Kind:
    """A trouble: what it is, how often, what daopan is to do about it."""

    name: str
    count: int
    outcome: str
    code: str  # with which the row goes back; "" = the row is accepted
    on: tuple  # kinds of rosters it is found on; () = all
    fits: object  # entry -> bool
    apply: object  # (entry, rng) -> None


class Troubles:
    """A region's troubles: `kinds` at random places, then several_rows()."""

    kinds = ()

    def __init__(self, month, seed):
        self.month = month
        self.seed = seed
        self.kind_of = {}
        for key, sheet in month.sheets.items():
            self.kind_of[sheet] = key if isinstance(key, str) else key[0]
        self.by_person = {}
        for entry in month.entries():
            self.by_person.setdefault(entry.person, []).append(entry)

    def rng(self, name):
        return random.Random(f"{self.seed} {name}")

    def pick(self, name, count, on=(), fits=lambda entry: True):
        """Entries without troubles, of people without a story."""
        choice = [e for e in self.month.entries()
                  if not e.troubles and not e.person.is_named
                  and (not on or self.kind_of[e.sheet] in on) and fits(e)]
        return self.rng(name).sample(choice, count)

    def fill(self):
        for kind in self.kinds:
            rng = self.rng(kind.name + " how")
            for entry in self.pick(kind.name, kind.count, kind.on,
                                   lambda e, k=kind: k.fits(e, self)):
                kind.apply(entry, rng)
                entry.troubles.append(kind.name)
                entry.returned = kind.code
        self.several_rows()

    def several_rows(self):
        """Troubles of more than one row; what comes after the others."""

    def other_entries(self, entry):
        return [e for e in self.by_person[entry.person] if e is not entry]

    # ---- troubles of more than one row ----

    def twin(self, entry, sheet, **facts):
        """The same row once more, on `sheet`."""
        twin = copy.copy(entry)
        twin.troubles, twin.shown = [DUPLICATE.name], dict(entry.shown)
        twin.facts = {**entry.facts, **facts}
        twin.sheet = sheet
        sheet.entries.append(twin)
        return twin

    def name_conflicts(self, count):
        def fits(entry):
            others = self.other_entries(entry)
            return (entry.person.name[-1] in ALIKE and len(others) == 1
                    and not others[0].troubles and entry.sheet.book.department
                    != others[0].sheet.book.department)

        for entry in self.pick(NAME_CONFLICT.name, count, fits=fits):
            name = entry.person.name
            if not self.other_entries(entry)[0].troubles:
                entry.shown["name"] = name[:-1] + ALIKE[name[-1]]
                for each in self.by_person[entry.person]:
                    each.troubles.append(NAME_CONFLICT.name)


# ---- how a number is shown ----


def number(change):
    def apply(entry, rng):
        entry.shown["number"] = change(entry.person.number, rng)
    return apply


def insert(text):
    """`text` somewhere inside the number."""
    def change(number_, rng):
        at = rng.choice((6, 14))
        return number_[:at] + text + number_[at:]
    return number(change)


def shown(**values):
    def apply(entry, rng):
        for key, value in values.items():
            entry.shown[key] = rng.choice(value) if isinstance(
                value, tuple) else value
    return apply


def always(_entry, _troubles):
    return True


def has_x(entry, _troubles):
    return entry.person.number.endswith("X")


def born_before_2000(entry, _troubles):
    return entry.person.birth.year < 2000


def in_excel(entry, _troubles):
    return not entry.sheet.book.is_text


def digits_in_excel(entry, troubles):
    return in_excel(entry, troubles) and not has_x(entry, troubles)


def old_in_excel(entry, troubles):
    return in_excel(entry, troubles) and born_before_2000(entry, troubles)


def in_text(entry, _troubles):
    return entry.sheet.book.is_text


def short_name(entry, _troubles):
    return len(entry.person.name) == 2


def is_disabled(entry, _troubles):
    """With a certificate number, and no other row depending on it."""
    return entry.kind and not _troubles.other_entries(entry)


def is_severe(entry, troubles):
    return is_disabled(entry, troubles) and entry.grades & {1, 2}


def is_grade_3(entry, troubles):
    return is_disabled(entry, troubles) and entry.grades == {3}


def on_one_roster(entry, troubles):
    return not troubles.other_entries(entry)


def has_no_grade_elsewhere(entry, troubles):
    return not any(e.grades for e in troubles.other_entries(entry))


def has_recognition(entry, _troubles):
    return entry.recognised is not None


def is_code(*codes):
    def fits(entry, _troubles):
        return entry.code in codes
    return fits


# ---- what is done ----


def twenty_characters(entry, rng):
    grade, kind = rng.choice((1, 2, 3, 4)), rng.choice((1, 2, 4, 4, 5, 6))
    entry.grades, entry.kind = frozenset({grade}), kind
    entry.shown["number"] = f"{entry.person.number}{kind}{grade}"


def by_formula(entry, _rng):
    text = entry.person.number
    entry.shown["number"] = Formula(f'=TRIM("{text} ")', text)


def letter_or_mask(number_, rng):
    return rng.choice((number_[:14].replace("0", "O", 1) + number_[14:],
                       number_[:6] + "********" + number_[14:]))


def impossible_birth(number_, _rng):
    return identity.id_number(number_[6:10] + "0230", int(number_[14:17]))


def certificate_grade_3(entry, _rng):
    entry.shown["grade"] = "一级"


def severe_in_words(entry, _rng):
    entry.grades = frozenset({1, 2})
    entry.shown.update(grade="重度", certificate="")


def other_certificate(entry, _rng):
    wrong = entry.person.number[:16] + str((int(entry.person.number[16]) + 2) % 10)
    entry.shown["certificate"] = (wrong + identity.check_character(wrong)
                                  + f"{entry.kind}{min(entry.grades)}")


def state(word):
    def apply(entry, _rng):
        entry.state = word
    return apply


def recognised_late(entry, rng):
    entry.recognised = entry.as_of + datetime.timedelta(days=rng.randint(1, 6))


def ended(first, last):
    def apply(entry, rng):
        entry.ended = entry.as_of + datetime.timedelta(days=rng.randint(first, last))
    return apply


def ended_first(entry, _rng):
    entry.ended = entry.recognised - datetime.timedelta(days=400)


def removed(entry, _rng):
    entry.movement = "减员"
    entry.shown["note"] = "去世"


def born_after(entry, _rng):
    number_ = entry.person.number
    entry.shown["number"] = identity.id_number(
        entry.as_of + datetime.timedelta(days=3), int(number_[14:17]))


def added(entry, _rng):
    entry.movement = "新增"
    entry.recognised = entry.as_of.replace(day=1)


def hidden(entry, _rng):
    entry.is_hidden = True


def blank_row(entry, _rng):
    entry.facts["blank row before"] = True


def code_as_number(entry, _rng):
    entry.shown["code"] = int(entry.code)


# ---- what there is to choose from ----

COUNTED = "清洗后照常计入"


def _kind(name, fits, apply, outcome=COUNTED, code="", on=()):
    return Kind(name, 0, outcome, code, on, fits, apply)


_CATALOGUE = {kind.name: kind for kind in (
    # what is cleaned and counts
    _kind("号码：全角数字", always, number(lambda n, r: n.translate(FULL_WIDTH))),
    _kind("号码：小写x", has_x, number(lambda n, r: n.lower())),
    _kind("号码：前有撇号", always, number(lambda n, r: r.choice(("'", "’")) + n)),
    _kind("号码：含不间断空格", always, insert("\u00a0")),
    _kind("号码：含全角空格", always, insert("\u3000")),
    _kind("号码：含空格", always, insert(" ")),
    _kind("号码：含零宽字符", always,
          number(lambda n, r: r.choice(("\u200b", "\ufeff", "\u200e")) + n)),
    _kind("号码：前有制表符", in_text, number(lambda n, r: "\t" + n)),
    _kind("号码：后有换行", in_excel, number(lambda n, r: n + "\n")),
    _kind("号码：15位", born_before_2000,
          number(lambda n, r: identity.fifteen(n)), "补成18位后计入"),
    _kind("号码：15位，存成数字", old_in_excel,
          number(lambda n, r: int(identity.fifteen(n))),
          "15位数字没有丢失，补成18位后计入"),
    _kind("号码：公式", lambda e, t: e.sheet.book.suffix == "xlsx", by_formula,
          "取公式保存的结果，照常计入"),
    _kind("号码：20位残疾证号", has_no_grade_elsewhere, twenty_characters,
          "前18位作身份证号，末两位作残疾类别和等级的依据"),
    _kind("姓名：两字间有全角空格", short_name,
          lambda e, r: e.shown.update(name="\u3000".join(e.person.name)), "去掉空格"),
    _kind("姓名：前后有空格", always, lambda e, r: e.shown.update(
        name=r.choice((" {}", "{} ", "{}\u3000", "{}\u00a0")).format(
            e.person.name)), "去掉空格"),
    _kind("类别代码：存成数字", always, code_as_number, "照常计入"),
    _kind("残疾等级：重度，无证号", is_severe, severe_in_words, "按一级或二级计入",
          on=("certificate",)),
    # what is accepted and does not count on the day, or is remarked upon
    _kind("认定晚于截止日", has_recognition, recognised_late,
          "行被接受，但该身份截止日尚未生效"),
    _kind("截止日当天或以前退出", always, ended(-60, 0), "行被接受，但该身份已终止"),
    _kind("截止日以后退出", always, ended(1, 30), "截止日仍有效，照常计入"),
    _kind("退出早于认定", always, ended_first,
          "行被接受，身份已终止；提醒（date-order）"),
    *(_kind(f"残疾证：{word}", has_no_grade_elsewhere, state(word),
            "行被接受，证不作数", on=("certificate",))
      for word in ("注销", "过期", "冻结")),
    _kind("变动：减员", always, removed, "行被接受，身份不再有效"),
    _kind("变动：新增", always, added, "照常计入"),
    _kind("隐藏的行", always, hidden, "照常计入，提醒（row-hidden）"),
    _kind("前有空行", in_excel, blank_row, "空行跳过，其后照常读"),
    # what goes back
    _kind("没有身份证号", always, shown(number=""), "退回", "id-missing"),
    _kind("号码少一位", always, number(lambda n, r: n[:9] + n[10:]), "退回",
          "id-length"),
    _kind("号码有字母O或被打星号", always, number(letter_or_mask), "退回",
          "id-character"),
    _kind("号码成了科学计数文字", always, shown(number="5.11499E+17"),
          "退回，末几位已丢失", "id-scientific"),
    _kind("号码存成数字", digits_in_excel,
          number(lambda n, r: float(n[:15] + "000")),
          "退回，Excel 只保留15位", "id-precision"),
    _kind("号码前两位不是省份", always, number(lambda n, r: identity.id_number(
        n[6:14], int(n[14:17]), "581499")), "退回", "id-province"),
    _kind("号码里的出生日期不存在", always, number(impossible_birth), "退回",
          "id-birth-date"),
    _kind("出生晚于截止日", always, born_after, "退回", "id-birth-after"),
    _kind("校验位不对", always, number(lambda n, r: identity.wrong_check(n)),
          "退回", "id-checksum"),
    _kind("20位残疾证号末两位不对", on_one_roster, number(lambda n, r: n + "85"),
          "退回", "id-certificate"),
    _kind("身份证号与残疾证号不是一人", is_disabled, other_certificate, "退回",
          "id-conflict", on=("certificate",)),
    _kind("没有姓名", always, shown(name=""), "退回", "name-missing"),
    _kind("没有人员类别", always, shown(category="", code=""),
          "退回，这份名单有多种类别", "category-missing"),
    _kind("没有残疾等级", is_disabled, shown(grade="", certificate=""), "退回",
          "grade-missing", on=("certificate",)),
    _kind("残疾等级无法识别", is_disabled, shown(grade="五级", certificate=""),
          "退回", "grade-unknown", on=("certificate",)),
    _kind("残疾等级与证号不一致", is_grade_3, certificate_grade_3, "退回",
          "grade-conflict", on=("certificate",)),
    _kind("持证状态无法识别", is_disabled, state("待核"), "退回", "state-unknown",
          on=("certificate",)),
    _kind("日期无法识别", always,
          shown(recognised=("去年8月", "2023年13月", "待定")), "退回",
          "date-unreadable"),
)}
DUPLICATE = _kind("重复行", always, None, "同一部门同一类别只计一次，后一行记为重复")
NAME_CONFLICT = _kind("同号不同名", always, None,
                      "两行都计入，各有一条提醒（name-conflict）")


def some(name, count, on=None):
    """So many of a kind of the catalogue; `on` other rosters, if given."""
    kind = _CATALOGUE[name]
    return dataclasses.replace(kind, count=count,
                               on=kind.on if on is None else on)
