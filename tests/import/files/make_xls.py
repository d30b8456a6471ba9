#!/usr/bin/python3
"""Makes the .xls fixtures of this folder again, each named by its quirk.

Needs python3-xlwt, and LibreOffice for formulas.xls. The files are committed;
run this only to add one or to change one, and say why in the commit:

    tests/import/files/make_xls.py [NAME…]

All people are invented; ID numbers are of region 511499, which is nobody's.
"""
import datetime
import os
import struct
import subprocess
import sys
import tempfile

import xlwt

FOLDER = os.path.dirname(os.path.abspath(__file__))


# ---- by xlwt ----


def style(number_format):
    return xlwt.easyxf(num_format_str=number_format)


def plain():
    """Texts, numbers, a gap, two sheets."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("低保")
    for column, label in enumerate(["姓名", "身份证号", "金额"]):
        sheet.write(1, column, label)
    sheet.write(2, 0, "李䶮")
    sheet.write(2, 1, "511499197001010013")
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


def hidden():
    """Hidden sheets of both kinds, hidden rows."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("名单")
    for row in range(4):
        sheet.write(row, 0, "行%d" % (row + 1))
    sheet.row(1).hidden = True
    sheet.row(3).hidden = True
    for visibility, name in [(1, "隐藏"), (2, "深藏")]:
        other = book.add_sheet(name)
        other.write(0, 0, name)
        other.visibility = visibility
    return book


def merged():
    """A title over the columns, a town down the rows."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("低保")
    sheet.write_merge(0, 0, 0, 2, "2023年8月低保花名册")
    sheet.write_merge(1, 3, 0, 0, "白马镇")
    for row in range(1, 4):
        sheet.write(row, 1, "甲乙丙"[row - 1])
    return book


def shared_strings_continued():
    """Shared strings over several records: Chinese and Latin ones in turn, so
    that the way they are written changes at the borders."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    for row in range(6):
        text = ("甲乙丙丁" if row % 2 else "abcd") * 700
        sheet.write(row, 0, "%d%s%d" % (row, text, row))
    return book


def rich_text():
    """Runs of several fonts in one cell, and a line break."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    bold = xlwt.easyfont("bold true")
    sheet.write_rich_text(0, 0, [("身份", bold), "证\n号", ("码", bold)])
    return book


def booleans_and_errors():
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    sheet.write(0, 0, True)
    sheet.write(0, 1, False)
    sheet.row(0).set_cell_error(2, 0x2A)
    sheet.row(0).set_cell_error(3, 0x07)
    return book


# ---- by LibreOffice ----

FLAT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:version="1.2"
 office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:body><office:spreadsheet><table:table table:name="公式">%s</table:table>
</office:spreadsheet></office:body></office:document>
"""
ROW = '<table:table-row><table:table-cell table:formula="of:%s"/></table:table-row>'


def formulas():
    """Results of every kind, stored by a program that calculates."""
    results = [
        "=95+285",
        "=1/4",
        "=&quot;李&quot;&amp;&quot;䶮&quot;",
        "=&quot;511499&quot;&amp;&quot;197001010013&quot;",
        "=1=1",
        "=1/0",
        "=NA()",
        "=&quot;&quot;",
        "=REPT(&quot;长&quot;;5000)",
        "=DATE(2023;8;1)",
    ]
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "formulas.fods")
        with open(source, "w", encoding="utf-8") as file:
            file.write(FLAT % "".join(ROW % result for result in results))
        subprocess.run(
            ["soffice", "-env:UserInstallation=file://" + folder,
             "--headless", "--convert-to", "xls", "--outdir", folder, source],
            check=True, stdout=subprocess.DEVNULL)
        with open(os.path.join(folder, "formulas.xls"), "rb") as file:
            return file.read()


# ---- by hand ----


def record(number, *data):
    body = b"".join(data)
    return struct.pack("<HH", number, len(body)) + body


def old_workbook(name, cells, code_page=936, charset="gbk"):
    """A BIFF5 stream of one sheet."""
    name = name.encode(charset)
    head = record(0x0809, struct.pack("<HHHH", 0x0500, 0x0005, 0, 0))
    head += record(0x0042, struct.pack("<H", code_page))
    offset = len(head) + 4 + 7 + len(name) + 4
    head += record(0x0085, struct.pack("<IBBB", offset, 0, 0, len(name)), name)
    head += record(0x000A)
    sheet = record(0x0809, struct.pack("<HHHH", 0x0500, 0x0010, 0, 0))
    for row, texts in enumerate(cells):
        for column, text in enumerate(texts):
            text = text.encode(charset)
            sheet += record(0x0204, struct.pack("<HHHH", row, column, 0,
                                                len(text)), text)
    return head + sheet + record(0x000A)


SECTOR, SMALL, CUTOFF = 512, 64, 4096
FREE, END, FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def padded(data, size, fill=b"\0"):
    return data + fill * (-len(data) % size)


def chain(table, count):
    """Adds a chain of `count` sectors to a table; its first sector."""
    first = len(table)
    table.extend(range(first + 1, first + count))
    table.append(END)
    return first


def entry(name, kind, child, first, size, right=FREE):
    wide = name.encode("utf-16-le") + b"\0\0"
    return (padded(wide, 64) + struct.pack(
        "<HBBIII16xI16xIIxxxx", len(wide), kind, 1, FREE, right, child, 0,
        first, size))


def compound(streams):
    """An OLE2 file with these streams in its root."""
    table, small_table, sectors, small = [FAT_SECTOR], [], b"", b""
    places = []
    for name, data in streams:
        if len(data) < CUTOFF:
            places.append(chain(small_table, -(-len(data) // SMALL)))
            small += padded(data, SMALL)
        else:
            places.append(chain(table, -(-len(data) // SECTOR)))
            sectors += padded(data, SECTOR)
    root = END
    if small:
        root = chain(table, -(-len(small) // SECTOR))
        sectors += padded(small, SECTOR)
    directory = entry("Root Entry", 5, 1, root, len(small))
    for i, (name, data) in enumerate(streams):
        right = i + 2 if i + 1 < len(streams) else FREE
        directory += entry(name, 2, FREE, places[i], len(data), right)
    directory_at = chain(table, -(-len(directory) // SECTOR))
    sectors += padded(directory, SECTOR)
    small_at = END
    if small:
        small_fat = struct.pack("<%dI" % len(small_table), *small_table)
        small_at = chain(table, -(-len(small_fat) // SECTOR))
        sectors += padded(small_fat, SECTOR, b"\xFF")
    fat = padded(struct.pack("<%dI" % len(table), *table), SECTOR, b"\xFF")
    assert len(fat) == SECTOR
    head = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16)
    head += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1,
                        directory_at, 0, CUTOFF, small_at,
                        1 if small else 0, END, 0, 0)
    return padded(head, SECTOR, b"\xFF") + fat + sectors


PEOPLE = [["姓名", "身份证号"], ["李四", "511499197001010013"]]


def biff5_code_page_936():
    return compound([("Book", old_workbook("特困", PEOPLE))])


def readers_differ():
    """FreeXL loses the last letter of each text in code page 1258."""
    cells = [["ten", "1"], ["Lan", "2"]]
    return compound([("Book", old_workbook("1", cells, 1258, "cp1258"))])


def both_generations():
    """Saved for two generations of Excel: the newer stream is read."""
    new = record(0x0809, struct.pack("<HHII", 0x0600, 0x0005, 0, 0))
    offset = len(new) + 4 + 9 + 4
    new += record(0x0085, struct.pack("<IBBBB", offset, 0, 0, 1, 0), b"N")
    new += record(0x000A)
    new += record(0x0809, struct.pack("<HHII", 0x0600, 0x0010, 0, 0))
    new += record(0x0205, struct.pack("<HHHBB", 0, 0, 0, 1, 0))
    new += record(0x000A)
    return compound([("Book", old_workbook("特困", PEOPLE)),
                     ("Workbook", padded(new, CUTOFF))])


def bare():
    """No OLE2 container, as web pages of the 2000s wrote it."""
    return old_workbook("特困", PEOPLE)


def protected():
    head = record(0x0809, struct.pack("<HHII", 0x0600, 0x0005, 0, 0))
    head += record(0x002F, struct.pack("<HHH", 1, 1, 1), bytes(48))
    return compound([("Workbook", padded(head, CUTOFF, b"\x5A"))])


def protected_xlsx():
    return compound([("EncryptedPackage", bytes(8)),
                     ("EncryptionInfo", bytes(8))])


def word_document():
    return compound([("1Table", bytes(100)), ("WordDocument", bytes(100))])


FIXTURES = {
    "plain.xls": plain,
    "dates.xls": dates,
    "dates-1904.xls": dates_1904,
    "hidden.xls": hidden,
    "merged.xls": merged,
    "shared-strings-continued.xls": shared_strings_continued,
    "rich-text.xls": rich_text,
    "booleans-and-errors.xls": booleans_and_errors,
    "formulas.xls": formulas,
    "biff5-code-page-936.xls": biff5_code_page_936,
    "readers-differ.xls": readers_differ,
    "both-generations.xls": both_generations,
    "bare-biff5.xls": bare,
    "protected.xls": protected,
    "protected-xlsx.xls": protected_xlsx,
    "word-document.xls": word_document,
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


if __name__ == "__main__":
    main()
