"""Who is on which of Shanwei's lists in October 2022."""

import datetime

from . import forms
from .. import month
from .places import COUNTIES, HAIFENG, PLACES, SHENSHAN
from .rules import RULES

MONITORED_WORDS = (("tuopin-buwending", "脱贫不稳定户"),
                   ("bianyuan-yizhipin", "边缘易致贫户"),
                   ("tufa-yanzhong-kunnan", "突发严重困难户"))
RELIEF_WORDS = {  # as one office or the other writes them
    "dibao": ("低保对象", "农村低保", "城乡低保对象"),
    "dibao-bianyuan": ("低保边缘家庭成员", "低保边缘户", "最低生活保障边缘家庭成员"),
    "tekun": ("特困人员", "农村特困人员", "特困供养人员"),
    "guer": ("孤儿", "散居孤儿", "孤儿"),
    "shishi-wuren-fuyang": ("事实无人抚养儿童", "事实无人抚养儿童", "事实无人抚养"),
}
VETERANS = (("烈士遗属", 5), ("病故军人遗属", 4), ("参战退役人员", 16),
            ("60周岁以上农村籍退役士兵", 18), ("带病回乡退伍军人", 11), ("残疾军人", 10))

REGION = month.Region("shanwei", "汕尾市", PLACES, RULES, "4415")
AS_OF = datetime.date(2022, 10, 31)


class Month(month.Month):
    """October 2022, all lists full."""

    def __init__(self, rng):
        super().__init__(REGION, AS_OF, rng)
        self.words = {}  # sheet -> which of RELIEF_WORDS its office uses
        self._civil_affairs()
        self._others()

    # ---- the books ----

    def _civil_affairs(self):
        household, groups = "household", "groups"
        files = (
            ("relief", "市城区", "汕尾市城区2022年10月困难群众花名册.xlsx", "困难群众",
             "汕尾市城区2022年10月困难群众花名册", household, ("iso", "slash")),
            ("relief", HAIFENG, "海丰县社会救助对象名册2022年10月.xls", "救助对象",
             "海丰县2022年10月社会救助对象名册", groups, ("dot", "words")),
            ("relief of 深汕", HAIFENG, "深汕合作区困难群众名单.xlsx", "Sheet1",
             "深汕特别合作区困难群众名单", household, ("words",)),
            ("relief", "陆丰市", "陆丰市民政局困难群众名册（202210）.xls", "名册",
             "陆丰市2022年10月困难群众参保名册", household, ("compact", "date")),
            ("relief", "陆河县", "陆河县-社会救助-10月.xlsx", "10月",
             "陆河县社会救助对象名册", groups, ("date", "iso")),
            ("relief", "红海湾开发区", "红海湾困难群众名单.xlsx", "名单",
             "汕尾红海湾经济开发区困难群众花名册", groups, ("serial",)),
            ("relief", "华侨管理区", "华侨管理区困难群众名单.csv", "", "", "plain",
             ("slash",)),
        )
        for number, (kind, county, path, name, title, way, dates) in enumerate(
                files):
            how = {"header_every": 40} if county == "陆丰市" else {}
            form = forms.relief(title, way, dates, **how)
            sheet = self.book("民政/" + path).sheet(name, form, county)
            self.words[sheet] = number % 3
            self.sheets[kind, county] = sheet

    def _others(self):
        book = self.book("残联/汕尾市重度残疾人名单.txt", encoding="utf-16")
        self.sheets["certificate"] = book.sheet("", forms.SEVERE)
        book = self.book("乡村振兴/防返贫监测对象花名册20221031.xls")
        for code, word in MONITORED_WORDS:
            self.sheets[f"monitored {code}"] = book.sheet(
                word, forms.monitored(word))
        book = self.book("退役军人/优抚对象参保名册（各县区）.xlsx")
        for number, county in enumerate(COUNTIES):
            written = PLACES.written.get(county, (county,))[0]
            self.sheets["veteran", county] = book.sheet(
                written, forms.veterans(f"{written}优抚对象参保花名册",
                                        number % 3 != 2), county)

    # ---- putting people on them ----

    def on(self, roster, person, **values):
        """Puts a person on the unit's (or the city's) list of a kind."""
        key = (roster, person.county)
        if roster == "relief" and person.place[1] in SHENSHAN:
            key = ("relief of 深汕", person.county)
        sheet = self.sheets.get(key) or self.sheets[roster]
        values.setdefault("recognised", self.some_day(2016, 2022))
        if roster == "certificate":
            values["recognised"] = None
        return sheet.add(person, **values)

    def relieve(self, person, code, **values):
        """Puts a person on the list of those in hardship."""
        entry = self.on("relief", person, code=code, **values)
        entry.word = RELIEF_WORDS[code][self.words[entry.sheet]]
        return entry

    def monitor(self, person, code, **values):
        return self.on(f"monitored {code}", person, code=code, **values)

    def certify(self, person, grades=None, kind=None, **values):
        """Puts a person on the list of the severely disabled; some of lower
        grades are on it all the same."""
        rng = self.rng
        grade = rng.choices((1, 2, 3, 4), (38, 50, 9, 3))[0]
        return self.on(
            "certificate", person, grades=frozenset(grades or {grade}),
            kind=kind or rng.choices(range(1, 8), (14, 10, 2, 44, 10, 12, 8))[0],
            **values)

    # ---- the people ----

    def fill(self):
        for code, count in (("dibao", 40), ("dibao-bianyuan", 20)):
            for _ in range(count):
                self._household(lambda p, day, c=code: self.relieve(
                    p, c, recognised=day))
        for code, _ in MONITORED_WORDS:
            for number in range(9):
                self._monitored(code, number % 3 == 0)
        self._alone()
        self._veterans()
        self._disabled()

    def _household(self, *steps):
        """A family, all of whom undergo the same."""
        home = self.population.family()
        days = [self.some_day(2016, 2022) for _ in steps]
        for person in home.members:
            for step, day in zip(steps, days):
                step(person, day)

    def _monitored(self, code, is_relieved):
        steps = [lambda p, day: self.monitor(p, code, recognised=day)]
        if is_relieved:
            steps.append(lambda p, day: self.relieve(
                p, "dibao", recognised=day))
        self._household(*steps)

    def _alone(self):
        for code, count, ages in (("tekun", 52, (60, 92)), ("guer", 9, (1, 16)),
                                  ("shishi-wuren-fuyang", 12, (1, 16))):
            for person in self.new(count, ages):
                self.relieve(person, code)
        for child in self.some(self._relieved("dibao"), 4,
                               lambda p: 2 <= p.age < 17):
            self.relieve(child, "shishi-wuren-fuyang")

    def _relieved(self, code):
        """People in hardship of a category, each once, in a fixed order."""
        return list(dict.fromkeys(
            entry.person for key, sheet in self.sheets.items()
            if key[0].startswith("relief") for entry in sheet.entries
            if entry.code == code and not entry.person.is_named))

    def _veterans(self):
        known = [p for p in self._relieved("dibao") + self._relieved("tekun")
                 if p.is_man and 60 <= p.age <= 84]
        for word, count in VETERANS:
            people = self.rng.sample(known, min(len(known), count // 6))
            known = [p for p in known if p not in people]
            people += self.new(count - len(people), (60, 84),
                               is_man=None if "属" in word else True)
            for person in people:
                entry = self.on("veteran", person)
                if any(c.key == "category" for c in entry.sheet.form.columns):
                    entry.word = word

    def _disabled(self):
        done = set()
        for code, share in (("tekun", 0.2), ("dibao", 0.14),
                            ("dibao-bianyuan", 0.12)):
            for person in self._relieved(code):
                if person not in done and self.rng.random() < share:
                    done.add(person)
                    self.certify(person)
        for person in self.others_on("veteran"):
            if person not in done and self.rng.random() < 0.08:
                self.certify(person)
        for person in self.new(105, (4, 88)):
            self.certify(person)
