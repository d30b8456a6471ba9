#!/usr/bin/env python3
"""Decides a month of Meizhou rosters a second time, by the rules of
梅市医保〔2023〕8号 as written here from the document.

    meizhou.py --period 2023-09 FOLDER                   every person, as CSV
    meizhou.py --period 2023-09 FOLDER --totals          heads and amounts
    meizhou.py --period 2023-09 FOLDER --compare CSV …   against exports

Exit status: 0 done or no difference; 1 differences (printed); 77 a library is
missing.
"""

import sys

from rosters import Region, Returned, bare, main

COUNTY, RELIEF = "县级政府统筹资金", "医疗救助资金"

# 四、(三): the county governments' categories from the last printed to the
# first, then those of the medical assistance likewise: code, name, subsidy in
# fen, fund, applicant; each overwriting the ones before.
ORDER = [
    ("youfu", "优抚对象", 38000, COUNTY, "退役军人"),
    ("ernv-nvhai", "农村纯生二女结扎户女孩", 38000, COUNTY, "卫健"),
    ("ernv-fufu", "农村纯生二女结扎夫妇", 38000, COUNTY, "卫健"),
    ("zhongdu-canji", "重度残疾人员", 38000, COUNTY, "残联"),
    ("tufa-yanzhong-kunnan", "突发严重困难户", 38000, RELIEF, "乡村振兴"),
    ("bianyuan-yizhipin", "边缘易致贫户", 38000, RELIEF, "乡村振兴"),
    ("tuopin-buwending", "脱贫不稳定户", 38000, RELIEF, "乡村振兴"),
    ("dibao-bianyuan", "低保边缘家庭成员", 38000, RELIEF, "民政"),
    ("dibao", "低保对象", 38000, RELIEF, "民政"),
    ("shishi-wuren-fuyang", "事实无人抚养儿童", 38000, RELIEF, "民政"),
    ("guer", "孤儿", 38000, RELIEF, "民政"),
    ("tekun", "特困人员", 38000, RELIEF, "民政"),
]
MONITORED = {"tufa-yanzhong-kunnan", "bianyuan-yizhipin", "tuopin-buwending"}
CHILDREN = {"guer", "shishi-wuren-fuyang"}
FAMILY = {"户主": "ernv-fufu", "妻子": "ernv-fufu",
          "长女": "ernv-nvhai", "次女": "ernv-nvhai"}


class Meizhou(Region):
    premium = 38000
    order = ORDER
    kinds = [
        ("易返贫致贫", "监测"), ("孤儿和事实无人抚养", "儿童"),
        ("事实无人抚养", "shishi-wuren-fuyang"), ("孤儿", "guer"),
        ("低保边缘", "dibao-bianyuan"), ("低保", "dibao"), ("特困", "tekun"),
        ("二女结扎", "二女"), ("残疾", "zhongdu-canji"), ("优抚", "youfu"),
    ]
    labels = {
        "id": "儿童身份证号码",
        "name": "特困人员姓名 低保对象姓名 家庭成员姓名",
        "relation": "与户主关系",
        "recognised": "审批时间 批准时间 救助开始时间 开始享受时间",
        "ended": "停发时间 停保时间 停止享受时间 终止日期",
    }
    grade_kinds = ("zhongdu-canji",)
    soldier_kinds = ("youfu",)

    def category(self, kind, value, disability):
        if kind == "监测":
            return self.named(bare(value("monitored")), MONITORED)
        if kind == "儿童":
            return self.named(bare(value("category")), CHILDREN)
        if kind == "二女":
            relation = bare(value("relation"))
            if relation not in FAMILY:
                raise Returned("relation " + relation)
            return FAMILY[relation]
        return kind

    def needs_certificate(self, code):
        return code == "zhongdu-canji"

    def is_eligible(self, code, person):
        if code == "ernv-nvhai":
            return not person.is_man and person.age <= 14
        if code == "zhongdu-canji":
            return bool(person.grades & {1, 2})
        return True


if __name__ == "__main__":
    sys.exit(main(Meizhou()))
