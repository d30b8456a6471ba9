"""Lays a sheet out as a grid of cells: titles, header, people, totals, notes.

The grid knows nothing of file formats; writers.py does. Rows and columns of
the grid count from 0, an entry's `row` from 1 as Excel shows it.
"""

from dataclasses import dataclass, field

from .fields import Formula, value

LEVELS = ("county", "town", "village", "household")


@dataclass
class Grid:
    name: str
    cells: dict = field(default_factory=dict)  # (row, column) -> (value, style)
    merges: list = field(default_factory=list)  # (row, column, row, column)
    hidden_rows: set = field(default_factory=set)
    widths: list = field(default_factory=list)
    header: tuple = (0, 0)  # first and last row, for printing
    is_hidden: bool = False
    streamed: bool = False

    def put(self, row, column, what, style):
        self.cells[row, column] = (what, style)

    def merge(self, row, column, last_row, last_column):
        if (row, column) != (last_row, last_column):
            self.merges.append((row, column, last_row, last_column))


def table(name, title, labels, rows):
    """A small sheet of figures: title, labels, rows."""
    grid = Grid(name, widths=[16] * len(labels), header=(1, 1))
    grid.put(0, 0, title, "title")
    grid.merge(0, 0, 0, len(labels) - 1)
    for at in range(1, len(labels)):
        grid.put(0, at, "", "title")
    for number, row in enumerate((labels, *rows), 1):
        style = "head" if number == 1 else "cell"
        if row[0] == "合计":
            style = "sum"
        for at, what in enumerate(row):
            grid.put(number, at, what, style)
    return grid


def lay_out(sheet):
    """The sheet's grid; sets every entry's row."""
    builder = _Builder(sheet)
    builder.head()
    builder.body()
    builder.foot()
    return builder.grid


def in_order(sheet):
    """Town by town, household by household; stragglers at the end."""
    counties = list(sheet.book.month.region.places.counties)

    def key(entry):
        county, town, village = entry.place
        order = (counties.index(county) if county in counties else 99)
        home = entry.person.household
        return (entry.goes_last, order, town, village, home.number,
                home.members.index(entry.person), entry.goes_last)

    return sorted(sheet.entries, key=key)


def _merge_key(entry, level):
    home = entry.person.household.number
    return (*entry.place, home)[:LEVELS.index(level) + 1]


class _Builder:
    def __init__(self, sheet):
        self.sheet = sheet
        self.form = sheet.form
        self.columns = self.form.columns
        self.merges = not self.form.plain and not sheet.book.is_text
        self.grid = Grid(sheet.name, is_hidden=sheet.is_hidden,
                         streamed=self.form.streamed,
                         widths=[c.width for c in self.columns])
        self.row = 0
        self.run = []  # entries since the last row that is no person's
        self.seq = 0

    @property
    def last(self):
        return len(self.columns) - 1

    def head(self):
        county = self.sheet.county or self.sheet.book.month.region.name
        for text, style in ((self.form.title, "title"),
                            *((line, "line") for line in self.form.lines)):
            if text:
                text = text.replace("{county}", county)
                self.grid.put(self.row, 0, text, style)
                self.grid.merge(self.row, 0, self.row, self.last)
                self.row += 1
        first = self.row
        self.header()
        self.grid.header = (first, self.row - 1)

    def header(self):
        """One row, or two where columns have groups."""
        grid, deep = self.grid, any(c.group for c in self.columns)
        start = 0
        for at, column in enumerate(self.columns):
            if not deep or not column.group:
                grid.put(self.row, at, column.label, "head")
                if deep:
                    grid.put(self.row + 1, at, "", "head")
                    grid.merge(self.row, at, self.row + 1, at)
                start = at + 1
                continue
            if at == start or column.group != self.columns[at - 1].group:
                start = at
                grid.put(self.row, at, column.group, "head")
            else:
                grid.put(self.row, at, "", "head")
            grid.put(self.row + 1, at, column.label, "head")
            if at == self.last or self.columns[at + 1].group != column.group:
                grid.merge(self.row, start, self.row, at)
        self.row += 1 + deep

    def body(self):
        before = None
        for entry in in_order(self.sheet):
            self._between(before, entry)
            self._person(entry)
            before = entry
        if before and self.form.subtotal:
            self._total("小计", self.form.subtotal, before)
        self._flush()
        if self.form.has_total:
            self._sum_row("合计", self.seq)

    def _between(self, before, entry):
        """What stands between two people."""
        level = self.form.subtotal
        if before is None:
            return
        if level and _merge_key(before, level) != _merge_key(entry, level):
            self._total("小计", level, before)
        elif self.form.header_every and self.seq % self.form.header_every == 0:
            self._flush()
            self.header()
        elif entry.facts.get("blank row before"):
            self._flush()
            self.row += 1

    def _total(self, word, level, before):
        key = _merge_key(before, level)
        count = sum(1 for e in self.sheet.entries
                    if _merge_key(e, level) == key
                    and e.goes_last == before.goes_last)
        self._flush()
        self._sum_row(word, count)

    def _sum_row(self, word, count):
        for at in range(len(self.columns)):
            self.grid.put(self.row, at, "", "sum")
        self.grid.put(self.row, 0, word, "sum")
        self.grid.put(self.row, 4, f"{count}人", "sum")
        self.row += 1

    def _person(self, entry):
        self.seq += 1
        entry.row = self.row + 1
        for at, column in enumerate(self.columns):
            self.grid.put(self.row, at, self._cell(entry, column), column.style)
        if entry.is_hidden:
            self.grid.hidden_rows.add(self.row)
        self.run.append(entry)
        self.row += 1

    def _cell(self, entry, column):
        if column.key == "seq":
            return self.seq
        if column.key == "row number":
            skip = self.grid.header[1] + 1
            return Formula(f"=ROW()-{skip}", entry.row - skip)
        return value(entry, column.key)

    def _flush(self):
        """Merges the run's equal cells down the columns that are so set."""
        top = self.row - len(self.run)
        for at, column in enumerate(self.columns):
            if not (self.merges and column.merge):
                continue
            start = 0
            keys = [_merge_key(e, column.merge) for e in self.run] + [None]
            for i in range(1, len(keys)):
                if keys[i] == keys[start]:
                    self.grid.put(top + i, at, "", column.style)
                else:
                    self.grid.merge(top + start, at, top + i - 1, at)
                    start = i
        self.run = []

    def foot(self):
        for text in self.form.foot:
            self.grid.put(self.row, 0, text, "note")
            self.grid.merge(self.row, 0, self.row, self.last)
            self.row += 1
