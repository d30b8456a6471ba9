#!/usr/bin/python3
"""The benchmark's job as an office would script it: pandas with openpyxl to read, xlsxwriter to write.

usage: peer.py IN OUT      (Debian: python3-pandas python3-openpyxl python3-xlsxwriter)
"""
import os
import sys

import pandas
import xlsxwriter

# file, department, label of the category column, step of a row by its category (None = any)
ROSTERS = [
    ("rural", "农业农村局", "监测对象类别/脱贫类别", {"稳定脱贫户": 3, None: 6}),
    ("dibao", "民政局低保", "保障类别", {None: 8}),
    ("lowinc", "民政局低收入", "家庭类别", {None: 5}),
    ("health", "卫健局", "扶助类别", {None: 4}),
    ("land", "自然资源局", None, {None: 1}),
    ("disabled", "残联", "残疾类别", {None: 7}),
    ("veterans", "退役军人局", "优抚类别", {None: 2}),
    ("tekun", "民政局特困孤儿", "供养方式", {None: 9}),
]
IDENTITIES = ["无", "被征地老人", "优抚对象", "脱贫人口", "计生特扶", "低收入", "监测对象", "重度残疾人", "低保对象", "特困孤儿"]
RATIOS = [0, 0.25, 0.25, 0.25, 0.75, 0.75, 0.75, 0.75, 0.75, 1]
PREMIUM = 380
ID_LABELS = {"证件号码", "身份证号", "公民身份号码", "残疾人证号"}
HEADER = ["序号", "县(区)", "乡镇", "行政村", "姓名", "证件号码", "部门类别", "认定身份", "资助比例", "资助金额"]
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
WIDE = {0xFEE0 + code: code for code in range(0x21, 0x7F)}


def tidy_id(text):
    return "".join(text.translate(WIDE).split()).upper()


def is_valid(number):
    if len(number) != 18 or not number[:17].isdigit():
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS))
    return "10X98765432"[total % 11] == number[17]


def tidy_name(text):
    return "".join(text.split())


def field_of(label, category):
    if label.startswith("县"):
        return "county"
    if label.startswith("乡镇"):
        return "town"
    if label.startswith("村") or label == "行政村":
        return "village"
    if label == "姓名":
        return "name"
    if label in ID_LABELS:
        return "id"
    return "category" if label in (category, "类别") else None


def read_sheet(sheet, roster):
    file, _, category, steps = ROSTERS[roster]
    top = next(i for i in range(10) if "姓名" in [str(cell).strip() for cell in sheet.iloc[i]])
    places = {}
    for column, label in enumerate(sheet.iloc[top]):
        field = field_of(str(label).strip(), category)
        if field:
            places[field] = column
    body = sheet.iloc[top + 1:]
    rows = pandas.DataFrame({field: body[column].fillna("") for field, column in places.items()})
    rows = rows[(rows["id"] != "") | (rows["name"] != "")].copy()
    read = len(rows)
    rows["id"] = rows["id"].map(tidy_id)
    if file == "disabled":
        rows["step"] = rows["id"].str[19].isin(["1", "2"]) * 7
        rows["id"] = rows["id"].str[:18]
    elif len(steps) > 1:
        rows["step"] = rows["category"].str.strip().map(lambda word: steps.get(word, steps[None]))
    else:
        rows["step"] = steps[None]
    rows = rows[rows["id"].map(is_valid)].copy()
    rows["name"] = rows["name"].map(tidy_name)
    if "category" not in rows:
        rows["category"] = "被征地老人"
    rows["roster"] = roster
    return read, rows


def write_detail(path, department, rows, best):
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    cell = book.add_format({"border": 1, "font_name": "宋体"})
    header = book.add_format({"border": 1, "font_name": "宋体", "bold": True, "align": "center"})
    sheet = book.add_worksheet()
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, 9, 14)
    sheet.merge_range(0, 0, 0, 9, department + "资助明细表", book.add_format({"bold": True, "font_size": 18}))
    for column, label in enumerate(HEADER):
        sheet.write_string(1, column, label, header)
    texts = zip(*(rows[field] for field in ("county", "town", "village", "name", "id", "category")))
    for index, (row, step) in enumerate(zip(texts, best), 1):
        sheet.write_number(index + 1, 0, index, cell)
        for column, text in enumerate(row, 1):
            sheet.write_string(index + 1, column, text, cell)
        sheet.write_string(index + 1, 7, IDENTITIES[step], cell)
        sheet.write_number(index + 1, 8, RATIOS[step], cell)
        sheet.write_number(index + 1, 9, PREMIUM * RATIOS[step], cell)
    book.close()


def write_summary(path, counts):
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    for line, ((county, step), heads) in enumerate(counts.items()):
        for column, value in enumerate((county, IDENTITIES[step], heads, heads * RATIOS[step] * PREMIUM)):
            sheet.write(line, column, value)
    book.close()


def main():
    source, target = sys.argv[1:3]
    read, frames = 0, []
    for index, roster in enumerate(ROSTERS):
        path = os.path.join(source, roster[0] + ".xlsx")
        for sheet in pandas.read_excel(path, header=None, dtype=str, sheet_name=None, engine="openpyxl").values():
            count, rows = read_sheet(sheet, index)
            read += count
            frames.append(rows)
    rows = pandas.concat(frames, ignore_index=True)
    persons = rows.groupby("id", sort=False).agg(step=("step", "max"), county=("county", "first"))
    unique = rows.drop_duplicates(["roster", "id"])
    os.makedirs(target, exist_ok=True)
    for index, roster in enumerate(ROSTERS):
        own = unique[unique["roster"] == index]
        best = persons["step"].reindex(own["id"]).tolist()
        write_detail(os.path.join(target, roster[0] + ".xlsx"), roster[1], own, best)
    counts = persons.groupby(["county", "step"]).size()
    write_summary(os.path.join(target, "summary.xlsx"), counts)
    total = sum(heads * RATIOS[step] * PREMIUM for (_, step), heads in counts.items())
    print(f"{read} rows, {len(unique)} accepted, {len(persons)} persons, {total:.2f} yuan")


main()
