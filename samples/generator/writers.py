"""Writes grids as .xlsx, .xls (BIFF8), CSV and tabbed text, the same bytes
every time."""

import csv
import io

import xlsxwriter
import xlwt

from .fields import Date, Formula, serial

# font height in points, bold, border, horizontal place, wrap, number format
STYLES = {
    "title": (18, True, False, "center", False, ""),
    "line": (10, False, False, "left", False, ""),
    "head": (10, True, True, "center", True, "@"),
    "cell": (10, False, True, "center", False, "@"),
    "money": (10, False, True, "right", False, "#,##0.00"),
    "sum": (10, True, True, "center", False, "@"),
    "note": (10, False, False, "left", False, ""),
    "plain": (10, False, False, "left", False, ""),
    "date": (10, False, True, "center", False, "yyyy-mm-dd"),
    "number": (10, False, True, "center", False, ""),
}
HEIGHTS = {"title": 30, "head": 28}


def style_of(value, style):
    """Numbers and dates do not go into cells that are text."""
    if isinstance(value, Date):
        return "date"
    if style == "cell" and isinstance(value, (int, float, Formula)):
        return "number"
    return style


def rows_of(grid):
    """(row, [(column, value, style)]) in order."""
    rows = {}
    for (row, column), (value, style) in sorted(grid.cells.items()):
        rows.setdefault(row, []).append((column, value, style_of(value, style)))
    return rows.items()


# ---- .xlsx ----


def write_xlsx(path, grids, made):
    book = xlsxwriter.Workbook(str(path), {
        "constant_memory": grids[0].streamed, "strings_to_numbers": False,
        "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": made, "author": "", "title": ""})
    formats = {name: _xlsx_format(book, *how) for name, how in STYLES.items()}
    for grid in grids:
        _xlsx_sheet(book.add_worksheet(grid.name), grid, formats)
    book.close()


def _xlsx_format(book, size, bold, border, align, wrap, number):
    how = {"font_name": "宋体", "font_size": size, "bold": bold,
           "align": align, "valign": "vcenter", "text_wrap": wrap}
    if border:
        how["border"] = 1
    if number:
        how["num_format"] = number
    return book.add_format(how)


def _xlsx_sheet(sheet, grid, formats):
    for column, width in enumerate(grid.widths):
        sheet.set_column(column, column, width)
    _xlsx_print(sheet, grid)
    tops = {(r, c): (r, c, r2, c2) for r, c, r2, c2 in grid.merges}
    for row, cells in rows_of(grid):
        height = HEIGHTS.get(cells[0][2])
        sheet.set_row(row, height, None, {"hidden": row in grid.hidden_rows})
        for column, value, style in cells:
            if (row, column) in tops:
                sheet.merge_range(*tops[row, column], "", formats[style])
            _xlsx_cell(sheet, row, column, value, formats[style])
    if grid.is_hidden:
        sheet.hide()


def _xlsx_cell(sheet, row, column, value, how):
    if isinstance(value, Formula):
        sheet.write_formula(row, column, value.text, how, value.result)
    elif isinstance(value, Date):
        sheet.write_number(row, column, serial(value.day), how)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, column, value, how)
    elif value == "":
        sheet.write_blank(row, column, None, how)
    else:
        sheet.write_string(row, column, value, how)


def _xlsx_print(sheet, grid):
    if grid.streamed:
        return
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(*grid.header)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    sheet.freeze_panes(grid.header[1] + 1, 0)


# ---- .xls ----


def write_xls(path, grids):
    book = xlwt.Workbook(encoding="utf-8")
    styles = {name: _xls_style(*how) for name, how in STYLES.items()}
    for grid in grids:
        _xls_sheet(book.add_sheet(grid.name), grid, styles)
    book.save(str(path))


def _xls_style(size, bold, border, align, wrap, number):
    style = xlwt.XFStyle()
    style.font.name = "宋体"
    style.font.height = size * 20
    style.font.bold = bold
    style.alignment.horz = {"center": xlwt.Alignment.HORZ_CENTER,
                            "left": xlwt.Alignment.HORZ_LEFT,
                            "right": xlwt.Alignment.HORZ_RIGHT}[align]
    style.alignment.vert = xlwt.Alignment.VERT_CENTER
    style.alignment.wrap = wrap
    if border:
        for side in ("left", "right", "top", "bottom"):
            setattr(style.borders, side, xlwt.Borders.THIN)
    style.num_format_str = number or "General"
    return style


def _xls_sheet(sheet, grid, styles):
    for column, width in enumerate(grid.widths):
        sheet.col(column).width = 256 * width
    covered = set()
    for row, column, last_row, last_column in grid.merges:
        value, style = grid.cells[row, column]
        sheet.write_merge(row, last_row, column, last_column, value,
                          styles[style_of(value, style)])
        covered |= {(r, c) for r in range(row, last_row + 1)
                    for c in range(column, last_column + 1)}
    for row, cells in rows_of(grid):
        _xls_row(sheet.row(row), row in grid.hidden_rows, cells)
        for column, value, style in cells:
            if (row, column) not in covered:
                if isinstance(value, Date):
                    value = serial(value.day)
                sheet.write(row, column, value, styles[style])
    _xls_print(sheet, grid)


def _xls_row(row, is_hidden, cells):
    row.hidden = is_hidden
    height = HEIGHTS.get(cells[0][2])
    if height:
        row.height = 20 * height
        row.height_mismatch = True


def _xls_print(sheet, grid):
    sheet.portrait = False
    sheet.paper_size_code = 9
    sheet.fit_num_pages = 1
    sheet.fit_width_to_pages = 1
    sheet.fit_height_to_pages = 0
    sheet.header_str = b""
    sheet.footer_str = b"&C&P / &N"  # xlwt takes ASCII only
    sheet.set_panes_frozen(True)
    sheet.set_horz_split_pos(grid.header[1] + 1)
    if grid.is_hidden:
        sheet.visibility = 1


# ---- text ----


def write_text(path, grid, encoding):
    """Separated by commas; .txt by tabs, as spreadsheet programs save it."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\r\n",
                       delimiter="\t" if path.suffix == ".txt" else ",")
    for _, cells in rows_of(grid):
        lines.writerow([value for _, value, _ in cells])
    path.write_bytes(out.getvalue().encode(encoding))


def write(path, grids, made, encoding):
    """By the name's ending; text holds one grid. `made` is the date inside a
    workbook, `encoding` that of text."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix in (".csv", ".txt"):
        write_text(path, grids[0], encoding)
    elif path.suffix == ".xls":
        write_xls(path, grids)
    else:
        write_xlsx(path, grids, made)
