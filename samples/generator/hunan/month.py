"""September 2023 in four counties of Hunan: all rosters full."""

import datetime

from .. import month
from ..layout import table
from . import forms
from .places import COUNTIES, PLACES
from .rules import RULES

REGION = month.Region("hunan", "湘西自治州", PLACES, RULES, "4331")
AS_OF = datetime.date(2023, 9, 30)
ONE_SHEET = ("龙山县", "泸溪县")  # whose civil affairs send a single list

# rosters that a whole household stands on, and how many such households
HOUSEHOLDS = (
    (("stable",), 118), (("stable", "minimum"), 16), (("stable", "margin"), 5),
    (("monitored",), 32), (("monitored", "minimum"), 8),
    (("stable", "monitored"), 7), (("monitored", "margin"), 5),
    (("minimum",), 62), (("margin",), 24),
)
MONITORED = (("tuopin-buwending", "脱贫不稳定户"), ("bianyuan-yizhipin", "边缘易致贫户"),
             ("tufa-yanzhong-kunnan", "突发严重困难户"))
RELIEF = {  # roster, code: words
    "minimum": ("dibao", ("农村低保", "城市低保", "低保对象")),
    "margin": ("dibao-bianyuan", ("低保边缘家庭", "最低生活保障边缘家庭成员")),
    "extreme": ("tekun", ("特困人员", "特困供养人员")),
    "orphan": ("guer", ("孤儿",)),
    "unattended": ("shishi-wuren-fuyang", ("事实无人抚养儿童",)),
}


class Month(month.Month):
    """Three departments' full rosters."""

    about = "九月：各部门报送全量名单。"

    def __init__(self, rng):
        super().__init__(REGION, AS_OF, rng)
        self._rural()
        for county, name in (("花垣县", "花垣县民政局社会救助花名册2023.9.xlsx"),
                             ("凤凰县", "凤凰县2023年9月社会救助对象.xls")):
            self._four_sheets(county, self.book("民政/" + name))
        for county, name in (("龙山县", "龙山县社会救助对象花名册（9月）.xlsx"),
                             ("泸溪县", "泸溪县2023年9月社会救助对象花名册.xls")):
            dates = (("iso", "date"), ("dot", "compact"))[county == "泸溪县"]
            self.sheets["relief", county] = self.book("民政/" + name).sheet(
                "Sheet1", forms.relief(county, dates), county)
        book = self.book("残联/湘西自治州重度残疾人名单（2023年9月）.xlsx")
        for county in COUNTIES:
            self.sheets["certificate", county] = book.sheet(
                county, forms.SEVERE, county)

    def _rural(self):
        book = self.book("乡村振兴/湘西自治州稳定脱贫人口花名册202309.xlsx")
        self.sheets["stable"] = book.sheet("稳定脱贫人口", forms.STABLE)
        book = self.book("乡村振兴/防返贫监测对象信息_导出20231008.csv",
                         encoding="utf-8-sig")
        self.sheets["monitored"] = book.sheet("", forms.MONITORED)

    def _four_sheets(self, county, book):
        dates = (("slash", "iso"), ("words", "serial"))[county == "凤凰县"]
        word = ("农村低保", "低保对象")[county == "凤凰县"]
        for kind, name, form in (
                ("minimum", "低保", forms.minimum_income(
                    county, word, dates, header_every=40)),
                ("margin", "低保边缘", forms.margin(county, dates)),
                ("extreme", "特困", forms.extreme_poverty(county, dates)),
                ("child", "儿童", forms.children(county, dates))):
            self.sheets[kind, county] = book.sheet(name, form, county)

    # ---- putting people on them ----

    def on(self, roster, person, **values):
        """Puts a person on the list that brings the roster's identity."""
        values.setdefault("recognised", self.some_day())
        if roster in RELIEF:
            return self._on_relief(roster, person, values)
        if roster == "monitored" and "code" not in values:
            values["code"], values["word"] = self.rng.choice(MONITORED)
        if roster in ("stable", "certificate"):
            values["recognised"] = None
        sheet = self.sheets.get((roster, person.county)) or self.sheets[roster]
        return sheet.add(person, **values)

    def _on_relief(self, roster, person, values):
        code, words = RELIEF[roster]
        values.setdefault("code", code)
        if person.county in ONE_SHEET:
            values.setdefault("word", self.rng.choice(words))
            return self.sheets["relief", person.county].add(person, **values)
        if roster in ("orphan", "unattended"):
            values.setdefault("word", words[0])
            return self.sheets["child", person.county].add(person, **values)
        return self.sheets[roster, person.county].add(person, **values)

    def certify(self, person, grade=None, kind=None, **values):
        """Puts a person on the list of severely disabled; at times it has
        somebody who is not."""
        rng = self.rng
        return self.on(
            "certificate", person,
            grades=frozenset({grade or rng.choices((1, 2, 3, 4),
                                                   (40, 48, 8, 4))[0]}),
            kind=kind or rng.choices(range(1, 8), (14, 10, 2, 44, 10, 14, 6))[0],
            **values)

    # ---- the people ----

    def fill(self):
        for kinds, count in HOUSEHOLDS:
            for _ in range(count):
                self._household(kinds)
        for person in self.some(self.others_on("stable"), 6,
                                lambda p: p.age >= 60):
            self.on("extreme", person)
        for person in self.new(58, (60, 92)):
            self.on("extreme", person)
        self._children()
        self._disabled()

    def _household(self, kinds):
        """A family on the same rosters; of some only one gets relief."""
        rng = self.rng
        home = self.population.family()
        code, word = rng.choice(MONITORED)
        if kinds == ("stable", "monitored"):
            code, word = MONITORED[0]
        for kind in kinds:
            alone = len(kinds) > 1 and kind == "minimum" and rng.random() < 0.4
            values = {"recognised": self.some_day()}
            if kind == "monitored":
                values.update(code=code, word=word)
            for person in [rng.choice(home.members)] if alone else home.members:
                self.on(kind, person, **values)

    def _children(self):
        for kind, count in (("orphan", 18), ("unattended", 26)):
            for child in self.new(count, (1, 17)):
                guardian = self.population.person((48, 72), place=child.place)
                self.population.people.remove(guardian)  # on no roster
                self.on(kind, child, recognised=self.some_day(2020),
                        facts={"guardian": guardian})

    def _disabled(self):
        rng, done = self.rng, set()
        for kind, share in (("extreme", 0.28), ("minimum", 0.16),
                            ("monitored", 0.12), ("stable", 0.08),
                            ("relief", 0.1), ("margin", 0.1), ("child", 0.08)):
            for person in self.others_on(kind):
                if person not in done and rng.random() < share:
                    done.add(person)
                    self.certify(person)
        for person in self.new(96, (5, 88)):
            self.certify(person)

    def add_extras(self):
        sheet = self.sheets["stable"]
        rows = [(county, sum(e.place[0] == county for e in sheet.entries))
                for county in COUNTIES]
        rows.append(("合计", len(sheet.entries)))
        sheet.book.extras = [table("汇总", "稳定脱贫人口分县市区汇总表",
                                   ("县市区", "人数"), rows)]
