#!/usr/bin/env python3
"""openpyxl: .xlsx and its kin, by cached values."""

import datetime
import warnings

import openpyxl

from canonical import SECONDS_A_DAY, of_datetime
from reader import serve


def value_of(value):
    if isinstance(value, datetime.timedelta):  # a format such as [h]:mm
        return {"serial": value.total_seconds() / SECONDS_A_DAY}
    if isinstance(value, (datetime.date, datetime.time)):
        return of_datetime(value)
    return value


def read(path):
    with open(path, "rb") as stream:
        book = openpyxl.load_workbook(stream, data_only=True)
        sheets = []
        for sheet in book.worksheets:
            cells = [[cell.row, cell.column, value_of(cell.value)]
                     for row in sheet.iter_rows() for cell in row
                     if cell.value is not None]
            sheets.append([sheet.title, sheet.sheet_state, cells])
    is_1904 = book.epoch.year == 1904
    return {"is_1904": is_1904, "sheets": sheets}


warnings.simplefilter("ignore")
serve(read)
