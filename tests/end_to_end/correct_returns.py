"""Corrects return lists as a clerk would: every red cell gets a right value,
typed into the cell, by openpyxl. Prints the ID number of each corrected row.

    correct_returns.py 退回清单 CORRECTED
"""

import pathlib
import re
import sys

import openpyxl

RED = "FF9999"
OWN_NUMBER = {"身份证号", "身份证号码", "居民身份证号", "公民身份证号",
              "公民身份号码", "证件号码", "身份证件号码"}
OTHERS = ("户主", "监护", "配偶")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def number(sequence):
    """An invented person's, of a region that is assigned to no county."""
    digits = f"51149919600{1 + sequence // 900}01{sequence % 900 + 100:03d}"
    total = sum(int(d) * w for d, w in zip(digits, WEIGHTS))
    return digits + "10X98765432"[total % 11]


def labels(sheet):
    """Labels by column, groups before them, and the first row below."""
    top = next(r for r in range(1, 20)
               if any(c.value == "错误说明" for c in sheet[r]))
    merged = {(m.min_row, m.min_col) for m in sheet.merged_cells.ranges
              if m.min_row == top and m.max_row == top + 1}
    is_deep = bool(merged)
    found, group = {}, ""
    for cell in sheet[top]:
        group = cell.value or (group if is_deep else "")
        below = sheet.cell(top + 1, cell.column).value if is_deep else None
        found[cell.column] = f"{group}/{below}" if below else group
    return found, top + (2 if is_deep else 1)


def category(message):
    for pattern in ("是否为“([^”]+)”", "可用：“([^”]+)”", "可填：([^、）]+)"):
        match = re.search(pattern, message)
        if match:
            return match.group(1)
    return None


def right_value(label, message, sequence):
    if "残疾证号" in label or "代码" in label:
        return None
    if "身份证" in label or "号码" in label:
        return number(sequence)
    if "姓名" in label:
        return "更正者"
    if "时间" in label or "日期" in label:
        return "2023-01-01"
    if "等级" in label:
        grade = re.search("（([1-4])级）", message)
        return "一二三四"[int(grade.group(1)) - 1] + "级" if grade else "一级"
    if "状态" in label:
        return "正常"
    return category(message)


def own_number_column(found):
    for column, label in found.items():
        last = label.split("/")[-1] if label else ""
        if last in OWN_NUMBER and not any(o in label for o in OTHERS):
            return column
    raise SystemExit("no column of ID numbers")


def correct(book, sequence):
    for sheet in book:
        if sheet.title == "提请核实":
            continue
        found, first = labels(sheet)
        by_label = {label: column for column, label in found.items()}
        said = by_label["错误说明"]
        for row in range(first, sheet.max_row + 1):
            message = sheet.cell(row, said).value
            if not message:
                break
            for cell in sheet[row]:
                if cell.fill.fill_type and cell.fill.fgColor.rgb[-6:] == RED:
                    sequence += 1
                    cell.value = right_value(found[cell.column] or "", message,
                                             sequence)
            print(sheet.cell(row, own_number_column(found)).value)
    return sequence


def main():
    source, target = map(pathlib.Path, sys.argv[1:])
    target.mkdir()
    sequence = 0
    for path in sorted(source.glob("*.xlsx")):
        book = openpyxl.load_workbook(path)
        sequence = correct(book, sequence)
        book.save(target / path.name)


main()
