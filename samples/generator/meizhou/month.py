"""Who is on which of Meizhou's lists in September 2023."""

import datetime

from . import beside, forms
from .. import month
from .places import COUNTIES, PLACES
from .rules import RULES

# lists that a whole household stands on, and how many such households
HOUSEHOLDS = (
    (("minimum",), 46), (("margin",), 30), (("monitored",), 26),
    (("monitored", "minimum"), 7), (("monitored", "margin"), 5),
)
MONITORED_WORDS = (("tuopin-buwending", "脱贫不稳定户"),
                   ("bianyuan-yizhipin", "边缘易致贫户"),
                   ("tufa-yanzhong-kunnan", "突发严重困难户"))
VETERANS = (  # word, how many, ages
    ("烈士遗属", 6, (50, 90)), ("病故军人遗属", 4, (50, 85)),
    ("在乡复员军人", 5, (87, 95)), ("带病回乡退伍军人", 14, (58, 82)),
    ("参战退役人员", 20, (60, 80)), ("60周岁以上农村籍退役士兵", 22, (60, 84)),
    ("残疾军人", 13, (30, 85)),
)
CHILD_WORDS = (("guer", "孤儿", 16), ("shishi-wuren-fuyang", "事实无人抚养儿童", 17))

REGION = month.Region("meizhou", "梅州市", PLACES, RULES, "4414")
AS_OF = datetime.date(2023, 9, 30)


class Month(month.Month):
    """September 2023, all lists full."""

    def __init__(self, rng):
        super().__init__(REGION, AS_OF, rng)
        self._civil_affairs()
        self._others()

    # ---- the books ----

    def _civil_affairs(self):
        book = self.book("民政/2023年9月特困人员免缴名册（分县）.xlsx")
        for number, county in enumerate(COUNTIES):
            dates = (("iso",), ("dot", "date"), ("words",), ("slash", "compact"),
                     ("month",))[number % 5]
            self.sheets["extreme", county] = book.sheet(
                county, forms.extreme_poverty(county, number, dates), county)
        book = self.book("民政/城乡低保对象免缴名册202309.xls")
        self.sheets["minimum"] = book.sheet("低保", forms.MINIMUM_INCOME)
        book = self.book("民政/低保边缘家庭成员名册（9月）.xlsx")
        self.sheets["margin"] = book.sheet("低保边缘", forms.MARGIN)
        book = self.book("民政/孤儿和事实无人抚养儿童免缴名册2023.9.xlsx")
        self.sheets["child"] = book.sheet("Sheet1", forms.CHILDREN)
        book = self.book("民政/兴宁市儿童名册.xls")
        for (code, word, _), name in zip(CHILD_WORDS, ("孤儿", "事实无人抚养")):
            self.sheets[f"child {code}", "兴宁市"] = book.sheet(
                name, forms.children_of_county(word, code), "兴宁市")

    def _others(self):
        book = self.book("乡村振兴/梅州市易返贫致贫人口_20231002.xlsx")
        self.sheets["monitored"] = book.sheet("导出", forms.MONITORED)
        book = self.book("残联/梅州市持证残疾人台账2023年9月.csv",
                         encoding="utf-8-sig")
        self.sheets["certificate"] = book.sheet("", forms.CERTIFICATES)
        book = self.book("卫健/农村纯生二女结扎户名册.xls")
        self.sheets["daughters"] = book.sheet("二女结扎户", forms.TWO_DAUGHTERS)
        book = self.book("退役军人/梅州市优抚对象免缴名册（2023年三季度）.xlsx")
        self.sheets["veteran"] = book.sheet("优抚", forms.VETERANS)

    # ---- putting people on them ----

    def on(self, roster, person, **values):
        """Puts a person on the county's (or the city's) list of a kind."""
        sheet = self.sheets.get((roster, person.county)) or self.sheets[roster]
        if roster == "monitored" and "code" not in values:
            values["code"], values["word"] = self.rng.choice(MONITORED_WORDS)
        values.setdefault("recognised", self.some_day())
        if roster in ("certificate", "daughters"):
            values["recognised"] = None
        return sheet.add(person, **values)

    def child(self, person, code, **values):
        """On the city's list of children, or on the county's own."""
        word = next(word for each, word, _ in CHILD_WORDS if each == code)
        keeper = self.population.person((48, 72), place=person.place)
        self.population.people.remove(keeper)  # on no list
        values.setdefault("recognised", self.some_day(2019))
        values.setdefault("facts", {"guardian": keeper})
        roster = f"child {code}" if person.county == "兴宁市" else "child"
        return self.on(roster, person, code=code, word=word, **values)

    def certify(self, person, grades=None, kind=None, **values):
        """Puts a person among the holders of disability certificates."""
        rng = self.rng
        grade = rng.choices((1, 2, 3, 4), (20, 32, 26, 22))[0]
        return self.on(
            "certificate", person, grades=frozenset(grades or {grade}),
            kind=kind or rng.choices(range(1, 8), (14, 10, 2, 44, 10, 12, 8))[0],
            **values)

    def two_daughters(self, ages, county=None):
        """A couple and their girls; who they are, by their words."""
        place = self.region.places.any_place(self.rng, county)
        father = self.population.person((34, 52), True, place)
        mother = self.population.person((32, 50), False, place)
        girls = [self.population.person((age, age), False, place, father.name[0])
                 for age in ages]
        members = [father, mother, *girls]
        words = ["户主", "妻子", "长女", "次女"]
        relations = ["户主", "配偶", "之女", "之女"]
        home = self.population.home(members)
        for member, word, relation in zip(members, words, relations):
            member.relation = relation
            self.on("daughters", member, word=word, code=(
                "ernv-nvhai" if "女" in word else "ernv-fufu"))
        return home

    # ---- the people ----

    def fill(self):
        for kinds, count in HOUSEHOLDS:
            for _ in range(count):
                self._household(kinds)
        self._extreme()
        self._children()
        self._daughters()
        self._veterans()
        self._disabled()

    def _household(self, kinds):
        """A family on the same lists."""
        code, word = self.rng.choice(MONITORED_WORDS)
        home = self.population.family()
        for kind in kinds:
            values = {"recognised": self.some_day()}
            if kind == "monitored":
                values.update(code=code, word=word)
            for person in home.members:
                self.on(kind, person, **values)

    def _extreme(self):
        for person in self.some(self.others_on("monitored"), 6,
                                lambda p: p.age >= 60):
            self.on("extreme", person)
        for person in self.new(62, (60, 92)):
            self.on("extreme", person)

    def _children(self):
        poor = [p for p in self.others_on("minimum", "margin")
                if 2 <= p.age < 17 and p.county != "兴宁市"]
        for code, _, count in CHILD_WORDS:
            for child in self.rng.sample(poor, 3):
                poor.remove(child)
                self.child(child, code)
            for child in self.new(count, (1, 16)):
                self.child(child, code)

    def _daughters(self):
        for number in range(30):
            elder = self.rng.randint(4, 18)
            self.two_daughters((elder, max(1, elder - self.rng.randint(2, 5))))
            if number % 6 == 0:  # who is poor as well
                for entry in self.sheets["daughters"].entries[-4:]:
                    self.on("minimum", entry.person,
                            recognised=datetime.date(2022, 7, 1))

    def _veterans(self):
        known = self.others_on("minimum", "margin", "extreme")
        for word, count, ages in VETERANS:
            fitting = [p for p in known
                       if p.is_man and ages[0] <= p.age <= ages[1]]
            people = self.rng.sample(fitting, min(len(fitting), count // 6))
            known = [p for p in known if p not in people]
            people += self.new(count - len(people), ages,
                               is_man=None if "属" in word else True)
            for person in people:
                self.on("veteran", person, word=word)

    def _disabled(self):
        shares = (("extreme", 0.25), ("minimum", 0.15), ("margin", 0.15),
                  ("monitored", 0.13), ("veteran", 0.08), ("child", 0.06),
                  ("daughters", 0.05))
        done = set()
        for kind, share in shares:
            for person in self.others_on(kind):
                if person not in done and self.rng.random() < share:
                    done.add(person)
                    self.certify(person)
        for person in self.new(130, (4, 88)):
            self.certify(person)

    def add_extras(self):
        beside.add_extras(self)
