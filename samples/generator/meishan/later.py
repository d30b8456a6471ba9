"""September and October 2023: some offices send everybody again, some send
changes, one sends nothing, and one half a file."""

import datetime

from .. import answers, month
from . import forms, later_forms
from .month import MONITORED_WORDS, NORTH, REGION

RELIEF_WORDS = {"2303": "低保对象", "2304": "特困人员", "2305": "低收入对象",
                "2361": "孤儿"}
WHY_GONE = ("死亡", "不再符合条件", "迁出")


class Later(month.Month):
    """A month after August; lists of changes and full ones side by side."""

    def __init__(self, as_of, before, rng):
        super().__init__(REGION, as_of, rng, before)
        self.number = as_of.month

    def changes(self, key, path, name, form):
        self.sheets[key] = self.book(path).sheet(name, form, mode="change")

    # ---- one change ----

    def _change(self, key, person, movement, why, **values):
        on = self.as_of.replace(day=self.rng.randint(2, 28))
        if movement == "新增" and key != "certificate changes":
            values.setdefault("recognised", on)
        elif movement == "减员" and key != "certificate changes":
            values.setdefault("ended", on)
        return self.sheets[key].add(
            person, movement=movement,
            facts={"changed on": on, "changed why": why}, **values)

    def relief(self, person, code, movement="新增", why="新认定", **values):
        return self._change("relief changes", person, movement, why, code=code,
                            word=RELIEF_WORDS[code], **values)

    def monitored(self, person, code, movement="新增", why="新识别", **values):
        return self._change("rural changes", person, movement, why, code=code,
                            word=dict(MONITORED_WORDS)[code], **values)

    def certified(self, person, grade, kind, movement="新增", why="新办证",
                  **values):
        return self._change("certificate changes", person, movement, why,
                            grades=frozenset({grade}), kind=kind, **values)


class September(Later):
    about = ("九月：民政、乡村振兴只报变动；残联、退役军人、自然资源报全量；卫健没有报送，他们的人照旧，"
             "标为“本月未报送”。彭山区的被征地名单只有一半：先停下来，补报的整份在"
             "`2023-09-补报/`，一起给出就能往下算。八月退回的行，报全量的部门已更正。")

    def __init__(self, before, rng):
        super().__init__(datetime.date(2023, 9, 30), before, rng)
        self.changes("relief changes", "民政/眉山市民政局2023年9月救助对象动态调整.xlsx",
                     "9月", later_forms.relief_changes(9))
        self.changes("rural changes", "乡村振兴/监测对象动态调整（9月）.xls",
                     "动态调整", later_forms.rural_changes(9))
        self.sheets["certificate"] = self.book(
            "残联/眉山市持证残疾人基础台账20230930.csv").sheet(
                "", forms.CERTIFICATES)
        self.sheets["veteran"] = self.book(
            "退役军人/眉山市优抚对象花名册（2023年9月）.xls").sheet(
                "优抚对象", later_forms.veterans(9))
        self._land()

    def _land(self):
        book = self.book("自然资源/眉山市被征地农民超龄人员名册（9月）.xlsx")
        for county in NORTH:
            self.sheets["land", county] = book.sheet(
                county, forms.landless(
                    f"{county}被征地农民超龄人员花名册", county == "东坡区",
                    number="row number", date_forms=("iso", "words")), county)
        whole = self.book("自然资源/彭山区被征地农民超龄人员花名册（9月补报）.xls",
                          is_late=True)
        half = self.book("自然资源/彭山区被征地农民超龄人员花名册（9月）.xls")
        form = forms.landless("眉山市彭山区被征地农民超龄人员花名册", True,
                              date_forms=("compact", "serial"))
        self.sheets["land", "彭山区"] = whole.sheet("Sheet1", form, "彭山区")
        self.sheets["half"] = half.sheet("Sheet1", form, "彭山区")

    def fill(self):
        self.resend(("certificate", "new certificate"),
                   self.sheets["certificate"], 9)
        self.resend(("veteran",), self.sheets["veteran"], 4)
        for county in (*NORTH, "彭山区"):
            self.resend(("land",), self.sheets["land", county], 2, county)
        whole = self.sheets["land", "彭山区"].entries
        for entry in whole[:len(whole) // 2]:
            self.sheets["half"].add(
                entry.person, code=entry.code, recognised=entry.recognised,
                facts=dict(entry.facts))
        for person in self.new(12, (60, 90)):
            self.relief(person, "2304")
        for person in self.new(20, (5, 75)):
            self.relief(person, "2303")
        for person in self.new(8, (61, 80)):
            self.relief(person, "2305")
        for code, count in (("2303", 11), ("2304", 5), ("2305", 4)):
            for entry in self.standing_alone(code, count):
                self.relief(entry.person, code, "减员",
                            self.rng.choice(WHY_GONE))
        # a severe disability certified already, extreme poverty now: the money
        # comes from the other fund
        for entry in self.standing_alone("236046", 6):
            if entry.grades & {1, 2} and entry.state == "正常":
                self.relief(entry.person, "2304", why="新认定特困")
        for code, _ in MONITORED_WORDS:
            for person in self.new(3, (20, 75)):
                self.monitored(person, code)
            for entry in self.standing_alone(code, 2):
                self.monitored(entry.person, code, "减员", "风险消除")
        for person in self.new(10, (8, 80)):
            grade = self.rng.randint(1, 4)
            self.sheets["certificate"].add(
                person, grades=frozenset({grade}), kind=self.rng.randint(1, 6))


class October(Later):
    about = ("十月：民政、残联、退役军人只报变动，卫健报全量（九月缺的这时补上），乡村振兴、"
             "自然资源没有报送。九月退回的行更正后重报；有人改由别的部门付。")

    def __init__(self, before, rng):
        super().__init__(datetime.date(2023, 10, 31), before, rng)
        self.changes("relief changes", "民政/眉山市民政局2023年10月救助对象动态调整.xlsx",
                     "10月", later_forms.relief_changes(10))
        self.changes("certificate changes", "残联/眉山市残疾人10月变动情况.csv",
                     "", later_forms.CERTIFICATE_CHANGES)
        self.changes("veteran changes",
                     "退役军人/眉山市优抚对象10月新增减员名单.xls",
                     "变动", later_forms.veterans(10))
        self.sheets["planning"] = self.book(
            "卫健/计划生育特别扶助对象花名册2023年10月.xlsx").sheet(
                "特别扶助", later_forms.planning(10))

    def fill(self):
        self.resend(("planning",), self.sheets["planning"], 3)
        for person in self.new(9, (6, 80)):
            self.relief(person, "2303")
        for code, count in (("2303", 6), ("2304", 3)):
            for entry in self.standing_alone(code, count):
                self.relief(entry.person, code, "减员",
                            self.rng.choice(WHY_GONE))
        for entry in [e for e in self.before.entries()
                      if e.returned and not e.person.is_named
                      and answers.kind_of(e.sheet) == "relief changes"]:
            self.relief(entry.person, entry.code, entry.movement,
                        "更正后重报", recognised=entry.recognised,
                        ended=entry.ended)
        for person in self.new(5, (10, 70)):
            self.certified(person, self.rng.randint(1, 2), 4)
        for entry in self.standing_alone("236046", 3):
            self.certified(entry.person, min(entry.grades), entry.kind, "减员",
                           "死亡")
        for person in self.new(3, (60, 80), is_man=True):
            self._change("veteran changes", person, "新增", "新认定",
                         code="246003", word="参战参试退役人员")
        for entry in self.standing_alone("9934", 2):
            self._change("veteran changes", entry.person, "减员", "死亡",
                         code="9934", word="带病回乡退伍军人")
