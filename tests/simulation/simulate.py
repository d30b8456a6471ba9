#!/usr/bin/env python3
"""Twelve months of an invented city, run by daopan and by a model apart.

    simulate.py --daopan build/daopan [--people 50000] [--months 12] [--seed 1]

Each month rosters come in full, as changes, or not at all, with rows that are
returned, people told late, and lists cut short. After each month every
person's state, every request's addition, deduction and sum, and the movements
must be the model's; `daopan verify` must pass, and must fail once anything in
a copy of the ledger or of the workbooks is changed.

Exit status: 0 all agreed; 1 not (what, on standard output).
"""

import argparse
import calendar
import csv
import datetime
import io
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

from model import Model
from world import World

FIRST = (2023, 8)


class Disagreement(Exception):
    pass


class Daopan:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.ledger = os.path.join(folder, "daopan.db")

    def call(self, *words, ledger=None):
        return subprocess.run(
            [self.program, *words, "--ledger", ledger or self.ledger],
            capture_output=True, text=True, check=False)

    def must(self, *words):
        done = self.call(*words)
        if done.returncode != 0:
            raise Disagreement(f"{' '.join(words)}: {done.stderr}")
        return done.stdout

    def run(self, period, rosters, out, *extra):
        return self.call("run", "--quiet", "--policy", "meishan-2024",
                         "--period", period, "--out", out, rosters, *extra)

    def table(self, what, period):
        text = self.must("export", what, "--period", period)
        return list(csv.DictReader(io.StringIO(text)))


def period_of(index):
    month = FIRST[0] * 12 + FIRST[1] - 1 + index
    return f"{month // 12}-{month % 12 + 1:02d}"


def last_day(period):
    year, month = map(int, period.split("-"))
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


# ---- comparing ----

def differ(what, got, want):
    """Says in which keys two tables differ; nothing where they agree."""
    if got == want:
        return
    keys = [key for key in sorted(set(got) | set(want), key=str)
            if got.get(key) != want.get(key)]
    lines = [f"  {key}: daopan {got.get(key)}, model {want.get(key)}"
             for key in keys[:8]]
    raise Disagreement(f"{what}: {len(keys)} differ\n" + "\n".join(lines))


def compare_decisions(daopan, period, decisions):
    got = {row["id_number"]: (row["category_code"], row["county"]
                              if row["category_code"] else "",
                              row["fund"], row["applicant"],
                              int(row["subsidy_fen"]))
           for row in daopan.table("decisions", period)}
    want = {}
    for number, decision in decisions.items():
        claim = decision.claim
        want[number] = ("", "", "", "", 0) if claim is None else (
            claim[3], claim[2], claim[1], claim[0], claim[4])
    differ(f"{period} decisions", got, want)


def compare_movements(daopan, period, before, decisions, postings, is_first):
    kinds, deltas = {}, {}
    for row in daopan.table("movements", period):
        kinds[row["id_number"]] = row["kind"]
        if int(row["delta_fen"]):
            key = row["id_number"], row["fund"]
            deltas[key] = deltas.get(key, 0) + int(row["delta_fen"])
    want, moved = {}, {}
    for number in set(before) | set(decisions):
        was = before[number].claim if number in before else None
        now = decisions[number].claim if number in decisions else None
        if was is None and now is None:
            continue
        if was is None or is_first:
            want[number] = "added"
        elif now is None:
            want[number] = "removed"
        else:
            # money is requested by county: who moves has another payer
            want[number] = "kept" if was == now else "changed"
    for number, sign, claim in postings:
        key = number, claim[1]
        moved[key] = moved.get(key, 0) + sign * claim[4]
    differ(f"{period} movements", kinds, want)
    differ(f"{period} movements' money", deltas,
           {key: fen for key, fen in moved.items() if fen})


def compare_requests(daopan, period, lines):
    number = int(period.replace("-", ""))
    with sqlite3.connect(daopan.ledger) as ledger:
        got = {row[:4]: list(row[4:]) for row in ledger.execute(
            "SELECT applicant, fund, county, category, added_heads, added,"
            " deducted_heads, deducted, heads, amount FROM request_lines"
            " WHERE period = ?", (number,))}
    empty = [0] * 6
    differ(f"{period} requests",
           {key: line for key, line in got.items() if line != empty},
           {key: line for key, line in lines.items() if line != empty})


# ---- tampering ----

def tamper_ledger(copy, pick):
    """Changes one value of one row of one table; says which."""
    ledger = sqlite3.connect(copy)
    ledger.execute("PRAGMA foreign_keys = OFF")
    ledger.execute("PRAGMA ignore_check_constraints = ON")
    for (name,) in ledger.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            ).fetchall():
        ledger.execute(f"DROP TRIGGER {name}")
    tables = [name for (name,) in ledger.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table'")
        if name not in ("fates", "verdicts") and not name.startswith("sqlite")
        and ledger.execute(f"SELECT count(*) FROM {name}").fetchone()[0]]
    table = pick.choice(tables)
    columns = ledger.execute(f"PRAGMA table_info({table})").fetchall()
    key = [column[1] for column in columns if column[5]]
    rows = ledger.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    row = ledger.execute(
        f"SELECT {', '.join(key)} FROM {table} LIMIT 1 OFFSET ?",
        (pick.randrange(rows),)).fetchone()
    where = " AND ".join(f"{name} IS ?" for name in key)
    if pick.random() < 0.3:
        ledger.execute(f"DELETE FROM {table} WHERE {where}", row)
        said = f"{table}: a row taken out"
    else:
        _, column, kind, *_ = pick.choice(
            [entry for entry in columns if not entry[5]] or columns)
        change = f"ifnull({column}, 0) + 1" if kind == "INTEGER" else \
            f"CAST(ifnull({column}, '') || 'x' AS {kind})"
        ledger.execute(f"UPDATE {table} SET {column} = {change} WHERE {where}",
                       row)
        said = f"{table}.{column}"
    ledger.commit()
    ledger.close()
    return said


def tamper_workbook(folder, pick):
    files = sorted(os.path.join(where, name)
                   for where, _, names in os.walk(folder) for name in names)
    path = pick.choice(files)
    with open(path, "r+b") as file:
        size = os.path.getsize(path)
        at = pick.randrange(size)
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ (1 << pick.randrange(8))]))
    return os.path.relpath(path, folder)


def check_proof(daopan, out, pick):
    passed = daopan.call("verify", out)
    if passed.returncode != 0:
        raise Disagreement("verify: " + passed.stderr)
    copy, folder = daopan.ledger + ".copy", out + ".copy"
    shutil.copy(daopan.ledger, copy)
    shutil.copytree(out, folder)
    said = tamper_ledger(copy, pick)
    if daopan.call("verify", ledger=copy).returncode == 0:
        raise Disagreement(f"verify passes although {said} was changed")
    changed = tamper_workbook(folder, pick)
    if daopan.call("verify", folder).returncode == 0:
        raise Disagreement(f"verify passes although {changed} was changed")
    os.remove(copy)
    shutil.rmtree(folder)
    return f"{said}; {changed}"


# ---- the months ----

def cut_short(sheets, pick):
    """Leaves half of one large full roster; None where there is none."""
    large = [sheet for sheet in sheets
             if sheet.mode == "full" and len(sheet.rows) > 10]
    if not large:
        return None
    sheet = pick.choice(large)
    whole = sheet.rows
    sheet.rows = whole[:len(whole) // 2]
    return sheet, whole


def write_rosters(folder, period, sheets):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    for sheet in sheets:
        sheet.write(folder, period)


def run_month(daopan, model, world, period, is_first, pick):
    rosters = os.path.join(daopan.folder, "rosters")
    out = os.path.join(daopan.folder, period)
    as_of = last_day(period)
    sheets = world.sheets([] if is_first else world.live(as_of), is_first)
    cut = cut_short(sheets, pick) if not is_first else None
    consents = []
    for kind, county, before, now in model.drops(sheets):
        consents += ["--accept-drop", f"{kind}@{county}"]
    if consents:
        write_rosters(rosters, period, sheets)
        refused = daopan.run(period, rosters, out)
        if refused.returncode != 1 or any(
                word not in refused.stderr for word in consents):
            raise Disagreement(f"{period}: short lists passed: {consents}\n"
                               + refused.stderr)
    if cut is not None and pick.random() < 0.5:
        cut[0].rows = cut[1]  # the department sends the rest
        consents = []
        for kind, county, before, now in model.drops(sheets):
            consents += ["--accept-drop", f"{kind}@{county}"]
    write_rosters(rosters, period, sheets)
    done = daopan.run(period, rosters, out, *consents)
    if done.returncode != 0:
        raise Disagreement(f"{period}: {done.stderr}")
    before = model.decisions
    month = model.month(period, sheets, as_of, lambda claim, since: False)
    _, decisions, postings, accounts = month
    compare_decisions(daopan, period, decisions)
    compare_requests(daopan, period, model.lines(postings, accounts))
    compare_movements(daopan, period, before, decisions, postings, is_first)
    daopan.must("close", "--period", period)
    model.close(period, month)
    receive(daopan, period, postings, pick)
    tampered = check_proof(daopan, out, pick)
    shutil.rmtree(out)
    return len(sheets), len(decisions), len(postings), len(consents) // 2, \
        tampered


def receive(daopan, period, postings, pick):
    """Records money for one applicant's request of the month."""
    nets = {}
    for _, sign, claim in postings:
        nets[claim[:2]] = nets.get(claim[:2], 0) + sign * claim[4]
    due = sorted(key for key, fen in nets.items() if fen > 0)
    if not due:
        return
    applicant, fund = pick.choice(due)
    yuan = nets[applicant, fund]
    daopan.must("receipt", "--period", period, "--applicant", applicant,
                "--fund", fund, "--date", str(last_day(period)), "--amount",
                f"{yuan // 100}.{yuan % 100:02d}", "--voucher", f"V{period}")


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--daopan", default="build/daopan")
    options.add_argument("--people", type=int, default=50000)
    options.add_argument("--months", type=int, default=12)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--folder", help="kept; else a temporary one")
    given = options.parse_args()
    folder = given.folder or tempfile.mkdtemp(prefix="daopan-simulation-")
    os.makedirs(folder, exist_ok=True)
    daopan = Daopan(given.daopan, folder)
    world, model = World(given.people, given.seed), Model()
    pick = random.Random(given.seed + 1)
    try:
        for index in range(given.months):
            begun = time.time()
            sheets, people, postings, drops, tampered = run_month(
                daopan, model, world, period_of(index), index == 0, pick)
            print(f"{period_of(index)}: {sheets} lists, {people} people, "
                  f"{postings} postings, {drops} drops accepted; found: "
                  f"{tampered}; {time.time() - begun:.1f} s", flush=True)
    except Disagreement as disagreement:
        print(f"seed {given.seed}: {disagreement}")
        return 1
    finally:
        if given.folder is None:
            shutil.rmtree(folder)
    print(f"{given.months} months of {given.people} people agree")
    return 0


if __name__ == "__main__":
    sys.exit(main())
