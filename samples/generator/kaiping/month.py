"""August 2023 in Kaiping: the first time, everybody is on the rosters."""

import datetime

from .. import month
from ..layout import table
from . import forms
from .places import PLACES, TOWNS
from .rules import RULES

REGION = month.Region("kaiping", "开平市", PLACES, RULES, "4407")
AS_OF = datetime.date(2023, 8, 31)

# rosters that a whole household stands on, and how many such households
HOUSEHOLDS = (
    (("minimum",), 92), (("margin",), 34), (("unstable",), 14),
    (("monitored",), 22), (("minimum", "monitored"), 6),
    (("unstable", "monitored"), 4), (("margin", "monitored"), 4),
)
MONITORED = (("nongcun-fanpin", "农村易返贫致贫人口"),
             ("chengzhen-fanpin", "城镇易返贫致贫人口"))
MINIMUM_WORDS = ("农村低保", "农村低保", "城镇低保")
CHILD_WORDS = ("低保家庭儿童", "最低生活保障边缘儿童", "特困供养儿童", "孤儿",
               "事实无人抚养儿童", "艾滋病病毒感染儿童", "残疾儿童", "重病儿童")
CHILD_WEIGHTS = (16, 8, 6, 16, 18, 1, 18, 12)
VETERAN_WORDS = ("第一类", "第二类", "第三类")


def disability_code(grades, kind):
    """(七) where the grade is 1 or 2, else (八) for intellect and mind."""
    if not grades & {1, 2} and kind in (5, 6):
        return "jingshen-zhili-canji"
    return "zhongdu-canji"


class Month(month.Month):
    """Four departments' full rosters."""

    about = "八月：首次报送，四个部门都是截至8月31日的全量名单。"

    def __init__(self, rng):
        super().__init__(REGION, AS_OF, rng)
        book = self.book("民政/开平市民政局困难居民名单（截至20230831）.xlsx")
        for kind, name, form in (
                ("minimum", "低保", forms.MINIMUM), ("extreme", "特困", forms.EXTREME),
                ("margin", "低保边缘", forms.MARGIN),
                ("unstable", "脱贫不稳定", forms.UNSTABLE),
                ("child", "困境儿童", forms.CHILDREN)):
            self.sheets[kind] = book.sheet(name, form)
        self.sheets["child", "三埠办事处"] = self.book(
            "民政/三埠街道困境儿童名单.xls").sheet(
                "Sheet1", forms.TOWN_CHILDREN, "三埠办事处")
        self.sheets["monitored"] = self.book(
            "乡村振兴/开平市易返贫致贫人口名单202308.xls").sheet(
                "名单", forms.MONITORED)
        self.sheets["certificate"] = self.book(
            "残联/开平市持证残疾人名单20230831.csv", encoding="utf-8").sheet(
                "", forms.CERTIFICATES)
        self.sheets["mental"] = self.book(
            "残联/精神和智力残疾人名单（补充）.xlsx").sheet("名单", forms.MENTAL)
        self.sheets["veteran"] = self.book(
            "退役军人/开平市优抚对象名单（2023年8月）.xls").sheet(
                "优抚对象", forms.VETERANS)

    # ---- putting people on them ----

    def on(self, roster, person, **values):
        """Puts a person on the town's (or the city's) list of a kind."""
        rng = self.rng
        sheet = self.sheets.get((roster, person.county)) or self.sheets[roster]
        if roster in ("certificate", "mental"):
            values["recognised"] = None
        values.setdefault("recognised", self.some_day())
        if roster == "monitored" and "code" not in values:
            values["code"], values["word"] = rng.choices(MONITORED, (4, 1))[0]
        elif roster == "minimum":
            values.setdefault("word", rng.choice(MINIMUM_WORDS))
        elif roster == "child":
            values.setdefault("word", rng.choices(CHILD_WORDS, CHILD_WEIGHTS)[0])
        elif roster == "veteran":
            values.setdefault("word", rng.choices(VETERAN_WORDS, (2, 2, 6))[0])
        return sheet.add(person, **values)

    def certify(self, person, grade=None, kind=None, **values):
        """Puts a person among the holders of disability certificates."""
        rng = self.rng
        grades = frozenset({grade or rng.choices((1, 2, 3, 4),
                                                 (15, 28, 29, 28))[0]})
        kind = kind or rng.choices(range(1, 8), (12, 10, 2, 40, 14, 16, 6))[0]
        return self.on("certificate", person, grades=grades, kind=kind,
                       code=disability_code(grades, kind), **values)

    def add_mental(self, person, grade, kind, **values):
        """Puts a person on the list of (八), which names the category."""
        return self.on("mental", person, grades=frozenset({grade}), kind=kind,
                       word=("智力残疾人", "精神残疾人")[kind - 5], **values)

    # ---- the people ----

    def fill(self):
        for kinds, count in HOUSEHOLDS:
            for _ in range(count):
                self._household(kinds)
        for person in self.new(52, (60, 94)):
            self.on("extreme", person)
        self._children()
        self._veterans()
        self._disabled()

    def _household(self, kinds):
        """A family on the same rosters; of some only one gets relief."""
        rng = self.rng
        home = self.population.family()
        code, word = rng.choices(MONITORED, (4, 1))[0]
        minimum = rng.choice(MINIMUM_WORDS)
        for kind in kinds:
            alone = len(kinds) > 1 and kind == "minimum" and rng.random() < 0.4
            values = {"recognised": self.some_day()}
            if kind == "monitored":
                values.update(code=code, word=word)
            elif kind == "minimum":
                values["word"] = minimum
            for person in [rng.choice(home.members)] if alone else home.members:
                self.on(kind, person, **values)

    def _children(self):
        poor = self.others_on("minimum", "margin")
        children = self.some(poor, 12, lambda p: 1 <= p.age < 17)
        children += self.new(48, (1, 17))
        children += self.new(9, (1, 17), ("三埠办事处",))
        for child in children:
            guardian = self.population.person((45, 70), place=child.place)
            self.population.people.remove(guardian)  # on no roster
            self.on("child", child, recognised=self.some_day(2020),
                    facts={"guardian": guardian})

    def _veterans(self):
        poor = self.some(self.others_on("minimum"), 10,
                         lambda p: p.is_man and p.age >= 60)
        for person in poor:
            self.on("veteran", person, word=self.rng.choice(VETERAN_WORDS[:2]))
        for person in self.new(74, (58, 92), is_man=True):
            self.on("veteran", person, word="第三类")

    def _disabled(self):
        rng, done = self.rng, set()
        for kind, share in (("extreme", 0.3), ("minimum", 0.2), ("margin", 0.14),
                            ("monitored", 0.14), ("unstable", 0.12),
                            ("child", 0.1), ("veteran", 0.08)):
            for person in self.others_on(kind):
                if person not in done and rng.random() < share:
                    done.add(person)
                    self.certify(person)
        for person in self.new(260, (4, 90)):
            self.certify(person)
        for person in self.new(30, (6, 80)):
            self.add_mental(person, rng.randint(1, 4), rng.choice((5, 6)))

    def add_extras(self):
        sheets = [self.sheets[kind] for kind in (
            "minimum", "extreme", "margin", "unstable", "child")]
        rows = [(town, *(sum(e.place[0] == town for e in sheet.entries)
                         for sheet in sheets)) for town in TOWNS]
        rows.append(("合计", *(len(sheet.entries) for sheet in sheets)))
        sheets[0].book.extras = [table(
            "汇总", "民政困难居民分镇（街）汇总表",
            ("镇（街）", *(sheet.name for sheet in sheets)), rows)]
