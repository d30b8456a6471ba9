"""The answer key: what is to come out, from knowing who was put where.

It shares nothing with the program: order, amounts and conditions are written
down here a second time, from the document (眉医保办发〔2023〕18号 三).
"""

import csv
import io

from .people import AS_OF
from .places import COUNTIES

MEDICAL, FISCAL = "医疗救助资金", "财政专项资金"
PREMIUM = 38000

# category, share in percent, fund, who applies: in the order of the loads
ORDER = (
    ("993406", 25, MEDICAL, "医保"),
    ("230202", 75, MEDICAL, "医保"), ("230508", 75, MEDICAL, "医保"),
    ("230705", 75, MEDICAL, "医保"),
    ("2303", 75, MEDICAL, "医保"), ("2305", 75, FISCAL, "民政"),
    ("236010", 100, FISCAL, "卫健"),
    ("01", 100, FISCAL, "自然资源"),
    ("236046", 100, FISCAL, "残联"),
    *((code, 100, FISCAL, "退役军人") for code in (
        "9925", "992601", "2101", "216002", "9934", "246003", "9935", "9901",
        "9930", "9931", "9917", "9918", "9919", "9920", "9921", "9922",
        "9923")),
    ("2361", 100, MEDICAL, "医保"), ("2304", 100, MEDICAL, "医保"),
)
RANK = {row[0]: rank for rank, row in enumerate(ORDER)}
EXCLUSIVE = (("2303", "2305"), ("9901", "9930", "9931", "9917", "9918", "9919",
                                "9920", "9921", "9922", "9923"))
NO_DOTS = {ord(dot): None for dot in "·•・‧．"}


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


def counts(entry):
    """Whether the row says anything on 31 August."""
    return not ((entry.recognised and entry.recognised > AS_OF)
                or (entry.ended and entry.ended <= AS_OF)
                or entry.state in ("注销", "过期", "冻结")
                or entry.movement == "减员")


def is_eligible(code, person, grades):
    if code == "2305":
        return person.age >= 60 or person.age < 18 or bool(grades & {3, 4})
    if code == "236046":
        return bool(grades & {1, 2})
    return True


def tidy(name):
    """The name without the spaces that clerks put around and into it."""
    return "".join(name.split())


def decide(entries):
    """What one person gets, from the rows that were not returned: the row of
    ORDER (None = nothing), the name and the county. Where winning rows differ
    in these, the smaller ones hold, so that no file's name matters."""
    evidence = [e for e in entries if counts(e)]
    grades = frozenset().union(*(e.grades for e in evidence))
    eligible = [e for e in evidence
                if is_eligible(e.code, e.person, grades)]
    last = max((RANK[e.code] for e in eligible), default=None)
    winners = [e for e in eligible if RANK[e.code] == last]
    name, county = min((tidy(e.shown_name), e.place[0])
                       for e in winners or evidence or entries)
    return None if last is None else ORDER[last], name, county


def decisions(entries):
    """One row a person with an accepted row, sorted by number."""
    found = fates(entries)
    people = {}
    for entry in entries:
        if found[entry] != "returned":
            people.setdefault(entry.person, []).append(entry)
    for person in sorted(people, key=lambda p: p.number):
        row, name, county = decide(people[person])
        code, share, fund, applicant = row or ("", 0, "", "")
        subsidy = PREMIUM * share // 100
        accepted = sum(found[e] == "accepted" for e in people[person])
        yield (person.number, name, county, code, subsidy, PREMIUM - subsidy,
               fund, applicant, accepted)


DECISIONS = ("id_number", "name", "county", "category_code", "subsidy_fen",
             "personal_due_fen", "fund", "applicant", "evidence")


def decisions_csv(month):
    return table(DECISIONS, decisions(month.entries()))


def warnings(person_rows):
    """What is remarked about the rows of one person that are not returned."""
    names = {tidy(e.shown_name).translate(NO_DOTS) for e in person_rows}
    codes = {e.code for e in person_rows}
    for entry in person_rows:
        rivals = next((group for group in EXCLUSIVE if entry.code in group), ())
        if entry.is_hidden:
            yield entry, "row-hidden"
        if entry.place[0] not in COUNTIES:
            yield entry, "county-not-listed"
        if entry.recognised and entry.ended and entry.ended < entry.recognised:
            yield entry, "date-order"
        if len(names) > 1:
            yield entry, "name-conflict"
        if len(codes.intersection(rivals)) > 1:
            yield entry, "categories-exclude"


def returns_csv(month):
    """Findings on rows, by file, sheet, row: rows that go back, and rows
    that count and that someone should look at."""
    people = {}
    for entry in month.entries():
        if not entry.returned:
            people.setdefault(entry.person, []).append(entry)
    found = [(e, e.returned, "error") for e in month.entries() if e.returned]
    found += [(*warning, "warning") for rows in people.values()
              for warning in warnings(rows)]
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
    for row in decisions(month.entries()):
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
