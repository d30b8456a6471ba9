"""A list of who is insured, as it comes out of the insurance system.

Most of the people whom the month's rosters certify stand on it, and as many
residents whom no roster names. The people and the month are not touched: the
list has a random sequence of its own.
"""

import random

from . import answers, identity, writers
from .layout import table
from .people import Population

INSURED_SHARE = 0.86  # of the people with an identity
OTHERS = 400
LABELS = ("序号", "姓名", "身份证号码", "{county}", "村（社区）", "参保人员类别",
          "参保日期")


class Row:
    """A line of the list; `counts` where its number can be read."""

    def __init__(self, number, name, place, kind):
        self.number = number
        self.shown = number
        self.name = name
        self.place = place
        self.kind = kind
        self.counts = True


class List:
    """The list of a month; `targets` are the document's, by place."""

    def __init__(self, month, seed, targets, noun, title):
        self.month = month
        self.rng = random.Random(seed)
        self.targets = targets
        self.noun = noun
        self.title = title
        self.special = {row[0]: row for row in answers.month_decisions(month)
                        if row[3]}
        self.rows = self._special() + self._others()
        self.rng.shuffle(self.rows)
        self._troubles()

    def _special(self):
        people = {e.person.number: e.person for e in self.month.entries()}
        return [Row(number, row[1], (row[2], "", people[number].place[2]),
                    "其他居民")
                for number, row in self.special.items()
                if self.rng.random() < INSURED_SHARE]

    def _others(self):
        population = Population(self.rng, self.month.region.places,
                                self.month.as_of, "")
        population.taken |= self.month.population.taken
        kinds = ("成年居民", "成年居民", "老年居民", "中小学生", "学龄前儿童")
        return [Row(p.number, p.name, p.place, self.rng.choice(kinds))
                for p in (population.person((0, 90)) for _ in range(OTHERS))]

    def _troubles(self):
        """Numbers written otherwise, a few that cannot be read, people who
        stand there twice, people without a place."""
        rows = self.rng.sample(self.rows, 40)
        for row in rows[:8]:
            row.shown = f" {row.number[:6]} {row.number[6:14]} {row.number[14:]}"
        for row in rows[8:16]:
            row.shown = row.number.lower()
        for row in rows[16:22]:
            row.shown = identity.wrong_check(row.number)
            row.counts = False
        for row in rows[22:32]:
            self.rows.append(Row(row.number, row.name, row.place, row.kind))
        for row in rows[32:]:
            row.place = ("", "", "")

    # ---- what comes out ----

    def insured(self):
        """Number -> place, each person once."""
        return {row.number: row.place[0] for row in self.rows if row.counts}

    def answers_csv(self):
        """Each place with its target, insured people, people with an
        identity, and those of them on the list."""
        insured = self.insured()
        tally = {place: [0, 0, 0] for place in self.targets}

        def at(place):
            return tally.setdefault(place or "未注明", [0, 0, 0])

        for place in insured.values():
            at(place)[0] += 1
        for number, row in self.special.items():
            at(row[2])[1] += 1
            at(row[2])[2] += number in insured
        return answers.table(
            ("place", "target", "enrolled", "special", "insured"),
            [(place, self.targets.get(place, ""), *counts)
             for place, counts in tally.items()])

    def write(self, path, encoding="utf-8"):
        labels = [label.format(county=self.noun) for label in LABELS]
        day = self.month.made.strftime("%Y-%m-%d")
        rows = [(str(number), row.name, row.shown, row.place[0], row.place[2],
                 row.kind, day) for number, row in enumerate(self.rows, 1)]
        writers.write(path, [table("参保人员", self.title, labels, rows)],
                      self.month.made, encoding)
