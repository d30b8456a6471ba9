"""October 2023: the veterans' bureau makes up for September."""

import dataclasses
import datetime

from . import forms
from .changes import WORDS, Changes

AS_OF = datetime.date(2023, 10, 31)


def _october(form):
    return dataclasses.replace(
        form, title=form.title.replace("2023年9月", "2023年10月").replace(
            "2023年8月", "2023年10月"),
        lines=tuple(line.replace("2023年10月", "2023年11月")
                    for line in form.lines))


class October(Changes):
    """Civil affairs send changes, the veterans' bureau everybody again."""

    about = ("十月：民政只报变动，九月退回的行更正后重报；退役军人补报全量名单；残联、乡村振兴没有报送，"
             "他们的人照旧，标为“本月未报送”。马冈镇的优抚对象由7人减为5人，确实如此，运行时要加"
             "`--accept-drop tuiyijunren@马冈镇`。")

    def __init__(self, before, rng):
        super().__init__(before, rng)
        self.as_of = AS_OF
        self.books.clear()
        self.sheets.clear()
        book = self.book("民政/开平市民政局困难居民2023年10月新增减员名单.xlsx")
        self.sheets["added"] = book.sheet(
            "新增", _october(forms.relief_changes("新增")))
        self.sheets["removed"] = book.sheet(
            "减员", _october(forms.relief_changes("减员")))
        self.sheets["veteran"] = self.book(
            "退役军人/开平市优抚对象名单（2023年10月）.xls").sheet(
                "优抚对象", _october(forms.VETERANS), mode="full")

    def fill(self):
        self.resend(("veteran",), self.sheets["veteran"], 3)
        for code, count, gone, ages in (
                ("dibao", 6, 5, (6, 80)), ("tekun", 2, 2, (60, 90)),
                ("dibao-bianyuan", 4, 2, (20, 75)),
                ("kunjing-ertong", 2, 1, (1, 16))):
            for person in self.new(count, ages):
                self.added(person, code)
            for entry in self.standing_alone(code, gone):
                self.removed(entry, self.rng.choice(("死亡", "不再符合条件")))
        for person in self.new(2, (60, 80), is_man=True):
            self.sheets["veteran"].add(person, word="第三类",
                                       recognised=datetime.date(2023, 10, 12))
        for entry in self.before.entries():
            if entry.returned and entry.code in WORDS and entry.sheet in (
                    self.before.sheets["added"], self.before.sheets["removed"]):
                self._change("removed" if entry.movement == "减员" else "added",
                             entry.person, entry.movement, "更正后重报",
                             entry.code, recognised=entry.recognised,
                             ended=entry.ended)
