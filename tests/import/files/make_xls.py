#!/usr/bin/python3
"""Makes the .xls fixtures of this folder again, each named by its quirk.

Needs python3-xlwt. The files are committed; run this only to add one or to
change one, and say why in the commit:

    tests/import/files/make_xls.py [NAME…]

All people are invented; ID numbers are of region 511499, which is nobody's.
"""
import datetime
import os
import sys

import xlwt

FOLDER = os.path.dirname(os.path.abspath(__file__))


def style(number_format):
    return xlwt.easyxf(num_format_str=number_format)


def plain():
    """Texts, numbers, a gap, two sheets."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("低保")
    for column, label in enumerate(["姓名", "身份证号", "金额"]):
        sheet.write(1, column, label)
    sheet.write(2, 0, "李䶮")
    sheet.write(2, 1, "511499197001010014")
    sheet.write(2, 2, 380)
    sheet.write(5, 0, "吉克·阿依")
    sheet.write(5, 2, 95.5)
    sheet.write(6, 2, -0.1)
    book.add_sheet("Sheet2").write(0, 255, "IV1")
    return book


def dates(is_1904=False):
    """Serials under built-in and custom date formats, and numbers that are
    none."""
    book = xlwt.Workbook()
    book.dates_1904 = is_1904
    sheet = book.add_sheet("日期")
    day = datetime.date(2023, 8, 1)
    moment = datetime.datetime(2023, 8, 1, 13, 45, 30)
    rows = [
        (day, "M/D/YY"),
        (day, "yyyy-mm-dd"),
        (day, 'yyyy"年"m"月"d"日"'),
        (moment, "yyyy/m/d h:mm:ss"),
        (datetime.time(6, 30, 15), "h:mm:ss"),
        (45139, "0"),
        (45139, "General"),
        (45139.5, '0.00"天"'),
    ]
    for row, (value, number_format) in enumerate(rows):
        sheet.write(row, 0, value, style(number_format))
    return book


def dates_1904():
    return dates(True)


FIXTURES = {
    "plain.xls": plain,
    "dates.xls": dates,
    "dates-1904.xls": dates_1904,
}


def main():
    for name in sys.argv[1:] or FIXTURES:
        made = FIXTURES[name]()
        path = os.path.join(FOLDER, name)
        if isinstance(made, bytes):
            with open(path, "wb") as file:
                file.write(made)
        else:
            made.save(path)


main()
