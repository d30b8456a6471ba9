#!/usr/bin/python3
"""Makes the .xlsx fixtures of this folder again, each named by its quirk: what
cannot be written by the library that builds packages in tests.

    tests/import/files/make_xlsx.py
"""
import io
import os
import struct
import zipfile
import zlib

FOLDER = os.path.dirname(os.path.abspath(__file__))
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled"
TEMPLATE_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.template"
ROWS = (
    '<row><c t="inlineStr"><is><t>姓名</t></is></c><c><v>380</v></c></row>'
    '<row><c><f t="array" ref="A2:A3">B1:B2*2</f><v>760</v></c></row>'
    '<row><c><v>0</v></c><c><f t="shared" ref="B3:B4" si="0">A3+1</f><v>1</v></c></row>'
    '<row><c/><c><f t="shared" si="0"/><v>2</v></c></row>'
)


def parts(kind):
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    link = f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
    return {
        "[Content_Types].xml": f'{head}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.main+xml"/></Types>',
        "_rels/.rels": f'{head}{link}Type="{LINKS}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{head}<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>'
        '<sheet name="低保" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{head}{link}Type="{LINKS}/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'{head}<worksheet xmlns="{MAIN}"><sheetData>'
        f"{ROWS}</sheetData></worksheet>",
    }


class Pipe(io.RawIOBase):
    """Where nobody can go back: sizes come behind each part."""

    def __init__(self):
        super().__init__()
        self.bytes = b""

    def writable(self):
        return True

    def write(self, data):
        self.bytes += bytes(data)
        return len(data)


def pack(target, kind=SHEET_TYPE):
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts(kind).items():
            info = zipfile.ZipInfo(name, (2023, 9, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            with package.open(info, "w") as part:
                part.write(text.encode())


def zip64():
    """Every size and offset stands in a field of its own, as for huge files."""
    body, directory = b"", b""
    for name, text in parts(SHEET_TYPE).items():
        data = text.encode()
        deflate = zlib.compressobj(wbits=-15)
        packed = deflate.compress(data) + deflate.flush()
        # version 45, no flags, deflated, a date, checksum, sizes elsewhere
        head = struct.pack("<HHHHHIII", 45, 0, 8, 0, 0x5721, zlib.crc32(data),
                           0xFFFFFFFF, 0xFFFFFFFF)
        sizes = struct.pack("<QQ", len(data), len(packed))
        directory += (
            b"PK\1\2" + struct.pack("<H", 45) + head
            + struct.pack("<HHHHHII", len(name), 28, 0, 0, 0, 0, 0xFFFFFFFF)
            + name.encode() + struct.pack("<HH", 1, 24) + sizes
            + struct.pack("<Q", len(body))
        )
        body += (
            b"PK\3\4" + head + struct.pack("<HH", len(name), 20) + name.encode()
            + struct.pack("<HH", 1, 16) + sizes + packed
        )
    count = len(parts(SHEET_TYPE))
    end64 = b"PK\6\6" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, count, count,
                                    len(directory), len(body))
    locator = b"PK\6\7" + struct.pack("<IQI", 0, len(body) + len(directory), 1)
    end = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF,
                                  0xFFFFFFFF, 0)
    return body + directory + end64 + locator + end


if __name__ == "__main__":
    pipe = Pipe()
    pack(pipe)
    with open(os.path.join(FOLDER, "data-descriptors.xlsx"), "wb") as out:
        out.write(pipe.bytes)
    with open(os.path.join(FOLDER, "zip64.xlsx"), "wb") as out:
        out.write(zip64())
    pack(os.path.join(FOLDER, "macros-allowed.xlsm"), kind=MACRO_TYPE)
    pack(os.path.join(FOLDER, "template.xltx"), kind=TEMPLATE_TYPE)
