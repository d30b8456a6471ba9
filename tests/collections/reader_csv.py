#!/usr/bin/env python3
"""Python's csv module: comma, tab or semicolon, in UTF-8, UTF-16, GB18030."""

import csv
import io

from reader import serve

ENCODINGS = ["utf-8-sig", "gb18030"]
MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def decode(data):
    if data[:2] in MARKS:
        return data.decode(MARKS[data[:2]])
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            pass
    raise ValueError("encoding")


def separator_of(text):
    line = text.partition("\n")[0]
    return max(",\t;", key=line.count)


def read(path):
    with open(path, "rb") as stream:
        text = decode(stream.read())
    rows = csv.reader(io.StringIO(text, newline=""),
                      delimiter=separator_of(text), strict=True)
    cells = [[number, column, field]
             for number, row in enumerate(rows, 1)
             for column, field in enumerate(row, 1) if field != ""]
    return {"sheets": [["", "visible", cells]]}


csv.field_size_limit(1 << 30)
serve(read)
