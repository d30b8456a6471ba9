#!/usr/bin/env python3
"""Decides a month of Meishan rosters a second time, by the rules of
眉医保办发〔2023〕18号 as written here from the document.

    meishan.py --period 2023-08 FOLDER                   every person, as CSV
    meishan.py --period 2023-08 FOLDER --totals          heads and amounts
    meishan.py --period 2023-08 FOLDER --compare CSV …   against exports

Exit status: 0 done or no difference; 1 differences (printed); 77 a library is
missing.
"""

import sys

from rosters import Region, Returned, bare, main

RELIEF, FISCAL = "医疗救助资金", "财政专项资金"

# 三、(二) 导盘规则: code, name, subsidy in fen, fund, applicant; loaded from
# top to bottom, each overwriting the ones before.
ORDER = [
    ("993406", "稳定脱贫户", 9500, RELIEF, "医保"),
    ("230202", "脱贫不稳定户", 28500, RELIEF, "医保"),
    ("230508", "边缘易致贫户", 28500, RELIEF, "医保"),
    ("230705", "突发严重困难户", 28500, RELIEF, "医保"),
    ("2303", "低保救助对象", 28500, RELIEF, "医保"),
    ("2305", "低收入救助对象", 28500, FISCAL, "民政"),
    ("236010", "计生特别扶助对象", 38000, FISCAL, "卫健"),
    ("01", "被征地农民超龄人员", 38000, FISCAL, "自然资源"),
    ("236046", "重度残疾人", 38000, FISCAL, "残联"),
    ("9925", "烈士遗属", 38000, FISCAL, "退役军人"),
    ("992601", "因公牺牲军人遗属", 38000, FISCAL, "退役军人"),
    ("2101", "因公牺牲军人家属", 38000, FISCAL, "退役军人"),
    ("216002", "在乡复员军人", 38000, FISCAL, "退役军人"),
    ("9934", "带病回乡退伍军人", 38000, FISCAL, "退役军人"),
    ("246003", "参战参试退役人员", 38000, FISCAL, "退役军人"),
    ("9935", "参战涉核退役人员", 38000, FISCAL, "退役军人"),
    ("9901", "一级残疾军人", 38000, FISCAL, "退役军人"),
    ("9930", "二级残疾军人", 38000, FISCAL, "退役军人"),
    ("9931", "三级残疾军人", 38000, FISCAL, "退役军人"),
    ("9917", "四级残疾军人", 38000, FISCAL, "退役军人"),
    ("9918", "五级残疾军人", 38000, FISCAL, "退役军人"),
    ("9919", "六级残疾军人", 38000, FISCAL, "退役军人"),
    ("9920", "七级残疾军人", 38000, FISCAL, "退役军人"),
    ("9921", "八级残疾军人", 38000, FISCAL, "退役军人"),
    ("9922", "九级残疾军人", 38000, FISCAL, "退役军人"),
    ("9923", "十级残疾军人", 38000, FISCAL, "退役军人"),
    ("2361", "孤儿", 38000, RELIEF, "医保"),
    ("2304", "特困救助对象", 38000, RELIEF, "医保"),
]
VETERANS = {code for code, *_, who in ORDER if who == "退役军人"}
MONITORED = {"230202", "230508", "230705"}


class Meishan(Region):
    premium = 38000
    order = ORDER
    kinds = [
        ("监测对象", "监测"), ("脱贫", "993406"), ("低收入", "2305"),
        ("低保", "2303"), ("孤儿", "2361"), ("特困", "2304"),
        ("特别扶助", "236010"), ("计划生育", "236010"), ("被征地", "01"),
        ("残疾", "236046"), ("优抚", "优抚"),
    ]
    aliases = {"烈土遗属": "9925", "在乡复原军人": "216002"}
    grade_kinds = ("236046",)

    def category(self, kind, value, disability):
        name, code = bare(value("category")), bare(value("code"))
        if kind == "监测":
            return self.named(bare(value("monitored")), MONITORED)
        if kind == "优抚":
            return self.veteran(name, code.zfill(2) if code else "")
        if kind == "2361" and "事实无人抚养" in name:
            raise Returned("category " + name)
        return kind

    def veteran(self, name, code):
        """By name and code, which must say the same."""
        by_name = self.named(name, VETERANS) if name else code
        code = code or by_name
        if code not in VETERANS or by_name != code:
            raise Returned("category " + name + code)
        return code

    def needs_certificate(self, code):
        return code == "236046"

    def is_eligible(self, code, person):
        if code == "2305":
            return person.age >= 60 or person.age < 18 or \
                bool(person.grades & {3, 4})
        if code == "236046":
            return bool(person.grades & {1, 2})
        return True


if __name__ == "__main__":
    sys.exit(main(Meishan()))
