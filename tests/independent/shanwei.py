#!/usr/bin/env python3
"""Decides a month of Shanwei rosters a second time. The draft names no
categories: those of the provincial rule stand for them, as 梅市医保〔2023〕8号
prints them, as far as one of the draft's four departments certifies them.

    shanwei.py --period 2022-10 FOLDER                   every person, as CSV
    shanwei.py --period 2022-10 FOLDER --totals          heads and amounts
    shanwei.py --period 2022-10 FOLDER --compare CSV …   against exports

Exit status: 0 done or no difference; 1 differences (printed); 77 a library is
missing.
"""

import sys

from rosters import Region, bare, main

COUNTY, RELIEF = "县级政府统筹资金", "医疗救助资金"

# The county governments' categories from the last printed to the first, then
# those of the medical assistance likewise: code, name, subsidy in fen, fund,
# applicant; each overwriting the ones before.
ORDER = [
    ("youfu", "优抚对象", 35000, COUNTY, "退役军人"),
    ("zhongdu-canji", "重度残疾人员", 35000, COUNTY, "残联"),
    ("tufa-yanzhong-kunnan", "突发严重困难户", 35000, RELIEF, "乡村振兴"),
    ("bianyuan-yizhipin", "边缘易致贫户", 35000, RELIEF, "乡村振兴"),
    ("tuopin-buwending", "脱贫不稳定户", 35000, RELIEF, "乡村振兴"),
    ("dibao-bianyuan", "低保边缘家庭成员", 35000, RELIEF, "民政"),
    ("dibao", "低保对象", 35000, RELIEF, "民政"),
    ("shishi-wuren-fuyang", "事实无人抚养儿童", 35000, RELIEF, "民政"),
    ("guer", "孤儿", 35000, RELIEF, "民政"),
    ("tekun", "特困人员", 35000, RELIEF, "民政"),
]
CERTIFIED = {office: {code for code, *_, who in ORDER if who == office}
             for office in ("民政", "乡村振兴")}


class Shanwei(Region):
    premium = 35000
    order = ORDER
    kinds = [
        ("监测对象", "乡村振兴"), ("困难群众", "民政"), ("社会救助", "民政"),
        ("救助对象", "民政"), ("残疾", "zhongdu-canji"), ("优抚", "youfu"),
    ]
    aliases = {
        "农村低保": "dibao", "城乡低保对象": "dibao",
        "低保边缘户": "dibao-bianyuan",
        "最低生活保障边缘家庭成员": "dibao-bianyuan",
        "农村特困人员": "tekun", "特困供养人员": "tekun", "散居孤儿": "guer",
        "事实无人抚养": "shishi-wuren-fuyang",
    }
    labels = {
        "id": "成员证件号码",
        "name": "救助对象姓名 家庭成员姓名 优抚对象姓名",
        "category": "困难类别",
        "monitored": "监测类别",
        "certificate": "残疾人证号码",
        "grade": "残疾级别",
        "state": "残疾证状态",
        "recognised": "救助开始时间 享受起始时间 纳入监测时间",
        "ended": "享受结束时间 风险消除时间 终止日期",
        "cleared": "风险是否消除",
    }
    grade_kinds = ("zhongdu-canji",)

    def category(self, kind, value, disability):
        if kind == "乡村振兴":
            return self.named(bare(value("monitored")), CERTIFIED[kind])
        if kind == "民政":
            return self.named(bare(value("category")), CERTIFIED[kind])
        return kind

    def needs_certificate(self, code):
        return code == "zhongdu-canji"

    def is_eligible(self, code, person):
        return code != "zhongdu-canji" or bool(person.grades & {1, 2})


if __name__ == "__main__":
    sys.exit(main(Shanwei()))
