"""Who is on which roster in August 2023: the books, and the people on them.

Numbers of households and people are chosen so that about a fifth of all
stand on two rosters or more, as neighbours of a real city's lists do.
"""

import datetime

from . import beside, forms
from .. import month
from .places import PLACES
from .rules import RULES

NORTH = ("东坡区", "天府新区", "仁寿县")  # whose land office sends one file

# rosters that a whole household stands on, and how many such households
HOUSEHOLDS = (
    (("stable",), 265), (("stable", "minimum"), 26), (("stable", "low"), 8),
    (("monitored",), 66), (("monitored", "minimum"), 15),
    (("stable", "monitored"), 14), (("monitored", "low"), 10),
    (("minimum",), 190), (("low",), 82),
)
MONITORED_WORDS = (("230202", "脱贫不稳定户"), ("230508", "边缘易致贫户"),
                   ("230705", "突发严重困难户"))
VETERANS = (  # code, word, how many, ages
    ("9925", "烈士遗属", 9, (45, 95)), ("992601", "因公牺牲军人遗属", 7, (40, 90)),
    ("2101", "因公牺牲军人家属", 5, (40, 85)), ("216002", "在乡复员军人", 12, (87, 96)),
    ("9934", "带病回乡退伍军人", 44, (58, 84)), ("246003", "参战参试退役人员", 62, (59, 80)),
    ("9935", "参战涉核退役人员", 14, (60, 86)), ("9901", "一级残疾军人", 3, (35, 80)),
    ("9930", "二级残疾军人", 3, (35, 80)), ("9931", "三级残疾军人", 4, (35, 80)),
    ("9917", "四级残疾军人", 5, (35, 80)), ("9918", "五级残疾军人", 6, (30, 80)),
    ("9919", "六级残疾军人", 8, (30, 85)), ("9920", "七级残疾军人", 10, (28, 85)),
    ("9921", "八级残疾军人", 13, (26, 88)), ("9922", "九级残疾军人", 12, (25, 88)),
    ("9923", "十级残疾军人", 15, (24, 88)),
)


REGION = month.Region("meishan", "眉山市", PLACES, RULES, "5114")
AS_OF = datetime.date(2023, 8, 31)


class Month(month.Month):
    """August 2023, all rosters full."""

    about = "八月：首次报送，六个部门都是截至8月31日的全量名单。"

    def __init__(self, rng):
        super().__init__(REGION, AS_OF, rng)
        self._rural()
        self._civil_affairs()
        self._others()
        self._land()

    # ---- the books ----

    def _rural(self):
        book = self.book("乡村振兴/眉山市2023年8月稳定脱贫户人员花名册.xlsx")
        self.sheets["stable"] = book.sheet("稳定脱贫户", forms.STABLE)
        book = self.book("乡村振兴/防止返贫监测对象信息_导出20230901.xlsx")
        self.sheets["monitored"] = book.sheet("Sheet1", forms.MONITORED)

    def _civil_affairs(self):
        files = {
            "天府新区": "眉山天府新区救助对象名册（8月）.xlsx",
            "东坡区": "眉山市东坡区2023年8月社会救助对象花名册.xlsx",
            "彭山区": "彭山区民政局-8月救助对象.xlsx",
            "仁寿县": "仁寿县2023年8月社会救助对象花名册.xls",
            "洪雅县": "洪雅县社会救助花名册202308.xlsx",
            "丹棱县": "丹棱县民政局2023年8月救助对象花名册.xls",
            "青神县": "青神县救助对象花名册2023.8.xlsx",
        }
        for number, (county, name) in enumerate(files.items()):
            self._county_relief(number, county, self.book("民政/" + name))

    def _county_relief(self, number, county, book):
        """Four sheets; every county has its own words and date forms."""
        place = county if county == "天府新区" else f"眉山市{county}"
        word, label = ((("农村低保", "低保类别"), ("低保对象", "救助类别"),
                        ("低保救助对象", "对象类别"))[number % 3])
        dates = (("iso",), ("iso", "slash", "date"), ("dot",),
                 ("words", "compact", "date"), ("date",), ("serial", "slash"),
                 ("month", "iso"))[number]
        head = f"{place}2023年8月"
        kinds = (
            ("minimum", "低保", forms.minimum_income(
                head + "城乡低保对象花名册", word, label, dates,
                header_every=45 if county == "仁寿县" else 0,
                subtotal="town" if county == "东坡区" else "")),
            ("low", "低收入", forms.low_income(
                head + "低收入家庭人员花名册", dates, groups=number % 2 == 1)),
            ("orphan", "孤儿", forms.orphans(head + "孤儿花名册", dates)),
            ("extreme", "特困", forms.extreme_poverty(
                head + "特困人员花名册", dates,
                subtotal="town" if county == "仁寿县" else "")),
        )
        for kind, name, form in kinds:
            self.sheets[kind, county] = book.sheet(name, form, county)

    def _others(self):
        book = self.book("残联/眉山市持证残疾人基础台账20230831.csv")
        self.sheets["certificate"] = book.sheet("", forms.CERTIFICATES)
        book = self.book("残联/眉山市残联2023年8月新核发残疾人证名单（仁寿）.xlsx")
        self.sheets["new certificate"] = book.sheet(
            "8月新办", forms.NEW_CERTIFICATES)
        book = self.book("退役军人/眉山市优抚对象花名册（2023年8月）.xls")
        self.sheets["veteran"] = book.sheet("优抚对象", forms.VETERANS)
        book = self.book("卫健/计划生育特别扶助对象花名册2023.xlsx")
        self.sheets["planning"] = book.sheet("特别扶助", forms.FAMILY_PLANNING)

    def _land(self):
        book = self.book("自然资源/眉山市被征地农民超龄人员名册.xlsx")
        for county in NORTH:
            self.sheets["land", county] = book.sheet(
                county, forms.landless(
                    f"{county}被征地农民超龄人员花名册", county == "东坡区",
                    number="row number", date_forms=("iso", "words")), county)
        book = self.book("自然资源/彭山区被征地农民超龄人员花名册.xls")
        self.sheets["land", "彭山区"] = book.sheet(
            "Sheet1", forms.landless("眉山市彭山区被征地农民超龄人员花名册", True,
                                     date_forms=("compact", "serial")), "彭山区")

    # ---- putting people on them ----

    def on(self, roster, person, **values):
        """Puts a person on the county's (or the city's) list of a kind."""
        sheet = self.sheets.get((roster, person.county)) or self.sheets[roster]
        if roster == "monitored" and "code" not in values:
            values["code"], values["word"] = self.rng.choice(MONITORED_WORDS)
        values.setdefault("recognised", self.some_day())
        if roster in ("stable", "certificate", "new certificate"):
            values["recognised"] = None
        return sheet.add(person, **values)

    def certify(self, person, grades=None, kind=None, **values):
        """Puts a person among the holders of disability certificates."""
        rng = self.rng
        grade = rng.choices((1, 2, 3, 4), (15, 30, 27, 28))[0]
        entry = self.on(
            "certificate", person, grades=frozenset(grades or {grade}),
            kind=kind or rng.choices(range(1, 8), (14, 10, 2, 44, 10, 12, 8))[0],
            **values)
        return entry

    # ---- the people ----

    def fill(self):
        for kinds, count in HOUSEHOLDS:
            for _ in range(count):
                self._household(kinds)
        self._extreme()
        self._orphans()
        self._planning()
        self._landless()
        self._veterans()
        self._disabled()

    def _household(self, kinds):
        """A family on the same rosters; of some only one gets relief."""
        rng = self.rng
        home = self.population.family()
        code, word = rng.choice(MONITORED_WORDS)
        if kinds == ("stable", "monitored"):
            code, word = MONITORED_WORDS[0]
        for kind in kinds:
            alone = len(kinds) > 1 and kind == "minimum" and rng.random() < 0.4
            values = {"recognised": self.some_day()}
            if kind == "monitored":
                values.update(code=code, word=word)
            for person in [rng.choice(home.members)] if alone else home.members:
                self.on(kind, person, **values)

    def _extreme(self):
        poor = self.others_on("stable")
        for person in self.some(poor, 14, lambda p: p.age >= 60):
            self.on("extreme", person)
        for person in self.new(132, (60, 93)):
            self.on("extreme", person)
        for person in self.new(12, (22, 58)):
            self.on("extreme", person)

    def _orphans(self):
        poor = self.others_on("minimum")
        children = self.some(poor, 6, lambda p: 2 <= p.age < 17)
        children += self.new(46, (1, 17))
        for child in children:
            guardian = self.population.person((45, 70), place=child.place)
            self.population.people.remove(guardian)  # on no roster
            self.on("orphan", child, recognised=self.some_day(2020),
                    facts={"guardian": guardian})

    def _planning(self):
        poor = self.others_on("stable", "minimum", "low")
        for person in self.some(poor, 24, lambda p: 50 <= p.age < 80):
            self.on("planning", person)
        for _ in range(62):
            home = self.population.family()
            for member in home.members:
                if member.relation in ("户主", "配偶"):
                    self.on("planning", member)
                else:
                    self.population.people.remove(member)

    def _landless(self):
        counties = NORTH + ("彭山区",)
        known = self.others_on("planning", "minimum", "stable")
        for person in self.some(known, 42, lambda p: p.county in counties
                                 and p.age >= (60 if p.is_man else 55)):
            self.on("land", person)
        for person in self.new(140, (60, 92), counties, is_man=True):
            self.on("land", person)
        for person in self.new(110, (55, 92), counties, is_man=False):
            self.on("land", person)

    def _veterans(self):
        known = self.others_on("land", "stable", "minimum")
        for code, word, count, ages in VETERANS:
            fitting = [p for p in known if p.is_man
                       and ages[0] <= p.age <= ages[1]]
            people = self.rng.sample(fitting, min(len(fitting), count // 6))
            known = [p for p in known if p not in people]
            people += self.new(count - len(people), ages,
                                is_man=None if "属" in word else True)
            for person in people:
                self.on("veteran", person, code=code, word=word)

    def _disabled(self):
        rng = self.rng
        shares = (("extreme", 0.3), ("minimum", 0.2), ("low", 0.2),
                  ("monitored", 0.13), ("stable", 0.1), ("veteran", 0.06),
                  ("orphan", 0.08), ("land", 0.04), ("planning", 0.05))
        done = set()
        for kind, share in shares:
            for person in self.others_on(kind):
                if person not in done and rng.random() < share:
                    done.add(person)
                    certified = self.certify(person)
                    if kind == "low" and rng.random() < 0.3:
                        self._tell_grade(person, certified)
        for person in self.new(350, (4, 90)):
            self.certify(person)
        for person in self.new(26, (5, 85), ("仁寿县",)):
            entry = self.certify(person)
            entry.sheet.entries.remove(entry)
            entry.sheet = self.sheets["new certificate"]
            entry.sheet.entries.append(entry)

    def _tell_grade(self, person, certified):
        """The low-income list has the grade as well."""
        for entry in self.sheets["low", person.county].entries:
            if entry.person is person:
                entry.grades, entry.kind = certified.grades, certified.kind

    def add_extras(self):
        beside.add_extras(self)
