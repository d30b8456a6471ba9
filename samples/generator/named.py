"""People whom the page lists by name: one for each rule and each border.

Every one says what is expected; the answer key must agree, or nothing is
written.
"""

import datetime
from dataclasses import dataclass

from . import answers
from .people import Person


@dataclass(frozen=True)
class Story:
    person: Person
    code: str  # "" = no category counts; None = on no roster at all
    why: str


def day(text):
    return datetime.date.fromisoformat(text)


class Named:
    """Puts them on the month's rosters; what becomes of each is a story."""

    def __init__(self, month):
        self.month = month
        self.stories = month.stories

    def who(self, name, birth, sex, county, code, why):
        """Somebody new, and what is expected."""
        places = self.month.region.places
        towns = places.counties[county]
        town = towns[len(self.stories) % min(4, len(towns))]
        place = (county, town, places.villages(town)[0])
        person = self.month.population.named(name, day(birth), sex == "男", place)
        self.stories.append(Story(person, code, why))
        return person

    def again(self, name, code, why):
        """A person of the month before, and what is expected now."""
        month = self.month.before
        while not any(s.person.name == name for s in month.stories):
            month = month.before
        person = next(s.person for s in month.stories if s.person.name == name)
        self.stories.append(Story(person, code, why))
        return person

    def row(self, person, code):
        """The row that certified the identity up to now."""
        return next(e for e in answers.standing(self.month.before)
                    if e.person is person and e.code == code)

    def on(self, roster, person, **values):
        return self.month.on(roster, person, **values)
