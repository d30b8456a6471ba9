"""Months that only tell who is new, who is no longer, what was corrected."""

import dataclasses
import datetime

from .. import month
from . import forms
from .month import MONITORED, RELIEF, REGION

WHY_GONE = ("死亡", "收入超过标准", "迁出", "自愿退出")


class Changes(month.Month):
    """Lists of changes to the month before."""

    mode = "change"

    # ---- one change ----

    def day(self):
        return self.as_of.replace(day=self.rng.randint(2, 30))

    def added(self, sheet, person, code, word, why, **values):
        on = self.day()
        values.setdefault("recognised", on)
        return self._change(sheet, person, "新增", on, why, code=code, word=word,
                            **values)

    def removed(self, entry, why=None):
        """The identity that the earlier row certified ends."""
        on = self.day()
        sheet = {"dibao": "relief", "dibao-bianyuan": "relief",
                 "tekun": "relief", "guer": "relief",
                 "shishi-wuren-fuyang": "relief",
                 "zhongdu-canji": "certificate"}.get(entry.code, "monitored")
        values = {} if sheet == "certificate" else {"ended": on}
        word = next((words[0] for code, words in RELIEF.values()
                     if code == entry.code), entry.word)
        return self._change(sheet + " changes", entry.person, "减员", on,
                            why or self.rng.choice(WHY_GONE), code=entry.code,
                            word=word, grades=entry.grades, kind=entry.kind,
                            **values)

    def corrected(self, entry, why, **values):
        """The same identity, something about it put right."""
        sheet = self.sheets["certificate changes" if entry.grades else
                            "relief changes"]
        return self._change(
            next(k for k, s in self.sheets.items() if s is sheet), entry.person,
            "变更", self.day(), why, code=entry.code, word=entry.word,
            recognised=entry.recognised, **values)

    def _change(self, sheet, person, movement, on, why, **values):
        return self.sheets[sheet].add(
            person, movement=movement,
            facts={"changed on": on, "changed why": why}, **values)


class October(Changes):
    """Three departments send changes."""

    about = ("十月：三个部门只报变动，没有列出的人不变。`expected_after.csv` 是九月名单"
             "加上这些变动以后，10月31日每个人应得什么；`expected_decisions.csv` 只是"
             "变动名单上的人按变动名单本身得出的结果。")

    def __init__(self, before, rng):
        super().__init__(REGION, datetime.date(2023, 10, 31), rng, before)
        book = self.book("乡村振兴/监测对象动态调整（10月）.xlsx")
        self.sheets["monitored changes"] = book.sheet(
            "动态调整", forms.MONITORED_CHANGES)
        book = self.book("民政/湘西自治州民政局2023年10月社会救助动态调整.xls")
        self.sheets["relief changes"] = book.sheet("10月", forms.RELIEF_CHANGES)
        book = self.book("残联/湘西自治州残联10月重度残疾人变动情况.csv")
        self.sheets["certificate changes"] = book.sheet("", forms.SEVERE_CHANGES)

    def fill(self):
        for code, word in MONITORED:
            for person in self.new(4, (18, 80)):
                self.added("monitored changes", person, code, word, "新识别")
            for entry in self.earlier(code, 3):
                self.removed(entry, "风险消除")
        self._relief()
        self._disabled()

    def _relief(self):
        for roster, count, gone, ages in (
                ("minimum", 12, 7, (8, 80)), ("margin", 6, 3, (20, 75)),
                ("extreme", 5, 4, (60, 88)), ("unattended", 4, 1, (1, 15)),
                ("orphan", 2, 1, (2, 16))):
            code, words = RELIEF[roster]
            for person in self.new(count, ages):
                self.added("relief changes", person, code, words[0], "新认定")
            for entry in self.earlier(code, gone):
                self.removed(entry)
        for entry in self.earlier("dibao", 3):
            self.removed(entry, "转为特困")
            self.added("relief changes", entry.person, "tekun", "特困供养人员",
                       "由低保转入")
        for entry in self.earlier("wending-tuopin", 4):
            self.added("relief changes", entry.person, "dibao", "农村低保", "新认定")

    def _disabled(self):
        for person in self.new(7, (5, 80)):
            self.added("certificate changes", person, "zhongdu-canji", "", "新办证",
                       grades=frozenset({self.rng.choice((1, 2))}),
                       kind=self.rng.randint(1, 6))
        for entry in self.earlier("dibao", 2):
            self.added("certificate changes", entry.person, "zhongdu-canji", "",
                       "新办证", grades=frozenset({2}), kind=4)
        for entry in self.earlier("zhongdu-canji", 3):
            self.removed(entry, "死亡")


class January(Changes):
    """The collection is over: who is recognised now waits for next year."""

    about = ("2024年1月：集中参保缴费期已经结束，1月认定的人下一参保年度才资助；认定时间在2023年"
             "12月31日以前、1月才报来的，照常资助。11月、12月没有变动。`expected_after.csv` 是"
             "九月名单加上十月和一月的变动以后，1月31日每个人应得什么。")

    def __init__(self, before, rng):
        super().__init__(REGION, datetime.date(2024, 1, 31), rng, before)
        form = dataclasses.replace(
            forms.RELIEF_CHANGES,
            title=f"{forms.AREA}2024年1月社会救助对象动态调整名单",
            lines=("报送单位：湘西自治州民政局　　　　　报送日期：2024年2月8日",))
        self.sheets["relief changes"] = self.book(
            "民政/湘西自治州民政局2024年1月社会救助动态调整.xlsx").sheet("1月", form)

    def fill(self):
        for roster, count, ages in (
                ("minimum", 6, (8, 80)), ("margin", 3, (20, 75)),
                ("extreme", 3, (60, 88)), ("unattended", 2, (1, 15))):
            code, words = RELIEF[roster]
            for person in self.new(count, ages):
                self.added("relief changes", person, code, words[0], "新认定")
        for person in self.new(3, (30, 70)):
            self.added("relief changes", person, "dibao", "农村低保", "上年认定，补报",
                       recognised=datetime.date(2023, 12, self.rng.randint(5, 31)))
        for entry in self.earlier("dibao", 3):
            self.removed(entry)
