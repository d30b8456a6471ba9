#!/usr/bin/python3
"""Makes the seeds of the fuzz targets, tests/fuzz/seeds/TARGET/NAME, and
the dictionaries, tests/fuzz/dictionaries/TARGET.dict.

Plain Python, no packages, no clock: the same files every time. The seeds are
committed; run this to add one. People are invented, ID numbers are of region
511499, which is nobody's.

    tests/fuzz/make_seeds.py
"""
import io
import os
import shutil
import struct
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
IMPORT_FILES = os.path.join(HERE, "..", "import", "files")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

PEOPLE = [
    ("吉克·阿依", "511499197001010013"),
    ("李䶮", "511499199003070021"),
    ("张　三", "51149920080229003X"),
]


def save(target, name, data):
    folder = os.path.join(HERE, "seeds", target)
    os.makedirs(folder, exist_ok=True)
    if isinstance(data, str):
        data = data.encode("utf-8")
    with open(os.path.join(folder, name), "wb") as file:
        file.write(data)


# ---- .xlsx ----


def package(parts, method=zipfile.ZIP_STORED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name)  # dated 1980, as it has no clock
            entry.compress_type = method
            archive.writestr(entry, text)
    return out.getvalue()


def relationships(*items):
    rows = "".join(
        f'<Relationship Id="{i}" Type="{LINKS}/{kind}" Target="{target}"/>'
        for i, kind, target in items
    )
    return f'<Relationships xmlns="{PACKAGE}">{rows}</Relationships>'


def workbook(sheets, properties=""):
    rows = "".join(
        f'<sheet name="{name}" sheetId="{i}" r:id="rId{i}"{more}/>'
        for i, (name, more) in enumerate(sheets, 1)
    )
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">{properties}'
        f"<sheets>{rows}</sheets></workbook>"
    )


def sheet(rows, tail=""):
    return (
        f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{tail}'
        "</worksheet>"
    )


def strings(*items):
    return f'<sst xmlns="{MAIN}">' + "".join(items) + "</sst>"


STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" '
    'formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts><cellXfs>'
    '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/>'
    '<xf numFmtId="57"/></cellXfs></styleSheet>'
)
SHARED = strings(
    "<si><t>姓名</t></si>",
    "<si><r><t xml:space=\"preserve\">张 </t></r><r><t>三</t></r>"
    "<rPh sb=\"0\" eb=\"1\"><t>zhang</t></rPh></si>",
    "<si><t>a_x000D_&#10;&lt;b&gt;</t></si>",
    "<si><t/></si>",
)
ROWS = {
    "plain": '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>12.50</v></c>'
    '<c r="C1" s="1"><v>45139</v></c></row><row r="3" hidden="1">'
    '<c r="XFD3" t="s"><v>1</v></c></row>',
    "types": '<row r="1"><c r="A1" t="n"><v>-1.5E+3</v></c><c r="B1" t="b">'
    '<v>1</v></c><c r="C1" t="e"><v>#N/A</v></c><c r="D1" t="str"><v>甲</v></c>'
    '<c r="E1" t="inlineStr"><is><t>内嵌</t></is></c><c r="F1" t="d">'
    "<v>2023-08-01T10:30:00</v></c></row>",
    "formulas": '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2">'
    '<f t="shared" si="0" ref="B2:B9">A1</f><v>2</v></c><c r="C2"><f>A1</f>'
    '</c><c r="D2" t="str"><f>IF(A1&lt;3,"a")</f><v>a</v></c></row>',
    "no-references": "<row><c><v>5</v></c><c/><c t=\"inlineStr\"><is><r><rPr>"
    "<b/></rPr><t>甲</t></r><rPh sb=\"0\" eb=\"1\"><t>yi</t></rPh></is></c>"
    "</row><row><c><v>6</v></c></row>",
    "odd": "<!-- note --><row r=\"1\"><c r=\"A1\" t=\"str\"><v><![CDATA[<a>]]>"
    "</v></c><c r=\"B1\" t=\"str\"><v>&#20320;&#x20BB7;&amp;</v></c><extLst/>"
    "</row>",
    "empty": '<row r="1" s="1" customFormat="1"/><row r="2"><c r="A2" s="1"/>'
    '<c r="B2"><v/></c><c r="C2" t="str"><f>""</f><v></v></c></row>',
}
MERGES = '<mergeCells count="2"><mergeCell ref="A1:C1"/><mergeCell ref="A2:A9"/></mergeCells>'


def xlsx_sheets():
    for name, rows in ROWS.items():
        save("xlsx_sheet", name, sheet(rows, MERGES if name == "plain" else ""))
    save("xlsx_sheet", "head-and-tail",
         f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
         f'<worksheet xmlns="{MAIN}" xmlns:r="{LINKS}"><dimension ref="A1:C3"/>'
         '<cols><col min="1" max="3" width="9"/></cols><sheetData/>'
         '<autoFilter ref="A1:C1"/><pageMargins left="0.7"/></worksheet>')
    save("xlsx_sheet", "prefixed",
         f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1">'
         "<x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>")
    save("xlsx_sheet", "utf-16",
         ('<?xml version="1.0" encoding="UTF-16"?>' + sheet(ROWS["plain"])).encode("utf-16"))


def xlsx_packages():
    links = relationships(("rId1", "officeDocument", "xl/workbook.xml"))
    book_links = relationships(
        ("rId1", "worksheet", "worksheets/sheet1.xml"),
        ("rId2", "worksheet", "/xl/worksheets/sheet2.xml"),
        ("rId3", "styles", "styles.xml"),
        ("rId4", "sharedStrings", "sharedStrings.xml"),
    )
    parts = {
        "_rels/.rels": links,
        "xl/_rels/workbook.xml.rels": book_links,
        "xl/workbook.xml": workbook([("低保", ""), ("隐藏", ' state="hidden"')],
                                    '<workbookPr date1904="1"/>'),
        "xl/worksheets/sheet1.xml": sheet(ROWS["plain"], MERGES),
        "xl/worksheets/sheet2.xml": sheet(ROWS["types"] + ROWS["formulas"]),
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": SHARED,
    }
    save("xlsx", "two-sheets-stored", package(parts))
    save("xlsx", "two-sheets-deflated", package(parts, zipfile.ZIP_DEFLATED))
    small = {
        "_rels/.rels": links,
        "xl/_rels/workbook.xml.rels": relationships(
            ("rId1", "worksheet", "..\\xl\\worksheets/./sheet1.xml")),
        "xl/workbook.xml": workbook([("一", "")]),
        "xl/worksheets/sheet1.xml": sheet(ROWS["odd"]),
    }
    save("xlsx", "path-with-dots", package(small))
    strict = {name: text.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
              .replace(LINKS, "http://purl.oclc.org/ooxml/officeDocument/relationships")
              for name, text in small.items()}
    save("xlsx", "strict", package(strict))
    del small["xl/_rels/workbook.xml.rels"]
    save("xlsx", "no-relationships", package(small))


# ---- .xls ----


def record(number, data=b""):
    return struct.pack("<HH", number, len(data)) + data


def string8(text):
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def stream(version, book, cells):
    """A bare BIFF stream: globals, one sheet."""
    bof = {8: 0x0600, 5: 0x0500}[version]
    name = "甲".encode("utf-16-le") if version == 8 else "甲".encode("gbk")
    label = struct.pack("<BB", 1, 1) + name if version == 8 else struct.pack("<B", 2) + name
    start = record(0x809, struct.pack("<HHHHII", bof, 5, 0, 0, 0, 0))
    sheet_size = len(record(0x85, struct.pack("<IH", 0, 0) + label))
    offset = len(start) + sheet_size + len(book) + 4
    globals_ = start + record(0x85, struct.pack("<IH", offset, 0) + label) + book + record(0x0A)
    page = record(0x809, struct.pack("<HHHHII", bof, 0x10, 0, 0, 0, 0))
    return globals_ + page + cells + record(0x0A)


def at(row, column, style=0):
    return struct.pack("<HHH", row, column, style)


def xls():
    sst = struct.pack("<II", 2, 2) + string8("姓名") + struct.pack(
        "<HBH", 2, 9, 1) + "张三".encode("utf-16-le") + struct.pack("<HH", 1, 5)
    xf = record(0xE0, struct.pack("<HH", 0, 0) + bytes(16)) + record(
        0xE0, struct.pack("<HH", 0, 14) + bytes(16))
    cells = (
        record(0xFD, at(0, 0) + struct.pack("<I", 0))
        + record(0xFD, at(0, 1) + struct.pack("<I", 1))
        + record(0x203, at(1, 0) + struct.pack("<d", 380.5))
        + record(0x27E, at(1, 1, 1) + struct.pack("<I", 45139 << 2 | 2))
        + record(0xBD, struct.pack("<HH", 2, 0) + struct.pack("<HI", 0, 5 << 2 | 2) * 2
                 + struct.pack("<H", 1))
        + record(0x205, at(3, 0) + b"\1\0") + record(0x205, at(3, 1) + b"\x2a\1")
        + record(0x06, at(4, 0) + b"\0\0\0\0\0\0\xff\xff" + bytes(6) + b"\0\0")
        + record(0x207, string8("甲"))
        + record(0x204, at(5, 0) + string8("乙"))
        + record(0xE5, struct.pack("<HHHHH", 1, 0, 0, 0, 2))
    )
    save("xls", "biff8", stream(8, xf + record(0xFC, sst), cells))
    long = "丙" * 40
    split = struct.pack("<II", 1, 1) + struct.pack("<HB", 80, 1) + long.encode("utf-16-le")
    rest = record(0x3C, b"\1" + long.encode("utf-16-le"))
    save("xls", "continued", stream(8, xf + record(0xFC, split) + rest,
                                    record(0xFD, at(0, 0) + struct.pack("<I", 0))))
    gbk = "姓名".encode("gbk")
    save("xls", "biff5", stream(5, record(0x42, struct.pack("<H", 936)) + record(
        0xE0, struct.pack("<HH", 0, 14) + bytes(12)),
        record(0x204, at(0, 0) + struct.pack("<H", len(gbk)) + gbk)
        + record(0x203, at(0, 1) + struct.pack("<d", 45139.5))
        + record(0x06, at(1, 0) + struct.pack("<d", 7) + bytes(6) + b"\0\0")))
    for name in ("hidden", "merged", "rich-text", "biff5-code-page-936",
                 "booleans-and-errors", "protected", "protected-xlsx"):
        shutil.copy(os.path.join(IMPORT_FILES, name + ".xls"),
                    os.path.join(HERE, "seeds", "xls", name))


# ---- web pages, XML workbooks, OpenDocument, .xlsb ----

ODF = "urn:oasis:names:tc:opendocument:xmlns:"
ODF_SPACES = "".join(
    f' xmlns:{short}="{ODF}{name}:1.0"' for short, name in
    (("office", "office"), ("table", "table"), ("text", "text"),
     ("style", "style"), ("number", "datastyle")))
ODF_BODY = (
    '<office:body><office:spreadsheet><table:table table:name="低保">'
    '<table:table-row table:number-rows-repeated="2"><table:table-cell '
    'office:value-type="string"><text:p>姓<text:s text:c="2"/>名</text:p>'
    "</table:table-cell><table:table-cell table:number-columns-repeated=\"3\" "
    'office:value-type="float" office:value="380"><text:p>380</text:p>'
    "</table:table-cell></table:table-row><table:table-row "
    'table:visibility="filter"><table:table-cell table:number-columns-spanned='
    '"2" table:number-rows-spanned="2" office:value-type="date" '
    'office:date-value="2023-08-01T10:00:00"/><table:covered-table-cell/>'
    '<table:table-cell table:formula="of:=1" office:value-type="boolean" '
    'office:boolean-value="true"/><table:table-cell office:value-type="time" '
    'office:time-value="PT10H30M00S"/></table:table-row></table:table>'
    "</office:spreadsheet></office:body>"
)
ODF_KIND = "application/vnd.oasis.opendocument.spreadsheet"
SS = "urn:schemas-microsoft-com:office:spreadsheet"


def markup():
    pages = {
        "plain": "<table><tr><th>姓名</th><th>号</th></tr><tr><td>甲</td>"
        "<td>511499197001010013</td></tr></table>",
        "spans": "<html><body><TABLE><tr><td rowspan=3>镇<td colspan=\"2\">甲"
        "<tr><td>乙<tr><td>丙<table><tr><td>内</table></table>",
        "entities": "<table><tr><td>&lt;&#20320;&nbsp;&#x20BB7;&copy&amp;</td>"
        "<td><!-- <td> --><script>'<td>'</script><br>二</td></tr></table>",
        "sheets": "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\">"
        "<head><meta charset=gb2312><style>td{mso-number-format:'\\@'}</style>"
        "<!--[if gte mso 9]><xml><x:ExcelWorkbook><x:Name>低保</x:Name>"
        "</x:ExcelWorkbook></xml><![endif]--></head><body><table>"
        "<tr style='display:none'><td style=\"mso-number-format:'0\\.00'\" x:num>"
        "380</td></tr></table></body></html>",
    }
    for k, (name, page) in enumerate(pages.items()):
        save("html", name, bytes([k % 2]) + page.encode("utf-8"))
    save("html", "gb2312", b"\2" + pages["plain"].encode("gb18030"))
    rows = (
        '<Row><Cell ss:MergeAcross="2"><Data ss:Type="String">题</Data></Cell>'
        '</Row><Row ss:Index="3" ss:Hidden="1"><Cell ss:Index="2" ss:StyleID="s1">'
        '<Data ss:Type="Number">380.5</Data></Cell><Cell ss:Formula="=1"><Data '
        'ss:Type="DateTime">2023-08-01T00:00:00.000</Data></Cell><Cell><Data '
        'ss:Type="Boolean">1</Data></Cell><Cell><Data ss:Type="Error">#N/A</Data>'
        '</Cell></Row><Row ss:Span="2"/><Row><Cell><ss:Data ss:Type="String" '
        'xmlns="http://www.w3.org/TR/REC-html40"><B>粗</B>体</ss:Data></Cell></Row>'
    )
    save("spreadsheetml", "2003",
         f'<?xml version="1.0"?><Workbook xmlns="{SS}" xmlns:ss="{SS}"><Styles>'
         '<Style ss:ID="s1"><NumberFormat ss:Format="Short Date"/></Style></Styles>'
         f'<Worksheet ss:Name="低保"><Table>{rows}</Table></Worksheet></Workbook>')
    save("spreadsheetml", "flat",
         f'<?xml version="1.0"?><office:document{ODF_SPACES}>{ODF_BODY}</office:document>')


def xlsb_record(number, data=b""):
    out = bytes([number & 0x7F | 0x80, number >> 7]) if number > 127 else bytes([number])
    size = len(data)
    while size > 127:
        out += bytes([size & 0x7F | 0x80])
        size >>= 7
    return out + bytes([size]) + data


def wide(text):
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def packages():
    save("package", "ods", package({
        "mimetype": ODF_KIND,
        "content.xml": f"<office:document-content{ODF_SPACES}>{ODF_BODY}"
                       "</office:document-content>",
        "META-INF/manifest.xml": '<m:manifest xmlns:m="x"/>'}))
    head = struct.pack("<II", 0, 0)
    rows = xlsb_record(0, struct.pack("<IIHBBB", 0, 0, 300, 0, 0, 0)) + xlsb_record(
        2, head + struct.pack("<I", 45139 << 2 | 2)) + xlsb_record(
        6, struct.pack("<II", 1, 0) + wide("甲")) + xlsb_record(
        7, struct.pack("<III", 2, 0, 0)) + xlsb_record(
        5, struct.pack("<IId", 3, 1, 380.5)) + xlsb_record(
        9, struct.pack("<IIdHI", 4, 0, 7.5, 0, 0)) + xlsb_record(
        4, struct.pack("<IIB", 5, 0, 1)) + xlsb_record(3, struct.pack("<IIB", 6, 0, 42))
    save("package", "xlsb", package({
        "_rels/.rels": relationships(("rId1", "officeDocument", "xl/workbook.bin")),
        "xl/_rels/workbook.bin.rels": relationships(
            ("r1", "worksheet", "worksheets/sheet1.bin"),
            ("r2", "sharedStrings", "sharedStrings.bin"), ("r3", "styles", "styles.bin")),
        "xl/workbook.bin": xlsb_record(153, bytes(12)) + xlsb_record(
            156, struct.pack("<II", 0, 1) + wide("r1") + wide("S1")),
        "xl/worksheets/sheet1.bin": xlsb_record(145) + rows + xlsb_record(146)
        + xlsb_record(176, struct.pack("<IIII", 0, 1, 0, 2)),
        "xl/sharedStrings.bin": xlsb_record(19, b"\0" + wide("姓名")),
        "xl/styles.bin": xlsb_record(44, struct.pack("<H", 164) + wide("yyyy-mm-dd"))
        + xlsb_record(617) + xlsb_record(47, bytes(4))
        + xlsb_record(47, struct.pack("<HH", 0, 164)) + xlsb_record(618)}))
    save("package", "mht", "MIME-Version: 1.0\nContent-Type: text/html\n\n<table>")
    save("package", "pdf", "%PDF-1.4\n")


def protected():
    for name in ("agile-sha1-aes128.xlsx", "agile-sha384-aes192.xlsx",
                 "agile-unchecked.xlsx", "standard.xlsx", "crypto-api-40.xls",
                 "crypto-api-read-only.xls", "rc4.xls", "xor.xls"):
        with open(os.path.join(IMPORT_FILES, "protected-" + name), "rb") as file:
            save("protected", name, file.read())


# ---- text ----

TABLE = "姓名,身份证号,金额\n" + "".join(f"{n},{i},380\n" for n, i in PEOPLE)
QUOTED = '姓名,备注\n"张 ""三""","第一行\n第二行"\n李四,\n'


def delimited():
    save("delimited", "utf-8", TABLE)
    save("delimited", "utf-8-mark", "\ufeff" + TABLE.replace(",", ";"))
    save("delimited", "gb18030", TABLE.replace("\n", "\r\n").encode("gb18030"))
    save("delimited", "utf-16le", ("\ufeff" + TABLE.replace(",", "\t")).encode("utf-16-le"))
    save("delimited", "utf-16be", TABLE.encode("utf-16-be"))
    save("delimited", "quotes", QUOTED)
    save("delimited", "sep", "sep=|\r\n甲|乙|\r\n\r\n||丙\r\n")
    save("delimited", "one-column", "甲\r乙\r丙")


def roster(title, header, *rows):
    return "\n".join([title, "", header, *rows, "合计,3人", "制表人：某某"]) + "\n"


def rosters():
    dibao = roster(
        "东区2023年8月城乡低保对象花名册",
        "序号,县区,乡镇(街道),村(社区),姓名,身份证号,人员类别,认定时间,变动类型",
        *[f"{k},东区,甲镇,乙村,{n},{i},低保对象,2023-0{k}-01,新增"
          for k, (n, i) in enumerate(PEOPLE, 1)])
    canlian = roster(
        "西区持证残疾人花名册",
        "姓名,残疾证号,残疾类别,残疾等级,持证状态,乡镇",
        *[f"{n},{i}{k}{k},肢体,{k}级,正常,丙镇" for k, (n, i) in enumerate(PEOPLE, 1)])
    rural = (
        "脱贫户监测对象名单\n,家庭情况,,,\n姓名,户类型,监测对象类别,身份证号,风险是否已消除\n"
        "甲,脱贫户,,511499197001010013,否\n乙,监测对象,脱贫不稳定户,5.11499E+17,是\n"
        ",,,,\n小计,1,,,\n丙,脱贫户,,511499200802290035,否\n")
    household = "户主姓名,户主身份证号,人口数\n甲,511499197001010013,3\n"
    repeated = "姓名,身份证号,类别\n甲,511499197001010013,特困\n姓名,身份证号,类别\n甲,511499197001010013,特困\n甲一,511499197001010013,低保\n,12345,困境儿童\n"
    texts = {"dibao": dibao, "canlian": canlian, "rural": rural,
             "household": household, "repeated": repeated,
             "letter": "关于报送名单的函\n请查收。\n"}
    for name, text in texts.items():
        save("roster", name, text)
        if name in ("dibao", "canlian", "repeated"):
            save("parcel", name, text)


# ---- the rest ----


def id_numbers():
    values = {
        "whole": "511499197001010013", "with-x": "51149920080229003X",
        "wrong-check": "511499197001010014", "15-digits": "511499700101001",
        "certificate": "51149919700101001341", "reissued": "51149919700101001341B1",
        "full-width": "’５１１４９９１９７００１０１００１３", "spaces": " 511499 19700101\u30000013\u200b",
        "lower": "51149920080229003x", "scientific": "5.11499E+17", "no-date": "511499199002310017",
    }
    for name, text in values.items():
        save("id_number", name, text)
    save("id_number", "number-cell", struct.pack("<d", 511499197001010013.0))


def dates():
    for i, text in enumerate(
        ["2023-08-01", "2023/8/1 10:30", "2023.8.1", "2023年8月1日", "20230801",
         "202308", "2023年8月", "2023-08-01T00:00:00", "长期", "-", "45139", "1900-02-29"]):
        save("date", f"text-{i:02}", bytes([0]) + text.encode("utf-8"))
    for i, bits in enumerate([4, 5, 8, 9, 10, 12, 2]):
        save("date", f"cell-{i:02}", bytes([bits]) + struct.pack("<d", 45139.25))
        save("date", f"digits-{i:02}", bytes([bits]) + b"45139")


def sheet_rows():
    """Cells: kind with column and style, length, text; kind 7 ends a row."""
    def row(texts, end=7):
        cells = b"".join(bytes([i % 3 << 3, len(text.encode())]) + text.encode()
                         for i, text in enumerate(texts))
        return cells + bytes([5, 9]) + b"123456789" + bytes([6, 0, end])

    places = ["城关镇", "新双坝镇", "前蔡岭社区"]
    save("rows", "people", b"".join(
        row([places[i % 3], name, number, "脱贫人口" if i % 4 else "低保对象"])
        for i, (name, number) in enumerate(PEOPLE * 8)))
    save("rows", "alternating", b"".join(
        row(["同", "", " 空", "𠮷<&>_x000D_"][i % 3:], 7 | i % 4 << 6 | i % 2 << 3)
        for i in range(24)))
    save("rows", "long", row(["长" * 80] * 9) * 6)


CASES = """schema: 1
policy: xugou-2025
cases:
  - name: 只是女孩
    as_of: 2024-12-31
    clause: d1 一
    persons: [{name: 甲, born: 2015-06-15, sex: female}]
    rosters:
      - {person: 甲, kind: minzheng, category: 女孩, verdict: won}
    expect:
      - {person: 甲, category: nvhai, subsidy: "203.01", personal_due: "203.00", fund: 困难群众参保资助资金, applicant: 医保中心}
"""


def policies():
    folder = os.path.join(IMPORT_FILES, "policy-of-other-rules")
    with open(os.path.join(folder, "policy.yaml"), encoding="utf-8") as file:
        policy = file.read()
    with open(os.path.join(folder, "columns.yaml"), encoding="utf-8") as file:
        columns = file.read()
    save("policy", "other-rules", policy + "\n%columns\n" + columns)
    save("policy", "with-cases", policy + "\n%columns\n" + columns + "\n%cases\n" + CASES)
    save("policy", "unreviewed", policy.replace("id: xugou-2025", "id: xugou-2025 # 【待核】")
         + "\n%columns\n" + columns)
    save("policy", "anchors", "a: &x [1, 2]\nb: *x\nc: !!str 3\n%columns\nd: {<<: *x}\n")


# ---- words for libFuzzer to put in ----

SHEET_WORDS = [
    '<worksheet',
    '</worksheet>',
    '<sheetData>',
    '<sheetData/>',
    '</sheetData>',
    '<row',
    '</row>',
    '<c',
    '<c/>',
    '</c>',
    '<v>',
    '</v>',
    '<v/>',
    '<f>',
    '</f>',
    '<is>',
    '</is>',
    '<t>',
    '</t>',
    '<r>',
    '</r>',
    '<rPh',
    '</rPh>',
    ' r="A1"',
    ' r="XFD1048576"',
    ' t="s"',
    ' t="str"',
    ' t="inlineStr"',
    ' t="b"',
    ' t="e"',
    ' t="d"',
    ' t="n"',
    ' s="1"',
    ' hidden="1"',
    ' xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"',
    ' xmlns:x="',
    '<mergeCells>',
    '<mergeCell ref="A1:C1"/>',
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
    '<!DOCTYPE',
    '<!ENTITY',
    '<?xml',
    '?>',
    '&amp;',
    '&#x',
    '&#10;',
    '_x000D_',
    '_x005F_',
    '<extLst>',
    'xml:space="preserve"',
]
PACKAGE_WORDS = [
    '<sst',
    '<si>',
    '</si>',
    '<sheet',
    ' state="hidden"',
    ' r:id="rId1"',
    '<workbookPr date1904="1"/>',
    '<Relationship',
    ' Id="rId1"',
    ' Target="',
    ' TargetMode="External"',
    '/worksheet',
    '/styles',
    '/sharedStrings',
    '/officeDocument',
    '../',
    'PK\x01\x02',
    'PK\x03\x04',
    'PK\x05\x06',
    'PK\x06\x06',
    'PK\x06\x07',
    'PK\x07\x08',
    '<numFmt numFmtId="164"',
    'formatCode="',
    '<xf numFmtId="',
    '<cellXfs>',
]
ROSTER_WORDS = [
    '姓名',
    '身份证号',
    '户主姓名',
    '户主身份证号',
    '监护人',
    '县区',
    '乡镇',
    '村',
    '人员类别',
    '户类型',
    '监测对象类别',
    '身份类别代码',
    '残疾证号',
    '残疾类别',
    '残疾等级',
    '持证状态',
    '认定时间',
    '退出时间',
    '享受状态',
    '变动类型',
    '新增',
    '减员',
    '低保',
    '特困',
    '残疾人',
    '脱贫户',
    '监测对象',
    '小计',
    '合计',
    '备注',
    '制表人',
    '注销',
    '一级',
    '511499197001010013',
    '51149920080229003X',
    '2023年8月',
    ',',
    '\n',
    '"',
    '\t',
]
POLICY_WORDS = [
    ': ',
    '- ',
    '{',
    '}',
    '[',
    ']',
    '\n',
    '\n  ',
    '&a ',
    '*a',
    '<<: ',
    '!!',
    '# ',
    '---\n',
    '...\n',
    '%YAML 1.1\n',
    '\n%columns\n',
    '\n%cases\n',
    '【待核】',
    'source: {document: d1, clause: 一, quote: 虚构}',
    'categories:',
    'conditions:',
    'tiers:',
    'steps:',
    'funds:',
    'kinds:',
    'labels:',
    'values:',
    'age_max:',
    'types:',
    'grades:',
    '9999-12-31',
    '100%',
    '"0.00"',
]


def dictionary(target, words):
    """libFuzzer reads ASCII: every byte is written as an escape but letters,
    digits and spaces."""
    folder = os.path.join(HERE, "dictionaries")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, target + ".dict"), "w") as file:
        for word in words:
            escaped = "".join(
                chr(byte) if chr(byte).isascii() and (chr(byte).isalnum() or byte == 32)
                else f"\\x{byte:02x}" for byte in word.encode("utf-8"))
            file.write(f'"{escaped}"\n')


def dictionaries():
    dictionary("xlsx_sheet", SHEET_WORDS)
    dictionary("xlsx", SHEET_WORDS + PACKAGE_WORDS)
    dictionary("roster", ROSTER_WORDS)
    dictionary("policy", POLICY_WORDS)


xlsx_sheets()
xlsx_packages()
xls()
markup()
packages()
protected()
delimited()
rosters()
id_numbers()
dates()
sheet_rows()
policies()
dictionaries()
