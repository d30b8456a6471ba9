#!/usr/bin/python3
"""make_samples.py [--root DIR]: makes the sample months and their answer keys.

Writes samples/<region>/<period>/ (the rosters), samples/<region>/README.md
(which troubles are where) and tests/golden/<region>-<period>/ (what is to
come out) below DIR, by default the project's root. Works offline and gives
the same bytes every time. Needs Debian 12's python3-xlsxwriter and
python3-xlwt.
"""

import argparse
import pathlib
import shutil

from generator import (answers, hunan, kaiping, layout, meishan, meizhou,
                       page, shanwei, writers)

LATE = "-补报"  # beside a month's folder: what came after a question
REGIONS = (meishan, meizhou, hunan, kaiping, shanwei)


def check(month):
    """The answer key must say of the named people what their stories say."""
    codes = {row[0]: row[3] for row in answers.outcome(month)}
    for story in month.stories:
        found = codes.get(story.person.number)
        if found != story.code:
            raise SystemExit(
                f"{story.person.name}: {found!r}, not {story.code!r}")


def write_rosters(month, folder):
    late = folder.with_name(folder.name + LATE)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(late, ignore_errors=True)
    grids = {book: [layout.lay_out(sheet) for sheet in book.sheets]
             for book in month.books}
    month.add_extras()
    for book, sheets in grids.items():
        writers.write((late if book.is_late else folder) / book.path, sheets + book.extras, month.made,
                      book.encoding)


def write_answers(month, folder):
    folder.mkdir(parents=True, exist_ok=True)
    made = {"expected_decisions": answers.decisions_csv(month),
            "expected_returns": answers.returns_csv(month),
            "expected_sheets": answers.sheets_csv(month),
            "expected_totals": answers.totals_csv(month)}
    if month.before:
        made["expected_after"] = answers.after_csv(month)
        made["expected_movements"] = answers.movements_csv(month)
    made["expected_requests"] = answers.requests_csv(month)
    for name, text in made.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")


def make_enrolled(region, months, root):
    """The list of who is insured, beside the month that it belongs to."""
    month = months[0]
    people = region.enrolled(month)
    key = f"{month.region.key}-{month.period}"
    folder = root / "samples" / month.region.key / "enrolled"
    shutil.rmtree(folder, ignore_errors=True)
    people.write(folder / region.ENROLLED_NAME, region.ENROLLED_ENCODING)
    (root / "tests/golden" / key / "expected_enrolment.csv").write_text(
        people.answers_csv(), encoding="utf-8")


def make(region, root):
    months = region.months()
    key = months[0].region.key
    for month in months:
        check(month)
        write_rosters(month, root / "samples" / key / month.period)
        write_answers(month, root / "tests/golden" / f"{key}-{month.period}")
    if hasattr(region, "enrolled"):
        make_enrolled(region, months, root)
    (root / "samples" / key / "README.md").write_text(
        page.page(region.HEAD, months, region.LISTS, region.SEED),
        encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--root", type=pathlib.Path,
                        default=pathlib.Path(__file__).resolve().parent.parent)
    root = parser.parse_args().root
    for region in REGIONS:
        make(region, root)


if __name__ == "__main__":
    main()
