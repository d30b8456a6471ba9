#!/usr/bin/python3
"""Makes the workbooks of defects/ again, each named by what is odd about it:
what was met in the test files of other spreadsheet libraries. The program
dump prints the cells or says why not; tests/import/test_dump_defects.c has
what is expected of each.

    tests/import/files/make_defects.py
"""

import os
import struct
import zipfile

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "defects")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = ("http://schemas.openxmlformats.org/officeDocument/2006/"
         "relationships")
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
DAY = (1980, 1, 1, 0, 0, 0)


def save(name, data):
    with open(os.path.join(FOLDER, name), "wb") as stream:
        stream.write(data)


# ---- .xlsx ----


def links(*items):
    return "<Relationships xmlns=\"%s\">%s</Relationships>" % (
        PACKAGE, "".join(
            "<Relationship Id=\"%s\" Type=\"%s/%s\" Target=\"%s\"/>" %
            (name, LINKS, kind, target) for name, kind, target in items))


BOOK = ("<workbook xmlns=\"%s\" xmlns:r=\"%s\"><sheets><sheet name=\"S\" "
        "sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>" % (MAIN, LINKS))
STYLES = ("<styleSheet xmlns=\"%s\"><cellXfs><xf numFmtId=\"0\"/>"
          "<xf numFmtId=\"14\"/><xf numFmtId=\"31\"/></cellXfs></styleSheet>"
          % MAIN)


def sheet(rows):
    return ("<worksheet xmlns=\"%s\"><sheetData>%s</sheetData></worksheet>" %
            (MAIN, rows))


def package(name, rows, leave_out=(), twice=(), **parts):
    """An .xlsx of one sheet; `parts` come in place of the usual ones, by their
    last word: sheet1, workbook, styles."""
    usual = {
        "_rels/.rels": links(("p", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": links(
            ("r1", "worksheet", "worksheets/sheet1.xml"),
            ("r2", "styles", "styles.xml"),
            ("r3", "sharedStrings", "sharedStrings.xml")),
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": "<sst xmlns=\"%s\"><si><t>文本</t></si></sst>"
                                % MAIN,
        "xl/worksheets/sheet1.xml": sheet(rows),
    }
    path = os.path.join(FOLDER, name)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, text in usual.items():
            word = part.rpartition("/")[2].partition(".")[0]
            text = parts.get(word, text) if word else text
            if word in leave_out:
                continue
            for one in [part] + [part.replace("sheet1", "Sheet1")
                                 for _ in twice if word in twice]:
                archive.writestr(zipfile.ZipInfo(one, DAY), text)


def cell(place, value, more=""):
    return "<c r=\"%s\"%s><v>%s</v></c>" % (place, more, value)


def row(number, *cells):
    return "<row r=\"%d\">%s</row>" % (number, "".join(cells))


TEXT = " t=\"str\""


def xlsx():
    one = row(1, cell("A1", "甲", TEXT))
    package("styles-and-strings-missing.xlsx", one,
            leave_out=("styles", "sharedStrings"))
    package("strings-missing-though-needed.xlsx",
            row(1, cell("A1", "0", " t=\"s\"")), leave_out=("sharedStrings",))
    package("sheet-part-missing.xlsx", one, leave_out=("sheet1",))
    package("sheet-part-twice.xlsx", one, twice=("sheet1",))
    package("sheet-without-relationship.xlsx", one,
            workbook=BOOK.replace("\"r1\"", "\"r9\""))
    package("sheet-no-xml.xlsx", one, sheet1="甲,乙\n")
    package("no-worksheet.xlsx", one,
            workbook=BOOK[:BOOK.index("<sheet ")] + "</sheets></workbook>")
    package("doctype.xlsx", one, sheet1="<!DOCTYPE w [<!ENTITY a \"b\">]>" +
            sheet(row(1, cell("A1", "&a;", TEXT))))
    package("row-begun-anew-for-each-cell.xlsx",
            row(1, cell("A1", "甲", TEXT)) + row(1, cell("B1", "乙", TEXT)) +
            row(1, cell("C1", "380")) + row(2, cell("A2", "丙", TEXT)))
    package("rows-out-of-order.xlsx",
            row(2, cell("A2", "乙", TEXT)) + row(1, cell("A1", "甲", TEXT)))
    package("cell-twice.xlsx",
            row(1, cell("A1", "甲", TEXT), cell("A1", "乙", TEXT)))
    package("cell-of-another-row.xlsx", row(1, cell("A7", "甲", TEXT)))
    package("cell-reference-without-column.xlsx",
            row(1, cell("0", "甲", TEXT)))
    package("iso-date-by-format.xlsx",
            row(1, cell("A1", "2023-08-01", " s=\"1\" t=\"d\""),
                cell("B1", "2023-08-01", " t=\"d\""),
                cell("C1", "1899-12-30T06:30:00", " s=\"1\" t=\"d\"")))
    package("chinese-date-format.xlsx", row(1, cell("A1", "45139",
                                                    " s=\"2\"")))
    package("escaped-nul.xlsx", row(1, cell("A1", "甲_x0000_乙", TEXT)))
    package("number-that-is-none.xlsx", row(1, cell("A1", "abc")))
    path = os.path.join(FOLDER, "wrong-checksum.xlsx")
    package("wrong-checksum.xlsx", one)
    with open(path, "rb") as stream:
        data = bytearray(stream.read())
    at = data.index(b"PK\1\2")
    data[at + 16] ^= 1  # the checksum of the first part, in the directory
    save("wrong-checksum.xlsx", bytes(data))


# ---- .xlsb ----


def record12(number, data=b""):
    head = bytes([number]) if number < 128 else bytes(
        [number & 0x7F | 0x80, number >> 7])
    return head + bytes([len(data)]) + data


def wide(text):
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb():
    book = record12(156, struct.pack("<II", 0, 1) + wide("r1") + wide("S"))
    styles = (record12(617) + record12(47, struct.pack("<HH", 0, 0)) +
              record12(47, struct.pack("<HH", 0, 14)) + record12(618))
    cells = (record12(145) + record12(0, struct.pack("<IIHBBB", 0, 0, 300, 0,
                                                     0, 0)) +
             record12(6, struct.pack("<II", 0, 0) + wide("甲")) +
             record12(5, struct.pack("<IId", 1, 1, 45139)) +
             record12(4, struct.pack("<IIB", 2, 0, 1)) + record12(146))
    parts = [
        ("_rels/.rels", links(("p", "officeDocument", "xl/workbook.bin"))),
        ("xl/workbook.bin", book),
        ("xl/_rels/workbook.bin.rels",
         links(("r1", "worksheet", "worksheets/sheet1.bin"),
               ("r2", "styles", "styles.bin"))),
        ("xl/styles.bin", styles),
        ("xl/worksheets/sheet1.bin", cells),
    ]
    path = os.path.join(FOLDER, "plain.xlsb")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in parts:
            archive.writestr(zipfile.ZipInfo(part, DAY), data)


# ---- .xls ----


def record(number, data=b""):
    return struct.pack("<HH", number, len(data)) + data


def biff8(name, body, before=b""):
    """A bare stream of one sheet S."""
    head = record(0x0809, struct.pack("<HHHH", 0x0600, 5, 0, 0)) + before
    sheet_name = b"\1\0S"
    end = record(0x000A)
    offset = len(head) + 4 + 6 + len(sheet_name) + len(end)
    save(name, head + record(0x0085, struct.pack("<IBB", offset, 0, 0) +
                             sheet_name) + end +
         record(0x0809, struct.pack("<HH", 0x0600, 0x10)) + body + end)


def early(name, bof, *records):
    save(name, bof + b"".join(records) + record(0x000A))


def gbk(text):
    return text.encode("gb18030")


def xls():
    number = struct.pack("<HHH", 0, 0, 0)
    biff8("number-that-is-none.xls",
          record(0x0203, number + struct.pack("<Q", 0x7FF8 << 48)))
    text = struct.pack("<HB", 1, 1) + "甲".encode("utf-16-le")
    biff8("strings-without-count.xls",
          record(0x00FD, number + struct.pack("<I", 0)),
          record(0x00FC, struct.pack("<II", 0, 0) + text))
    save("chart-without-workbook.xls",
         record(0x0809, struct.pack("<HHHH", 0x0500, 5, 0, 0)) +
         record(0x000A) +
         record(0x0809, struct.pack("<HHHH", 0x0500, 0x8000, 0, 0)) +
         record(0x000A))
    formats = (record(0x001E, b"\7General") + record(0x001E, b"\6yyyy-m"))
    two = record(0x0009, struct.pack("<HH", 2, 0x10))
    page = record(0x0042, struct.pack("<H", 936))
    early("biff2.xls", two, page, formats,
          record(0x0004, struct.pack("<HH", 0, 0) + b"\0\0\0\4" + gbk("姓名")),
          record(0x0002, struct.pack("<HH", 1, 0) + b"\0\0\0" +
                 struct.pack("<H", 380)),
          record(0x0002, struct.pack("<HH", 1, 1) + b"\0\1\0" +
                 struct.pack("<H", 45139)))
    early("biff3.xls", record(0x0209, struct.pack("<HHH", 0x300, 0x10, 0)),
          page, formats, record(0x0243, b"\0\0" + bytes(10)),
          record(0x0243, b"\0\1" + bytes(10)),
          record(0x0204, number + struct.pack("<H", 4) + gbk("姓名")),
          record(0x027E, struct.pack("<HHH", 0, 1, 1) +
                 struct.pack("<I", 45139 << 2 | 2)))
    early("biff4-workspace.xls",
          record(0x0409, struct.pack("<HHH", 0x400, 0x100, 0)))
    five = record(0x0809, struct.pack("<HH", 0x500, 0x10))
    early("russian-font-without-code-page.xls", five,
          record(0x0031, bytes(12) + b"\xCC\0\1A"),
          record(0x0204, number + b"\2\0\xC4\xE0"))
    early("macintosh-code-page.xls", five,
          record(0x0042, struct.pack("<H", 10029)),
          record(0x0204, number + b"\1\0\x89"))
    early("records-of-an-older-age.xls", five, page,
          record(0x0004, struct.pack("<HH", 0, 0) + b"\0\0\0\2" + gbk("甲")),
          record(0x0204, struct.pack("<HHHH", 0, 1, 0, 2) + gbk("乙")))


def main():
    os.makedirs(FOLDER, exist_ok=True)
    xlsx()
    xlsb()
    xls()
    save("nuls-in-a-text.csv", b" a ,\0b\0,\tc\t\n1,2,3\n")
    save("utf-32.csv", "姓名,金额\n".encode("utf-32"))
    save("empty.csv", b"")


if __name__ == "__main__":
    main()
