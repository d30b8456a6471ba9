#!/usr/bin/env python3
"""xlrd: .xls, and in its version 1.2 .xlsx as well."""

import os

import xlrd

from reader import serve

STATES = ["visible", "hidden", "veryHidden"]


def value_of(cell):
    if cell.ctype == xlrd.XL_CELL_DATE:
        return {"serial": cell.value}
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "#%s" % cell.value)
    return cell.value


def read(path):
    with open(os.devnull, "w") as log:
        book = xlrd.open_workbook(path, logfile=log, formatting_info=False)
    sheets = []
    for sheet in book.sheets():
        cells = [[row + 1, column + 1, value_of(cell)]
                 for row in range(sheet.nrows)
                 for column, cell in enumerate(sheet.row(row))
                 if cell.ctype not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)]
        sheets.append([sheet.name, STATES[sheet.visibility], cells])
    return {"is_1904": book.datemode == 1, "sheets": sheets}


serve(read)
