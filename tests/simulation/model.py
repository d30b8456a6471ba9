"""What daopan must come to, month by month: a second computation that shares
nothing with the program but the documents. Persons, rows and money are plain
Python values; every rule stands in one place, written for reading, not speed.
"""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..",
                                "independent"))
from meishan import Meishan, ORDER  # noqa: E402

from world import DEPARTMENT  # noqa: E402

REGION = Meishan()
BY_CODE = {code: (name, subsidy, fund, applicant)
           for code, name, subsidy, fund, applicant in ORDER}
DROP_LIMIT = 0.20


class Attributes:
    def __init__(self, birth, grades, as_of):
        self.grades = grades
        self.age = as_of.year - birth.year - (
            (as_of.month, as_of.day) < (birth.month, birth.day))


class Decision:
    def __init__(self, code, county, evidence):
        self.code, self.county, self.evidence = code, county, evidence

    @property
    def claim(self):
        """applicant, fund, county, category, amount; None where nothing."""
        if self.code is None:
            return None
        _, subsidy, fund, applicant = BY_CODE[self.code]
        return (applicant, fund, self.county, self.code, subsidy)


class Model:
    def __init__(self, refund_after_receipt=True):
        self.standing = {}  # (number, department, code) -> row, kind, county
        self.accounts = {}  # number -> (claim, since)
        self.decisions = {}
        self.closed = []
        self.history = []
        self.refund_after_receipt = refund_after_receipt

    # ---- what stands ----

    def drops(self, sheets):
        """Units whose full roster became too short: kind, county, before,
        now."""
        units = {(sheet.kind, sheet.county) for sheet in sheets
                 if sheet.mode == "full"}
        before, now = {}, {}
        for (number, _, _), (row, kind, county) in self.standing.items():
            if (kind, county) in units:
                before.setdefault((kind, county), set()).add(number)
        removed = {(row.person.number, DEPARTMENT[row.kind], row.code): row
                   for sheet in sheets for row in sheet.rows
                   if row.movement == "减员" and not row.fault}
        for sheet in sheets:
            for row in sheet.rows:
                unit = (sheet.kind, row.county)
                if unit in units:
                    key = object() if row.fault else row.person.number
                    now.setdefault(unit, set()).add(key)
        for key, (row, kind, county) in self.standing.items():
            told = removed.get(key)
            if told is not None and (told.kind, told.county) != (kind, county):
                now.setdefault((kind, county), set()).add(("removed",) + key)
        short = []
        for unit, people in before.items():
            left = len(now.get(unit, ()))
            if len(people) - left > DROP_LIMIT * len(people):
                short.append((*unit, len(people), left))
        return sorted(short)

    def carry(self, sheets, as_of):
        """The rows that stand after this month's sheets."""
        now, outcomes = {}, {}
        removed, changed, returned_ids, returned_names = set(), {}, set(), set()
        full, changes = set(), set()
        for sheet in sheets:
            unit = (sheet.kind, sheet.county)
            (full if sheet.mode == "full" else changes).add(unit)
            for row in sheet.rows:
                number, department = row.person.number, DEPARTMENT[row.kind]
                if row.fault == "name":
                    returned_ids.add((number, row.kind))
                elif row.fault:
                    returned_names.add((row.name, row.kind))
                elif row.movement == "减员":
                    removed.add((number, department, row.code))
                else:
                    now[number, department, row.code] = (
                        row, row.kind, row.county)
                    if row.movement == "变更" and \
                            (number, department, row.code) not in self.standing:
                        changed.setdefault((number, row.kind), row)
        for key, (row, kind, county) in self.standing.items():
            number, department, code = key
            if row.ended is not None and row.ended <= as_of:
                outcomes[key] = "ended"
            elif key in now:
                outcomes[key] = "again"
            elif key in removed or (number, kind) in changed:
                outcomes[key] = "removed"
            elif (number, kind) in returned_ids or \
                    (row.person.name, kind) in returned_names:
                outcomes[key] = "pending"
            elif (kind, county) in full:
                outcomes[key] = "missing"
            elif (kind, county) in changes:
                outcomes[key] = "unchanged"
            else:
                outcomes[key] = "not-sent"
            if outcomes[key] in ("pending", "unchanged", "not-sent"):
                now[key] = (row, kind, county)
        return now

    # ---- who gets what ----

    def decide(self, standing, sheets, as_of):
        """Persons on this month's rosters, and those who stand."""
        rows, grades = {}, {}
        people = {row.person.number: row.person for sheet in sheets
                  for row in sheet.rows if not row.fault}
        people |= {number: row.person
                   for (number, _, _), (row, _, _) in standing.items()}
        for (number, _, code), (row, kind, county) in standing.items():
            if row.recognised is not None and row.recognised > as_of:
                continue
            if row.ended is not None and row.ended <= as_of:
                continue
            rows.setdefault(number, []).append((code, county))
            if row.grade:
                grades.setdefault(number, set()).add(row.grade)
        decisions = {}
        for number, person in people.items():
            attributes = Attributes(person.birth, grades.get(number, set()),
                                    as_of)
            best = None
            for code, county in rows.get(number, ()):
                if REGION.is_eligible(code, attributes) and (
                        best is None or
                        REGION.rank[code] > REGION.rank[best[0]]):
                    best = (code, county)
            decisions[number] = Decision(*(best or (None, "")),
                                         len(rows.get(number, ())))
        return decisions

    # ---- what is requested ----

    def settle(self, decisions, period, received):
        """Postings: (number, sign, claim); accounts after them."""
        postings, accounts = [], {}
        for number in sorted(set(self.accounts) | set(decisions)):
            was, since = self.accounts.get(number, (None, None))
            now = decisions[number].claim if number in decisions else None
            if was == now:
                if was is not None:
                    accounts[number] = (was, since)
                continue
            if was is not None and not self.refund_after_receipt and \
                    received(was, since):
                accounts[number] = (was, since)
                continue
            if was is not None:
                postings.append((number, -1, was))
            if now is not None:
                postings.append((number, 1, now))
                accounts[number] = (now, period)
        return postings, accounts

    def lines(self, postings, accounts):
        """By applicant, fund, county and category: heads and fen added,
        deducted, and in all."""
        lines = {}
        def line(claim):
            return lines.setdefault(claim[:4], [0, 0, 0, 0, 0, 0])
        for _, sign, claim in postings:
            at = 0 if sign > 0 else 2
            line(claim)[at] += 1
            line(claim)[at + 1] += claim[4]
        for claim, _ in accounts.values():
            line(claim)[4] += 1
            line(claim)[5] += claim[4]
        return lines

    def month(self, period, sheets, as_of, received):
        """What the month comes to; nothing is kept before close()."""
        standing = self.carry(sheets, as_of)
        decisions = self.decide(standing, sheets, as_of)
        postings, accounts = self.settle(decisions, period, received)
        return standing, decisions, postings, accounts

    def close(self, period, month):
        self.standing, self.decisions, postings, self.accounts = month
        self.closed.append(period)
        self.history.append((period, postings))
