"""What goes wrong on real rosters, put in at random places from a seed.

Each kind of trouble has a generator of its own, seeded by the month's seed
and the kind's name: adding one leaves the others where they are.
"""

import copy
import datetime
import random
from dataclasses import dataclass

from . import identity
from .fields import Formula
from .people import AS_OF

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
        for kind in KINDS:
            rng = self.rng(kind.name + " how")
            for entry in self.pick(kind.name, kind.count, kind.on,
                                   lambda e, k=kind: k.fits(e, self)):
                kind.apply(entry, rng)
                entry.troubles.append(kind.name)
                entry.returned = kind.code
        self._duplicates()
        self._moved()
        self._name_conflicts()

    def other_entries(self, entry):
        return [e for e in self.by_person[entry.person] if e is not entry]

    # ---- troubles of more than one row ----

    def _copy(self, entry, sheet, **facts):
        twin = copy.copy(entry)
        twin.troubles, twin.shown = [DUPLICATE.name], dict(entry.shown)
        twin.facts = {**entry.facts, **facts}
        twin.sheet = sheet
        sheet.entries.append(twin)
        return twin

    def _duplicates(self):
        """Inside one list, and from one file of a department to another."""
        for entry in self.pick("twice", 9, fits=lambda e: self.kind_of[
                e.sheet] not in ("orphan", "certificate")):
            twin = self._copy(entry, entry.sheet)
            twin.goes_last = not entry.sheet.form.subtotal
        for entry in self.pick("twice in one file", 4, ("certificate",)):
            self._copy(entry, entry.sheet).goes_last = True
        new = self.month.sheets["new certificate"]
        for entry in self.pick("twice in two files", 11, ("certificate",),
                               lambda e: e.place[0] == "仁寿县"
                               and e.state == "正常"):
            self._copy(entry, new)

    def _moved(self):
        """Who moved from one county to another stands on both lists."""
        sheet = self.month.sheets["minimum", "彭山区"]
        for entry in self.pick("moved", 3, ("minimum",),
                               lambda e: e.place[0] == "东坡区"):
            self._copy(entry, sheet, place=("彭山区", "凤鸣街道", "龙泉社区"))

    def _name_conflicts(self):
        def fits(entry):
            others = self.other_entries(entry)
            return (entry.person.name[-1] in ALIKE and len(others) == 1
                    and not others[0].troubles and entry.sheet.book.department
                    != others[0].sheet.book.department)

        for entry in self.pick(NAME_CONFLICT.name, 5, fits=fits):
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
    return entry.sheet.book.suffix != "csv"


def digits_in_excel(entry, troubles):
    return in_excel(entry, troubles) and not has_x(entry, troubles)


def old_in_excel(entry, troubles):
    return in_excel(entry, troubles) and born_before_2000(entry, troubles)


def in_csv(entry, _troubles):
    return entry.sheet.book.suffix == "csv"


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
    entry.recognised = AS_OF + datetime.timedelta(days=rng.randint(1, 6))


def ended(first, last):
    def apply(entry, rng):
        entry.ended = AS_OF + datetime.timedelta(days=rng.randint(first, last))
    return apply


def ended_first(entry, _rng):
    entry.ended = entry.recognised - datetime.timedelta(days=400)


def removed(entry, _rng):
    entry.movement = "减员"
    entry.shown["note"] = "去世"


def added(entry, _rng):
    entry.movement = "新增"
    entry.recognised = datetime.date(2023, 8, 1)


def hidden(entry, _rng):
    entry.is_hidden = True


def foreign_county(entry, _rng):
    entry.facts["place"] = ("岷东新区", "崇礼镇", "光明村")


def blank_row(entry, _rng):
    entry.facts["blank row before"] = True


def other_code(entry, _rng):
    entry.shown["code"] = "9923" if entry.code != "9923" else "9922"


def code_as_number(entry, _rng):
    entry.shown["code"] = int(entry.code)


COUNTED = "清洗后照常计入"
DATED = ("monitored", "minimum", "low", "orphan", "extreme", "veteran", "planning")
ID_LISTS = ("stable", "monitored", "minimum", "low", "orphan", "extreme",
            "veteran", "planning", "land")
RELIEF = ("minimum", "low", "extreme")

DUPLICATE = Kind("重复行", 0, "同一部门同一类别只计一次，后一行记为重复", "", (),
                 always, None)
NAME_CONFLICT = Kind("同号不同名", 0, "两行都计入，各有一条提醒（name-conflict）", "", (),
                     always, None)

KINDS = (
    # what is cleaned and counts
    Kind("号码：全角数字", 13, COUNTED, "", (), always,
         number(lambda n, r: n.translate(FULL_WIDTH))),
    Kind("号码：小写x", 15, COUNTED, "", (), has_x,
         number(lambda n, r: n.lower())),
    Kind("号码：前有撇号", 11, COUNTED, "", (), always,
         number(lambda n, r: r.choice(("'", "’")) + n)),
    Kind("号码：含不间断空格", 9, COUNTED, "", (), always, insert("\u00a0")),
    Kind("号码：含全角空格", 9, COUNTED, "", (), always, insert("\u3000")),
    Kind("号码：含空格", 8, COUNTED, "", (), always, insert(" ")),
    Kind("号码：含零宽字符", 7, COUNTED, "", (), always,
         number(lambda n, r: r.choice(("\u200b", "\ufeff", "\u200e")) + n)),
    Kind("号码：前有制表符", 6, COUNTED, "", CERTIFICATE, in_csv,
         number(lambda n, r: "\t" + n)),
    Kind("号码：后有换行", 4, COUNTED, "", (), in_excel,
         number(lambda n, r: n + "\n")),
    Kind("号码：15位", 16, "补成18位后计入", "", (), born_before_2000,
         number(lambda n, r: identity.fifteen(n))),
    Kind("号码：15位，存成数字", 4, "15位数字没有丢失，补成18位后计入", "", ID_LISTS,
         old_in_excel, number(lambda n, r: int(identity.fifteen(n)))),
    Kind("号码：公式", 6, "取公式保存的结果，照常计入", "", ("land",),
         lambda e, t: e.sheet.book.suffix == "xlsx", by_formula),
    Kind("号码：20位残疾证号", 16, "前18位作身份证号，末两位作残疾类别和等级的依据", "",
         ("monitored",), has_no_grade_elsewhere, twenty_characters),
    Kind("姓名：两字间有全角空格", 24, "去掉空格", "", (), short_name,
         lambda e, r: e.shown.update(name="\u3000".join(e.person.name))),
    Kind("姓名：前后有空格", 16, "去掉空格", "", (), always,
         lambda e, r: e.shown.update(
             name=r.choice((" {}", "{} ", "{}\u3000", "{}\u00a0")).format(
                 e.person.name))),
    Kind("类别：烈土遗属", 2, "政策列出的误写，按烈士遗属计入", "", ("veteran",),
         is_code("9925"), shown(category="烈土遗属")),
    Kind("类别：在乡复原军人", 3, "政策列出的误写，按在乡复员军人计入", "", ("veteran",),
         is_code("216002"), shown(category="在乡复原军人")),
    Kind("类别代码：存成数字", 5, "照常计入", "", ("veteran",), always, code_as_number),
    Kind("残疾等级：重度，无证号", 4, "按一级或二级计入", "", ("certificate",), is_severe,
         severe_in_words),
    # what is accepted and does not count on the day, or is remarked upon
    Kind("认定晚于截止日", 9, "行被接受，但该身份截止日尚未生效", "", DATED,
         has_recognition, recognised_late),
    Kind("截止日当天或以前退出", 9, "行被接受，但该身份已终止", "", DATED, always,
         ended(-60, 0)),
    Kind("截止日以后退出", 7, "截止日仍有效，照常计入", "", DATED, always, ended(1, 30)),
    Kind("退出早于认定", 2, "行被接受，身份已终止；提醒（date-order）", "", RELIEF,
         always, ended_first),
    Kind("残疾证：注销", 19, "行被接受，证不作数", "", ("certificate",),
         has_no_grade_elsewhere, state("注销")),
    Kind("残疾证：过期", 13, "行被接受，证不作数", "", ("certificate",),
         has_no_grade_elsewhere, state("过期")),
    Kind("残疾证：冻结", 6, "行被接受，证不作数", "", ("certificate",),
         has_no_grade_elsewhere, state("冻结")),
    Kind("变动：减员", 3, "行被接受，身份不再有效", "", ("veteran",), always, removed),
    Kind("变动：新增", 6, "照常计入", "", ("veteran",), always, added),
    Kind("隐藏的行", 3, "照常计入，提醒（row-hidden）", "", ("veteran", "low"), always,
         hidden),
    Kind("县（区）不在政策名单", 2, "照常计入，按原文汇总，提醒（county-not-listed）", "",
         ("veteran",), always, foreign_county),
    Kind("前有空行", 5, "空行跳过，其后照常读", "", RELIEF, in_excel, blank_row),
    # what goes back
    Kind("没有身份证号", 5, "退回", "id-missing", ID_LISTS, always,
         shown(number="")),
    Kind("号码少一位", 4, "退回", "id-length", ID_LISTS, always,
         number(lambda n, r: n[:9] + n[10:])),
    Kind("号码有字母O或被打星号", 5, "退回", "id-character", ID_LISTS, always,
         number(letter_or_mask)),
    Kind("号码成了科学计数文字", 4, "退回，末几位已丢失", "id-scientific", ID_LISTS,
         always, shown(number="5.11499E+17")),
    Kind("号码存成数字", 9, "退回，Excel 只保留15位", "id-precision", ID_LISTS,
         digits_in_excel,
         number(lambda n, r: float(n[:15] + "000"))),
    Kind("号码前两位不是省份", 1, "退回", "id-province", ID_LISTS, always,
         number(lambda n, r: identity.id_number(
             n[6:14], int(n[14:17]), "581499"))),
    Kind("号码里的出生日期不存在", 3, "退回", "id-birth-date", ID_LISTS, always,
         number(impossible_birth)),
    Kind("出生晚于截止日", 1, "退回", "id-birth-after", ("minimum",), always,
         number(lambda n, r: identity.id_number("20230903", int(n[14:17])))),
    Kind("校验位不对", 11, "退回", "id-checksum", ID_LISTS, always,
         number(lambda n, r: identity.wrong_check(n))),
    Kind("20位残疾证号末两位不对", 1, "退回", "id-certificate", ("monitored",),
         on_one_roster, number(lambda n, r: n + "85")),
    Kind("身份证号与残疾证号不是一人", 2, "退回", "id-conflict", ("certificate",),
         is_disabled, other_certificate),
    Kind("没有姓名", 4, "退回", "name-missing", ID_LISTS, always, shown(name="")),
    Kind("没有人员类别", 2, "退回，这份名单有多种类别", "category-missing",
         ("veteran",), always, shown(category="", code="")),
    Kind("类别写错字", 4, "退回，并提示最接近的类别", "category-unknown", ("veteran",),
         is_code("9934", "246003"),
         shown(category=("带病回乡退武军人", "参站参试退役人员"), code="")),
    Kind("类别不在政策内", 3, "退回", "category-unknown", ("veteran",), always,
         shown(category=("病故军人遗属", "60周岁以上农村籍退役士兵"), code="")),
    Kind("孤儿名单中的事实无人抚养儿童", 4, "退回：文件未列此类，不当作孤儿",
         "category-unknown", ("orphan",), always,
         shown(category="事实无人抚养儿童")),
    Kind("类别与代码不一致", 1, "退回", "category-conflict", ("veteran",), always,
         other_code),
    Kind("没有残疾等级", 2, "退回", "grade-missing", ("certificate",), is_disabled,
         shown(grade="", certificate="")),
    Kind("残疾等级无法识别", 1, "退回", "grade-unknown", ("certificate",), is_disabled,
         shown(grade="五级", certificate="")),
    Kind("残疾等级与证号不一致", 2, "退回", "grade-conflict", ("certificate",),
         is_grade_3, certificate_grade_3),
    Kind("持证状态无法识别", 1, "退回", "state-unknown", ("certificate",), is_disabled,
         state("待核")),
    Kind("日期无法识别", 3, "退回", "date-unreadable", RELIEF, always,
         shown(recognised=("去年8月", "2023年13月", "待定"))),
)
OUTCOMES = {kind.name: kind for kind in (*KINDS, DUPLICATE, NAME_CONFLICT)}
