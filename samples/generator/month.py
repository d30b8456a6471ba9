"""A month: the workbooks that arrive, and the people on them."""

import datetime
from dataclasses import dataclass

from . import answers
from .answers import Rules
from .people import Population
from .places import Places
from .roster import Book


@dataclass(frozen=True)
class Region:
    """What is the same in every month of a region."""

    key: str  # the folder below samples/
    name: str  # 眉山市
    places: Places
    rules: Rules
    household_prefix: str


class Month:
    """Books, sheets by kind (or by kind and county), and the population. Of
    a month that only tells changes, `before` is the month they change."""

    mode = "full"  # who is not on its lists has gone; "change" = stays
    about = ""  # what is particular about it, for a page of several months

    def __init__(self, region, as_of, rng, before=None):
        self.region = region
        self.as_of = as_of
        self.rng = rng
        self.before = before
        self.population = before.population if before else Population(
            rng, region.places, as_of, region.household_prefix)
        self.books = []
        self.sheets = {}
        self.stories = []  # named.Story
        self.trouble_kinds = ()  # troubles.Kind

    @property
    def period(self):
        return self.as_of.strftime("%Y-%m")

    @property
    def made(self):
        """When the files are said to have been written: days later."""
        return datetime.datetime.combine(
            self.as_of + datetime.timedelta(days=5), datetime.time(9, 30))

    def book(self, path, **values):
        """A file that the department named by its folder sends."""
        book = Book(path, path.split("/")[0], self, **values)
        self.books.append(book)
        return book

    def make_trouble(self, kind, seed):
        """Puts the troubles (a troubles.Troubles) in."""
        troubles = kind(self, seed)
        troubles.fill()
        self.trouble_kinds = troubles.kinds

    def add_extras(self):
        """Puts sheets beside the lists, once these are laid out."""

    def entries(self):
        """All rows that are meant to count: not those of hidden sheets."""
        return [entry for book in self.books for sheet in book.sheets
                if not sheet.is_hidden for entry in sheet.entries]

    # ---- people ----

    def some_day(self, first=2016, last=2023):
        """A day from January `first` to July `last`."""
        start = datetime.date(first, 1, 4)
        days = (datetime.date(last, 7, 28) - start).days
        return start + datetime.timedelta(days=self.rng.randrange(days))

    def others_on(self, *kinds):
        """People on any of the rosters, each once, in a fixed order."""
        seen = {}
        for key, sheet in self.sheets.items():
            if (key if isinstance(key, str) else key[0]) in kinds:
                for entry in sheet.entries:
                    if not entry.person.is_named:
                        seen[entry.person] = True
        return list(seen)

    def some(self, people, count, fits):
        fitting = [p for p in people if fits(p)]
        return self.rng.sample(fitting, count)

    def new(self, count, ages, counties=None, **values):
        """People who live alone."""
        for _ in range(count):
            place = self.region.places.any_place(
                self.rng, self.rng.choice(counties) if counties else None)
            yield self.population.alone(
                self.population.person(ages, place=place, **values))

    def earlier(self, code, count):
        """Rows of the month before, of people who stand there once, without
        troubles."""
        rows = {}
        for entry in self.before.entries():
            rows.setdefault(entry.person, []).append(entry)
        fitting = [found[0] for found in rows.values()
                   if len(found) == 1 and found[0].code == code
                   and found[0].movement != "减员" and not found[0].troubles
                   and not found[0].person.is_named]
        return self.rng.sample(fitting, count)

    # ---- everybody again ----

    def resend(self, key, sheet, gone=0, county=""):
        """Puts on the sheet whoever stood on lists of these kinds, but for
        some; rows that had gone back come right this time."""
        rows = {}
        for entry in (*answers.standing(self.before),
                      *(e for e in self.before.entries() if e.returned)):
            if (answers.kind_of(entry.sheet) in key
                    and (not county or entry.place[0] == county)
                    and not (entry.ended and entry.ended <= self.as_of)):
                rows.setdefault((entry.person, entry.code), entry)
        unnamed = [at for at, e in rows.items() if not e.person.is_named]
        for at in self.rng.sample(unnamed, gone):
            del rows[at]
        for (person, code), entry in rows.items():
            sheet.add(person, code=code, word=entry.word,
                      recognised=entry.recognised, ended=entry.ended,
                      grades=entry.grades, kind=entry.kind, state=entry.state,
                      facts=dict(entry.facts))

    def drop(self, key, person):
        """Takes somebody off a list that names everybody."""
        sheet = self.sheets[key]
        sheet.entries = [e for e in sheet.entries if e.person is not person]

    def standing_alone(self, code, count):
        """Rows that stand, of people who stand there once."""
        rows = {}
        for entry in answers.standing(self.before):
            rows.setdefault(entry.person, []).append(entry)
        fitting = [found[0] for found in rows.values()
                   if len(found) == 1 and found[0].code == code
                   and not found[0].troubles and not found[0].person.is_named]
        return self.rng.sample(fitting, count)
