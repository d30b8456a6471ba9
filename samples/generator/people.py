"""Invented people and households."""

import datetime
from dataclasses import dataclass, field

from . import identity

SURNAMES = ("李王张刘陈杨周吴黄赵徐罗胡朱唐何邓郑冯曾彭肖蒋余杜叶程苏魏吕丁任"
            "卢钟谭汪范石廖贾夏付方邹熊白秦邱江袁宋许韩梁谢郭高林")
WEIGHTS = [max(2, 40 - i) for i in range(len(SURNAMES))]
GIVEN = {  # by sex and whether born before 1995
    (True, True): (
        "建国 建华 志强 国强 明 军 勇 德贵 文忠 光荣 小平 永康 世明 学文 天禄 伟 洪 成林 "
        "云贵 万福 正清 长根 家兴 波 启明 光富 树清 代全 茂林 体兴 泽民 安全 绍华 福元 "
        "显贵 大全 青松 元彬").split(),
    (False, True): (
        "秀英 桂兰 淑芬 玉珍 素芳 群 丽 敏 小琴 晓梅 春燕 红英 桂芳 琼 素华 艳 静 雪梅 "
        "明秀 玉华 利蓉 燕 月英 国珍 素清 碧华 秀琼 兰 翠英 学芬 加蓉 永珍 惠群 "
        "绍英 凤仙 德芳").split(),
    (True, False): (
        "浩然 子轩 俊杰 鹏飞 宇航 思远 泽宇 梓睿 一鸣 文博 嘉豪 俊熙 锦程 航 皓轩 "
        "子墨 睿").split(),
    (False, False): (
        "雨欣 诗涵 佳怡 欣怡 思琪 梓涵 若曦 语桐 可馨 雅婷 依诺 静怡 梦洁 心怡 "
        "紫萱 苗").split(),
}


@dataclass(eq=False)
class Person:
    """Somebody who does not exist."""

    number: str
    name: str
    birth: datetime.date
    is_man: bool
    place: tuple  # county, town, village
    age: int  # on the first cut-off day
    relation: str = "户主"
    household: "Household" = None
    is_named: bool = False  # among those whom the page lists by name

    @property
    def sex(self):
        return "男" if self.is_man else "女"

    @property
    def county(self):
        return self.place[0]


@dataclass(eq=False)
class Household:
    """People who live together; the first is the head."""

    number: str
    members: list = field(default_factory=list)

    @property
    def head(self):
        return self.members[0]


class Population:
    """Makes people with numbers that differ from one another."""

    def __init__(self, rng, places, as_of, household_prefix):
        self.rng = rng
        self.places = places
        self.as_of = as_of
        self.household_prefix = household_prefix
        self.people = []
        self.taken = set()
        self.households = 0

    def person(self, ages, is_man=None, place=None, surname=None):
        """Somebody of an age in `ages` (from, to)."""
        rng = self.rng
        if is_man is None:
            is_man = rng.random() < 0.5
        birth = self.as_of - datetime.timedelta(
            days=rng.randint(ages[0] * 366, ages[1] * 365 + 200))
        name = surname or rng.choices(SURNAMES, WEIGHTS)[0]
        name += rng.choice(GIVEN[is_man, birth.year < 1995])
        serial = 2 * rng.randrange(100, 480) + is_man
        while (birth, serial) in self.taken:
            serial = 2 * rng.randrange(100, 480) + is_man
        return self._add(birth, serial, name, place or self.places.any_place(rng))

    def named(self, name, birth, is_man, place):
        """Somebody whom the page lists: serials below 100 are theirs."""
        serial = 10 + is_man
        while (birth, serial) in self.taken:
            serial += 2
        person = self._add(birth, serial, name, place)
        person.is_named = True
        self.alone(person)
        return person

    def _add(self, birth, serial, name, place):
        self.taken.add((birth, serial))
        person = Person(identity.id_number(birth, serial), name, birth,
                        serial % 2 == 1, place,
                        identity.age(birth, self.as_of))
        self.people.append(person)
        return person

    def alone(self, person):
        """A household of one."""
        self.home([person])
        return person

    def family(self, place=None):
        """A household of one to five, by no means always a couple."""
        rng = self.rng
        place = place or self.places.any_place(rng)
        head = self.person((32, 74), rng.random() < 0.72, place)
        surname, age = head.name[0], head.age
        members = [head]

        def add(relation, ages, is_man=None, own=True):
            member = self.person((max(0, ages[0]), max(1, ages[1])), is_man,
                                 place, surname if own else None)
            member.relation = relation
            members.append(member)

        if rng.random() < 0.62:
            add("配偶", (age - 4, age + 3), not head.is_man, own=False)
        for _ in range(rng.choice((0, 0, 1, 1, 2))):
            is_man = rng.random() < 0.52
            add("之子" if is_man else "之女", (age - 30, age - 24), is_man,
                own=head.is_man)
        if age > 55 and rng.random() < 0.35:
            is_man = rng.random() < 0.52
            add("之孙子" if is_man else "之孙女", (age - 56, age - 48), is_man)
        if age < 58 and rng.random() < 0.3:
            add("之母", (age + 22, age + 30), False, own=False)
        return self.home(members)

    def home(self, members):
        """A household of these people; the first is its head."""
        self.households += 1
        household = Household(f"{self.household_prefix}{self.households:08d}",
                              members)
        for member in members:
            member.household = household
        return household
