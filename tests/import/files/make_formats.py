#!/usr/bin/python3
"""Makes the rosters that must read the same in every format.

Needs python3-openpyxl, and LibreOffice for .ods, .fods and .html. The files are
committed; run this only to change them, and say why in the commit:

    tests/import/files/make_formats.py

All people are invented; ID numbers are of region 511499, which is nobody's.
"""
import datetime
import os
import quopri
import subprocess
import tempfile
from xml.sax.saxutils import escape, quoteattr

import openpyxl

FOLDER = os.path.dirname(os.path.abspath(__file__))
LIBRE_OFFICE = {"ods": "ods", "fods": "fods", "html": "xls"}  # format: suffix


def id_number(birth, order, is_right=True):
    digits = f"511499{birth}{order:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(d) * w for d, w in zip(digits, weights))
    return digits + "10X98765432"[(total + (0 if is_right else 1)) % 11]


def day(year, month, date):
    return datetime.datetime(year, month, date)


def roster():
    """Merged title and towns, a header of two rows, dates, a line break."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "低保"
    for row in [
        ["东区低保对象花名册"],
        ["填报单位：东区民政局"],
        ["乡镇", "村", "人员信息", None, "认定时间", "备注"],
        [None, None, "姓名", "身份证\n号码"],
        ["甲镇", "一村", "李䶮", id_number(19700101, 1), day(2023, 8, 1), None],
        [None, "二村", "吉克·阿依", id_number(19850615, 3), day(2022, 12, 31), 7],
        [None, "二村", "王五", id_number(19620203, 5, False), day(2023, 1, 5)],
        ["乙镇", "三村", "赵六", id_number(20100909, 9), "2023.5.6", "a<b & c"],
        ["合计", None, 4],
    ]:
        sheet.append(row)
    for cells in ["A1:F1", "A3:A4", "B3:B4", "C3:D3", "E3:E4", "F3:F4", "A5:A7"]:
        sheet.merge_cells(cells)
    for row in range(5, 8):
        sheet.cell(row, 5).number_format = "yyyy\\-mm\\-dd"
    sheet["F6"].number_format = "000"
    sheet = book.create_sheet("特困")
    for row in [
        ["东区特困人员花名册"],
        ["乡镇", "姓名", "身份证号码", "供养方式"],
        ["甲镇", "钱七", id_number(19400404, 2), "集中供养"],
        ["甲镇", None, id_number(19410404, 2), "分散供养"],
    ]:
        sheet.append(row)
    sheet.merge_cells("A1:D1")
    return book


def hidden():
    """A hidden row and two hidden sheets."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "低保"
    for row in [
        ["东区低保对象花名册"],
        ["姓名", "身份证号码"],
        ["李䶮", id_number(19700101, 1)],
        ["吉克·阿依", id_number(19850615, 3)],
    ]:
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    old = book.create_sheet("旧名单")
    old.append(["姓名", "身份证号码"])
    old.append(["王五", id_number(19620203, 5)])
    old.sheet_state = "hidden"
    return book


# ---- as Excel writes it ----


def cell_xml(cell, span):
    attributes = "".join(
        f' ss:{name}="{count}"'
        for name, count in (("MergeAcross", span[0]), ("MergeDown", span[1]))
        if count
    )
    value = cell.value
    if value is None:
        return f"<Cell ss:Index=\"{cell.column}\"{attributes}/>"
    if isinstance(value, datetime.datetime):
        kind, text = "DateTime", value.strftime("%Y-%m-%dT%H:%M:%S.000")
        attributes += ' ss:StyleID="s1"'
    elif isinstance(value, int):
        kind, text = "Number", str(value)
        attributes += ' ss:StyleID="s2"' if cell.number_format == "000" else ""
    else:
        kind, text = "String", escape(value).replace("\n", "&#10;")
    return (
        f'<Cell ss:Index="{cell.column}"{attributes}>'
        f'<Data ss:Type="{kind}">{text}</Data></Cell>'
    )


def sheet_xml(sheet):
    spans, covered = {}, set()
    for area in sheet.merged_cells.ranges:
        spans[area.min_row, area.min_col] = (
            area.max_col - area.min_col,
            area.max_row - area.min_row,
        )
        covered |= set(area.cells) - {(area.min_row, area.min_col)}
    yield f"<Worksheet ss:Name={quoteattr(sheet.title)}><Table>\n"
    for cells in sheet.iter_rows():
        row = cells[0].row
        hidden = ' ss:Hidden="1"' if sheet.row_dimensions[row].hidden else ""
        yield f'<Row ss:Index="{row}"{hidden}>'
        for cell in cells:
            place = (row, cell.column)
            if place not in covered and (cell.value is not None or place in spans):
                yield cell_xml(cell, spans.get(place, (0, 0)))
        yield "</Row>\n"
    yield "</Table>"
    if sheet.sheet_state != "visible":
        yield (
            '<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel">'
            "<Visible>SheetHidden</Visible></WorksheetOptions>"
        )
    yield "</Worksheet>\n"


def spreadsheet_xml(book):
    yield (
        '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"\n'
        ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">\n'
        '<Styles><Style ss:ID="Default" ss:Name="Normal"/>'
        '<Style ss:ID="s1"><NumberFormat ss:Format="yyyy\\-mm\\-dd"/></Style>'
        '<Style ss:ID="s2"><NumberFormat ss:Format="000"/></Style></Styles>\n'
    )
    for sheet in book:
        yield from sheet_xml(sheet)
    yield "</Workbook>\n"


def page(sheet):
    """A sheet as one page of a web archive, in GB2312's successor."""
    spans, covered = {}, set()
    for area in sheet.merged_cells.ranges:
        spans[area.min_row, area.min_col] = (
            f" colspan={area.max_col - area.min_col + 1}"
            f" rowspan={area.max_row - area.min_row + 1}"
        )
        covered |= set(area.cells) - {(area.min_row, area.min_col)}
    yield "<html><meta http-equiv=Content-Type content='text/html; charset=gb2312'>"
    yield "<body><table>\n"
    for cells in sheet.iter_rows():
        yield "<tr>"
        for cell in cells:
            if (cell.row, cell.column) in covered:
                continue
            value = "" if cell.value is None else cell.value
            if isinstance(value, datetime.datetime):
                value = value.strftime("%Y-%m-%d")
            elif cell.number_format == "000" and value != "":
                value = f"{value:03d}"
            text = escape(str(value)).replace("\n", "<br>")
            yield f"<td{spans.get((cell.row, cell.column), '')}>{text}"
        yield "\n"
    yield "</table></body></html>\n"


def archive(book):
    boundary = "----=_NextPart_daopan"
    listing = "".join(
        f"<x:ExcelWorksheet><x:Name>{sheet.title}</x:Name>"
        f'<x:WorksheetSource HRef="a.files/sheet{i:03d}.htm"/></x:ExcelWorksheet>'
        for i, sheet in enumerate(book, 1)
    )
    pages = [("a.htm", "<html><!--[if gte mso 9]><xml><x:ExcelWorkbook>"
              f"<x:ExcelWorksheets>{listing}</x:ExcelWorksheets></x:ExcelWorkbook>"
              "</xml><![endif]--><frameset></frameset></html>")]
    pages += [
        (f"a.files/sheet{i:03d}.htm", "".join(page(sheet)))
        for i, sheet in enumerate(book, 1)
    ]
    yield (
        "MIME-Version: 1.0\nX-Document-Type: Workbook\n"
        f'Content-Type: multipart/related; boundary="{boundary}"\n\n'
    ).encode()
    for name, text in pages:
        yield (
            f"--{boundary}\nContent-Location: file:///C:/{name}\n"
            "Content-Transfer-Encoding: quoted-printable\n"
            'Content-Type: text/html; charset="gb2312"\n\n'
        ).encode()
        yield quopri.encodestring(text.encode("gb18030")) + b"\n"
    yield f"--{boundary}--\n".encode()


def write(name, book, formats):
    target = os.path.join(FOLDER, name)
    book.save(target + ".xlsx")
    for kind in formats:
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(
                ["soffice", "--headless", "--convert-to", kind]
                + ["--outdir", folder, target + ".xlsx"],
                check=True,
                stdout=subprocess.DEVNULL,
            )
            made = os.path.join(folder, f"{name}.{kind}")
            os.replace(made, f"{target}.{LIBRE_OFFICE[kind]}")
    with open(target + ".xml", "w", encoding="utf-8") as file:
        file.write("".join(spreadsheet_xml(book)))


if __name__ == "__main__":
    write("roster", roster(), ["ods", "fods", "html"])
    with open(os.path.join(FOLDER, "roster.mht"), "wb") as out:
        out.write(b"".join(archive(roster())))
    write("roster-hidden", hidden(), ["ods", "fods"])
