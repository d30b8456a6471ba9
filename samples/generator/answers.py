"""The answer key: what is to come out, from knowing who was put where.

It shares nothing with the program: each region's rules.py writes order,
amounts and conditions down a second time, from the document.
"""

import csv
import datetime
import io
from dataclasses import dataclass, field

from . import identity

NO_DOTS = {ord(dot): None for dot in "·•・‧．"}


@dataclass(frozen=True)
class Facts:
    """What is known about a person on the cut-off day."""

    age: int
    is_man: bool
    grades: frozenset  # of disability
    kinds: frozenset


@dataclass(frozen=True)
class Rules:
    """What a region's document orders."""

    premium: int  # fen
    order: tuple  # code, share in percent, fund, who applies; last load wins
    is_eligible: object  # (code, Facts) -> bool
    exclusive: tuple = ()  # groups of codes of which nobody has two
    lists_counties: bool = True
    last_day: datetime.date = None  # recognised later: for the next year
    rank: dict = field(default_factory=dict)

    def __post_init__(self):
        self.rank.update((row[0], rank) for rank, row in enumerate(self.order))


def in_place_order(entries):
    """By the file's name, the sheet's place in it, the row."""
    return sorted(entries, key=lambda e: (
        e.sheet.book.name.encode(), e.sheet.book.sheets.index(e.sheet), e.row))


def fates(entries):
    """Entry -> accepted, duplicate or returned."""
    found, seen = {}, set()
    for entry in in_place_order(entries):
        key = (entry.sheet.book.department, entry.person.number, entry.code)
        if entry.returned:
            found[entry] = "returned"
        else:
            found[entry] = "duplicate" if key in seen else "accepted"
            seen.add(key)
    return found


def counts(rules, entry, as_of):
    """Whether the row says anything on the cut-off day."""
    day = entry.recognised
    is_early = day and (day > as_of or (rules.last_day and day > rules.last_day))
    return not (is_early or (entry.ended and entry.ended <= as_of)
                or entry.state in ("注销", "过期", "冻结")
                or entry.movement in ("减员", "退出"))


def tidy(name):
    """The name without the spaces that clerks put around and into it."""
    return "".join(name.split())


def decide(rules, entries, as_of):
    """What one person gets, from the rows that were not returned: the row of
    the order (None = nothing), the name and the county. Where winning rows
    differ in these, the smaller ones hold, so that no file's name matters."""
    evidence = [e for e in entries if counts(rules, e, as_of)]
    person = entries[0].person
    facts = Facts(identity.age(person.birth, as_of), person.is_man,
                  frozenset().union(*(e.grades for e in evidence)),
                  frozenset().union(*(e.kinds for e in evidence)))
    eligible = [e for e in evidence if rules.is_eligible(e.code, facts)]
    last = max((rules.rank[e.code] for e in eligible), default=None)
    winners = [e for e in eligible if rules.rank[e.code] == last]
    name, county = min((tidy(e.shown_name), e.place[0])
                       for e in winners or evidence or entries)
    return None if last is None else rules.order[last], name, county


def decisions(rules, entries, as_of):
    """One row a person with an accepted row, sorted by number."""
    found = fates(entries)
    people = {}
    for entry in entries:
        if found[entry] != "returned":
            people.setdefault(entry.person, []).append(entry)
    for person in sorted(people, key=lambda p: p.number):
        row, name, county = decide(rules, people[person], as_of)
        code, share, fund, applicant = row or ("", 0, "", "")
        subsidy = rules.premium * share // 100
        accepted = sum(found[e] == "accepted" for e in people[person])
        yield (person.number, name, county, code, subsidy,
               rules.premium - subsidy, fund, applicant, accepted)


def month_decisions(month):
    return decisions(month.region.rules, month.entries(), month.as_of)


def kind_of(sheet):
    """The kind of list that it is in its month."""
    key = next(k for k, s in sheet.book.month.sheets.items() if s is sheet)
    return key if isinstance(key, str) else key[0]


def covered(month):
    """Kind and county of full lists: who is not on them has gone."""
    found = set()
    for book in month.books:
        for sheet in book.sheets:
            if not sheet.is_hidden and (sheet.mode or month.mode) == "full":
                counties = {e.place[0] for e in sheet.entries}
                counties |= {sheet.county} - {""}
                found |= {(kind_of(sheet), county) for county in counties}
    return found


def standing(month):
    """The rows that hold at the month's end: its own, and of those before the
    rows of people on whom nothing came: their office sent changes only, or
    nothing, or what it sent goes back. Who is removed is no evidence of
    anything."""
    news = [e for e in month.entries() if not e.returned]
    if month.before is None:
        return news

    def key(entry):
        return entry.sheet.book.department, entry.person, entry.code

    gone = {key(e) for e in news if e.movement == "减员"}
    changed = {key(e) for e in news}
    waiting = {key(e)[:2] for e in month.entries() if e.returned}
    full = covered(month)
    kinds = {}

    def stays(entry):
        if key(entry) in changed or (
                entry.ended and entry.ended <= month.as_of):
            return False
        if entry.sheet not in kinds:
            kinds[entry.sheet] = kind_of(entry.sheet)
        return (key(entry)[:2] in waiting
                or (kinds[entry.sheet], entry.place[0]) not in full)

    return [e for e in standing(month.before) if stays(e)] + [
        e for e in news if key(e) not in gone]


def outcome(month):
    """What everybody gets at the month's end."""
    return decisions(month.region.rules, standing(month), month.as_of)


def holders(month):
    """Of it, those who have an identity: number -> row."""
    return {row[0]: row for row in outcome(month) if row[3]}


def after_csv(month):
    return table(DECISIONS[:-1], [row[:-1] for row in holders(month).values()])


def what_changes(was, now):
    """added, removed, kept or changed."""
    if not was or not now:
        return "added" if now else "removed"
    is_kept = was[3:5] == now[3:5] and was[6:8] == now[6:8] and (
        was[2] == now[2] or not now[4])
    return "kept" if is_kept else "changed"


def movements_csv(month):
    """Who is added, removed, changed or kept, and each fund's difference."""
    was, now = holders(month.before), holders(month)
    rows = []
    for number in sorted({*was, *now}):
        before, after = was.get(number), now.get(number)
        funds = {(after or before)[6]: 0}
        for row, sign in ((before, -1), (after, 1)):
            if row and row[4]:
                funds[row[6]] = funds.get(row[6], 0) + sign * row[4]
        if before and after and before[2:8] == after[2:8]:
            funds = {after[6]: 0}
        rows += [(number, what_changes(before, after),
                  before[3] if before else "", after[3] if after else "",
                  fund, funds[fund]) for fund in sorted(funds)]
    return table(("id_number", "kind", "from_code", "to_code", "fund",
                  "delta_fen"), rows)


def requests_csv(month):
    """What each applicant adds, takes off and has requested in all, by fund."""
    was = holders(month.before) if month.before else {}
    now = holders(month)
    sums = {}

    def add(row, at):
        if row and row[4]:
            sums.setdefault((row[7], row[6]), [0] * 6)[at] += 1
            sums[row[7], row[6]][at + 1] += row[4]

    for number in {*was, *now}:
        before, after = was.get(number), now.get(number)
        add(after, 4)
        if not (before and after and before[2:8] == after[2:8]):
            add(before, 2)
            add(after, 0)
    return table(("applicant", "fund", "added_heads", "added_fen",
                  "deducted_heads", "deducted_fen", "heads", "fen"),
                 [(*key, *sums[key]) for key in sorted(sums)])


DECISIONS = ("id_number", "name", "county", "category_code", "subsidy_fen",
             "personal_due_fen", "fund", "applicant", "evidence")


def decisions_csv(month):
    return table(DECISIONS, month_decisions(month))


def warnings(region, person_rows, as_of):
    """What is remarked about the rows of one person that are not returned."""
    names = {tidy(e.shown_name).translate(NO_DOTS) for e in person_rows}
    codes = {e.code for e in person_rows
             if counts(region.rules, e, as_of)}
    for entry in person_rows:
        rivals = next((group for group in region.rules.exclusive
                       if entry.code in group), ())
        if entry.is_hidden:
            yield entry, "row-hidden"
        if (region.rules.lists_counties
                and entry.place[0] not in region.places.counties):
            yield entry, "county-not-listed"
        if entry.recognised and entry.ended and entry.ended < entry.recognised:
            yield entry, "date-order"
        if len(names) > 1:
            yield entry, "name-conflict"
        if (len(codes.intersection(rivals)) > 1
                and counts(region.rules, entry, as_of)):
            yield entry, "categories-exclude"


def is_near(one, other):
    """Whether the first 17 digits differ in one place, or two are swapped."""
    at = [i for i in range(17) if one[i] != other[i]]
    return len(at) == 1 or (len(at) == 2 and one[at[0]] == other[at[1]]
                            and one[at[1]] == other[at[0]])


def near_numbers(people):
    """Rows of people of the same name and birth date whose numbers are near;
    such people have one row each."""
    alike = {}
    for person, rows in people.items():
        name = tidy(rows[0].shown_name).translate(NO_DOTS)
        alike.setdefault((name, person.birth), []).append(person)
    for group in alike.values():
        for person in group:
            for other in group:
                if person is not other and is_near(person.number, other.number):
                    (entry,) = people[person]
                    yield entry, "near-number"


def returns_csv(month):
    """Findings on rows, by file, sheet, row: rows that go back, and rows
    that count and that someone should look at."""
    people = {}
    for entry in month.entries():
        if not entry.returned:
            people.setdefault(entry.person, []).append(entry)
    found = [(e, e.returned, "error") for e in month.entries() if e.returned]
    found += [(*warning, "warning") for rows in people.values()
              for warning in warnings(month.region, rows, month.as_of)]
    found += [(*warning, "warning") for warning in near_numbers(people)]
    place = {e: at for at, e in enumerate(in_place_order(month.entries()))}
    found.sort(key=lambda row: (place[row[0]], row[1]))
    return table(("file", "sheet", "row", "code", "severity"),
                 [(e.sheet.book.name, e.sheet.name, e.row, code, severity)
                  for e, code, severity in found])


def sheets_csv(month):
    """Rows of each list by fate."""
    found = fates(month.entries())
    rows = []
    for book in sorted(month.books, key=lambda b: b.name.encode()):
        for sheet in book.sheets:
            if not sheet.is_hidden:
                tally = [sum(found[e] == fate for e in sheet.entries)
                         for fate in ("accepted", "duplicate", "returned")]
                rows.append((book.name, sheet.name, *tally))
    return table(("file", "sheet", "accepted", "duplicate", "returned"), rows)


def totals_csv(month):
    """Heads and fen by fund and applicant."""
    sums = {}
    for row in month_decisions(month):
        tally = sums.setdefault((row[6], row[7]), [0, 0, 0])
        for at, value in enumerate((1, row[4], row[5])):
            tally[at] += value
    rows = [(*key, *sums[key]) for key in sorted(sums)]
    return table(("fund", "applicant", "heads", "subsidy_fen",
                  "personal_due_fen"), rows)


def table(labels, rows):
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(labels)
    lines.writerows(rows)
    return out.getvalue()
