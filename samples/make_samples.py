#!/usr/bin/python3
"""make_samples.py [--root DIR]: makes the sample month and its answer key.

Writes samples/meishan/2023-08/ (the rosters), samples/meishan/README.md (which
troubles are where) and tests/golden/meishan-2023-08/ (what is to come out)
below DIR, by default the project's root. Works offline and gives the same
bytes every time. Needs Debian 12's python3-xlsxwriter and python3-xlwt.
"""

import argparse
import pathlib
import random
import shutil

from generator import answers, beside, layout, page, writers
from generator.month import Month
from generator.named import Named
from generator.troubles import Troubles

SEED = 20230831
ROSTERS = "samples/meishan/2023-08"
PAGE = "samples/meishan/README.md"
ANSWERS = "tests/golden/meishan-2023-08"


def make_month(seed):
    """The month with its people and troubles, and the named people."""
    month = Month(random.Random(seed))
    stories = Named(month).fill()
    month.fill()
    Troubles(month, seed).fill()
    beside.old_list(month)
    return month, stories


def check(month, stories):
    """The answer key must say of the named people what their stories say."""
    codes = {row[0]: row[3] for row in answers.decisions(month.entries())}
    for story in stories:
        found = codes.get(story.person.number)
        if found != story.code:
            raise SystemExit(
                f"{story.person.name}: {found!r}, not {story.code!r}")


def write_rosters(month, folder):
    shutil.rmtree(folder, ignore_errors=True)
    grids = {book: [layout.lay_out(sheet) for sheet in book.sheets]
             for book in month.books}
    beside.add_extras(month)
    for book, sheets in grids.items():
        writers.write(folder / book.path, sheets + book.extras)


def write_answers(month, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (("expected_decisions", answers.decisions_csv(month)),
                       ("expected_returns", answers.returns_csv(month)),
                       ("expected_sheets", answers.sheets_csv(month)),
                       ("expected_totals", answers.totals_csv(month))):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--root", type=pathlib.Path,
                        default=pathlib.Path(__file__).resolve().parent.parent)
    root = parser.parse_args().root
    month, stories = make_month(SEED)
    check(month, stories)
    write_rosters(month, root / ROSTERS)
    (root / PAGE).write_text(page.page(month, stories, SEED), encoding="utf-8")
    write_answers(month, root / ANSWERS)


if __name__ == "__main__":
    main()
