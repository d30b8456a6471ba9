"""What a roster is made of: entries on sheets in workbooks."""

import datetime
from dataclasses import dataclass, field

from .people import Person


@dataclass(eq=False)
class Entry:
    """One row about one person, and what is wrong with it."""

    person: Person
    code: str  # of the category that the row certifies
    word: str = ""  # the category in the sheet's words
    recognised: datetime.date = None
    ended: datetime.date = None
    grades: frozenset = frozenset()  # disability grades that the row tells
    kind: int = 0  # of disability, 1-7
    state: str = "正常"  # of the certificate
    movement: str = ""
    facts: dict = field(default_factory=dict)  # what the columns ask for
    shown: dict = field(default_factory=dict)  # column key -> what stands there
    troubles: list = field(default_factory=list)
    returned: str = ""  # the code with which the row goes back
    is_hidden: bool = False
    goes_last: bool = False  # stands at the sheet's end, out of order
    sheet: "Sheet" = None
    row: int = 0  # as Excel shows it, once laid out

    @property
    def place(self):
        return self.facts.get("place", self.person.place)

    @property
    def as_of(self):
        """The cut-off day of the month that the row belongs to."""
        return self.sheet.book.month.as_of

    @property
    def kinds(self):
        """Of the disability; several where the column lists them."""
        return self.facts.get("kinds", frozenset({self.kind} - {0}))

    @property
    def shown_name(self):
        return self.shown.get("name", self.person.name)


@dataclass(eq=False)
class Sheet:
    """A list of one office."""

    name: str
    form: "object"  # form.Form
    county: str = ""  # "" where a column tells it
    is_hidden: bool = False  # an old list: nobody on it counts
    mode: str = ""  # "full" or "change"; "" = as the month's other lists
    entries: list = field(default_factory=list)
    book: "Book" = None
    county_column: bool = True

    def add(self, person, **values):
        """Puts somebody on the list."""
        values.setdefault("code", self.form.code)
        values.setdefault("word", self.form.word)
        entry = Entry(person, sheet=self, **values)
        self.entries.append(entry)
        return entry


@dataclass(eq=False)
class Book:
    """A file as a department sends it."""

    path: str  # below the month's folder
    department: str
    month: "object"  # month.Month
    sheets: list = field(default_factory=list)
    extras: list = field(default_factory=list)  # grids beside the lists
    encoding: str = "gb18030"  # of a file that is text
    is_late: bool = False  # sent after the others, in answer to a question

    @property
    def name(self):
        return self.path.rsplit("/", 1)[-1]

    @property
    def suffix(self):
        return self.path.rsplit(".", 1)[-1]

    @property
    def is_text(self):
        return self.suffix in ("csv", "txt")

    def sheet(self, *args, **values):
        sheet = Sheet(*args, book=self, **values)
        self.sheets.append(sheet)
        return sheet
