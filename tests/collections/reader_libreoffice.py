#!/usr/bin/env python3
"""LibreOffice: opens whatever it can, writes it as .ods, whose cells are
values with types. It does not tell hidden from very hidden."""

import atexit
import datetime
import os
import re
import subprocess
import tempfile
import time
import zipfile
from xml.etree import ElementTree

import uno
from com.sun.star.beans import PropertyValue

from reader import serve

SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:"
               "calcext:1.0",
}
FILTERS = {"htm": "HTML (StarCalc)", "html": "HTML (StarCalc)"}
DURATION = re.compile(r"(-?)PT(\d+)H(\d+)M([\d.]+)S")
NULL_DAY = 693594  # 1899-12-30, as date.toordinal() has it
MOST_REPEATS = 20000  # cells beyond are the sheet's empty rest


def named(name):
    prefix, _, local = name.partition(":")
    return "{%s}%s" % (SPACES[prefix], local)


# ---- the office ----

class Office:
    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="collections-")
        pipe = "daopan%d" % os.getpid()
        self.process = subprocess.Popen(
            ["soffice", "--headless", "--norestore", "--nologo",
             "-env:UserInstallation=file://%s/profile" % self.folder.name,
             "--accept=pipe,name=%s;urp;" % pipe],
            stdin=subprocess.DEVNULL)
        atexit.register(self.close)
        self.desktop = self.connect(pipe)

    def connect(self, pipe):
        context = uno.getComponentContext()
        resolver = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", context)
        for _ in range(300):
            try:
                remote = resolver.resolve(
                    "uno:pipe,name=%s;urp;StarOffice.ComponentContext" % pipe)
                return remote.ServiceManager.createInstanceWithContext(
                    "com.sun.star.frame.Desktop", remote)
            except Exception:
                time.sleep(0.2)
        raise RuntimeError("soffice does not answer")

    def close(self):
        try:
            self.desktop.terminate()
            self.process.wait(timeout=10)
        except Exception:
            self.process.kill()
        self.folder.cleanup()

    def convert(self, path):
        """The file as .ods: the path of that."""
        result = os.path.join(self.folder.name, "result.ods")
        options = {"Hidden": True, "ReadOnly": True,
                   "MacroExecutionMode": 0, "UpdateDocMode": 0}
        extension = path.rpartition(".")[2].lower()
        if extension in FILTERS:
            options["FilterName"] = FILTERS[extension]
        document = self.desktop.loadComponentFromURL(
            uno.systemPathToFileUrl(os.path.abspath(path)), "_blank", 0,
            properties(options))
        if document is None:
            raise RuntimeError("not loaded")
        try:
            if not document.supportsService(
                    "com.sun.star.sheet.SpreadsheetDocument"):
                raise RuntimeError("no spreadsheet")
            document.storeToURL(uno.systemPathToFileUrl(result),
                                properties({"FilterName": "calc8"}))
        finally:
            document.close(True)
        return result


def properties(options):
    return tuple(PropertyValue(Name=name, Value=value)
                 for name, value in options.items())


# ---- its .ods ----

def text_of(element):
    """A paragraph's text, without notes and phonetic guides."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == named("text:s"):
            parts.append(" " * int(child.get(named("text:c"), "1")))
        elif child.tag == named("text:tab"):
            parts.append("\t")
        elif child.tag == named("text:line-break"):
            parts.append("\n")
        elif child.tag not in (named("office:annotation"),
                               named("text:ruby-text")):
            parts.append(text_of(child))
        parts.append(child.tail or "")
    return "".join(parts)


def cell_text(cell):
    return "\n".join(text_of(p) for p in cell.findall(named("text:p")))


def days_of(moment):
    day, _, clock = moment.partition("T")
    year, month, day = day.rsplit("-", 2)
    days = datetime.date(int(year), int(month), int(day)).toordinal()
    hours, minutes, seconds = (clock or "0:0:0").split(":")
    return (days - NULL_DAY + int(hours) / 24 + int(minutes) / 1440 +
            float(seconds) / 86400)


def duration_of(text):
    sign, hours, minutes, seconds = DURATION.match(text).groups()
    days = int(hours) / 24 + int(minutes) / 1440 + float(seconds) / 86400
    return -days if sign else days


def value_of(cell):
    kind = cell.get(named("office:value-type"))
    if kind is None:
        return None
    if cell.get(named("calcext:value-type")) == "error":
        return cell_text(cell)
    if kind in ("float", "percentage", "currency"):
        return float(cell.get(named("office:value")))
    if kind == "boolean":
        return cell.get(named("office:boolean-value")) == "true"
    if kind == "date":
        return {"serial": days_of(cell.get(named("office:date-value")))}
    if kind == "time":
        return {"serial": duration_of(cell.get(named("office:time-value")))}
    given = cell.get(named("office:string-value"))
    return cell_text(cell) if given is None else given


def rows_of(table):
    for child in table:
        if child.tag == named("table:table-row"):
            yield child
        elif child.tag in (named("table:table-row-group"),
                           named("table:table-header-rows"),
                           named("table:table-rows")):
            yield from rows_of(child)


def cells_of(table):
    cells = []
    number = 1
    for row in rows_of(table):
        rows = int(row.get(named("table:number-rows-repeated"), "1"))
        column = 1
        for cell in row:
            columns = int(cell.get(named("table:number-columns-repeated"),
                                   "1"))
            value = value_of(cell)
            if value is not None and rows * columns <= MOST_REPEATS:
                cells += [[number + i, column + j, value]
                          for i in range(rows) for j in range(columns)]
            column += columns
        number += rows
    return sorted(cells, key=lambda cell: cell[:2])


def hidden_styles(content):
    """Table styles that do not show their sheet."""
    hidden = set()
    for style in content.iter(named("style:style")):
        for found in style.iter(named("style:table-properties")):
            if found.get(named("table:display")) == "false":
                hidden.add(style.get(named("style:name")))
    return hidden


def read(path):
    with zipfile.ZipFile(office.convert(path)) as package:
        content = ElementTree.fromstring(package.read("content.xml"))
    hidden = hidden_styles(content)
    body = content.find(".//" + named("office:spreadsheet"))
    sheets = []
    for table in body.findall(named("table:table")):
        style = table.get(named("table:style-name"))
        sheets.append([table.get(named("table:name")),
                       None if style in hidden else "visible",
                       cells_of(table)])
    return {"sheets": sheets}


office = Office()
serve(read)
