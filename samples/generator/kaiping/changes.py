"""September 2023: last month's additions and removals, due by 10 October."""

import datetime

from .. import month
from . import forms
from .month import CHILD_WORDS, MONITORED, REGION, disability_code

AS_OF = datetime.date(2023, 9, 30)
WORDS = {"dibao": "最低生活保障对象", "tekun": "特困供养人员",
         "dibao-bianyuan": "最低生活保障边缘家庭成员", "kunjing-ertong": "困境儿童",
         "tuopin-buwending": "脱贫不稳定且纳入农村低收入人口监测范围人员", **dict(MONITORED)}


class Changes(month.Month):
    """Lists of changes to the month before; the veterans' bureau sends none."""

    mode = "change"

    about = ("九月：民政、乡村振兴、残联只报新增、减员和变更，没有列出的人不变；退役军人本月没有报送，"
             "他们的人照旧。`expected_after.csv` 是八月名单加上这些变动以后，9月30日每个人"
             "应得什么；`expected_decisions.csv` 只是变动名单上的人按变动名单本身得出的结果。")

    def __init__(self, before, rng):
        super().__init__(REGION, AS_OF, rng, before)
        book = self.book("民政/开平市民政局困难居民2023年9月新增减员名单.xlsx")
        self.sheets["added"] = book.sheet("新增", forms.relief_changes("新增"))
        self.sheets["removed"] = book.sheet("减员", forms.relief_changes("减员"))
        self.sheets["monitored changes"] = self.book(
            "乡村振兴/易返贫致贫人口9月变动名单.xls").sheet(
                "Sheet1", forms.MONITORED_CHANGES)
        self.sheets["certificate changes"] = self.book(
            "残联/开平市残疾人9月新增减员名单.csv").sheet(
                "", forms.CERTIFICATE_CHANGES)

    # ---- one change ----

    def _change(self, sheet, person, movement, why, code, **values):
        on = datetime.date(2023, 9, self.rng.randint(1, 29))
        if movement == "新增":
            values.setdefault("recognised", on)
        elif movement == "减员" and sheet != "certificate changes":
            values.setdefault("ended", on)
        return self.sheets[sheet].add(
            person, movement=movement, code=code, word=WORDS.get(code, ""),
            facts={"changed on": on, "changed why": why}, **values)

    def added(self, person, code, why="新认定", **values):
        sheet = "monitored changes" if code in dict(MONITORED) else "added"
        entry = self._change(sheet, person, "新增", why, code, **values)
        if code == "kunjing-ertong":
            entry.word = self.rng.choice(CHILD_WORDS)
        return entry

    def removed(self, entry, why):
        """The identity that the earlier row certified ends."""
        sheet = ("certificate changes" if entry.grades else
                 "monitored changes" if entry.code in dict(MONITORED)
                 else "removed")
        return self._change(sheet, entry.person, "减员", why, entry.code,
                            grades=entry.grades, kind=entry.kind)

    def certified(self, person, grade, kind, movement="新增", why="新办证"):
        grades = frozenset({grade})
        return self._change("certificate changes", person, movement, why,
                            disability_code(grades, kind), grades=grades,
                            kind=kind)

    # ---- the changes ----

    def fill(self):
        for code, count, gone, ages in (
                ("dibao", 14, 8, (6, 80)), ("tekun", 4, 3, (60, 90)),
                ("dibao-bianyuan", 7, 4, (20, 75)),
                ("tuopin-buwending", 3, 2, (20, 75)),
                ("kunjing-ertong", 5, 2, (1, 16)),
                ("nongcun-fanpin", 5, 3, (18, 80)),
                ("chengzhen-fanpin", 2, 1, (18, 80))):
            for person in self.new(count, ages):
                self.added(person, code)
            for entry in self.earlier(code, gone):
                self.removed(entry, self.rng.choice(("死亡", "不再符合条件", "迁出")))
        for entry in self.earlier("dibao-bianyuan", 3):
            self.removed(entry, "转为低保")
            self.added(entry.person, "dibao", "由低保边缘转入")
        for person in self.new(9, (4, 85)):
            self.certified(person, self.rng.randint(1, 4), self.rng.randint(1, 6))
        for code in ("zhongdu-canji", "jingshen-zhili-canji"):
            for entry in self.earlier(code, 2):
                self.removed(entry, "死亡")
