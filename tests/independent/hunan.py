#!/usr/bin/env python3
"""Decides a month of Hunan rosters a second time, by the rules of
湘医保发〔2023〕41号 as written here from the document.

    hunan.py --period 2023-09 FOLDER                   every person, as CSV
    hunan.py --period 2023-09 FOLDER --totals          heads and amounts
    hunan.py --period 2023-09 FOLDER --compare CSV …   against exports
    hunan.py --period 2023-10 FULL CHANGES …           a month of changes

Exit status: 0 done or no difference; 1 differences (printed); 77 a library is
missing.
"""

import datetime
import sys

from rosters import Region, bare, main

FUND = "困难群众参保资助资金"

# 二、（四）: 50 % for 低保对象, 监测对象, 最低生活保障边缘家庭成员; all for
# 特困供养人员 and, 参照执行, 重度残疾人, 孤儿, 事实无人抚养儿童. Nothing is said of
# 稳定脱贫人口 but that they must be insured. Who is several of these gets the
# highest.
ORDER = [
    ("wending-tuopin", "稳定脱贫人口", 0, "", ""),
    ("tuopin-buwending", "脱贫不稳定户", 19000, FUND, "医保"),
    ("bianyuan-yizhipin", "边缘易致贫户", 19000, FUND, "医保"),
    ("tufa-yanzhong-kunnan", "突发严重困难户", 19000, FUND, "医保"),
    ("dibao", "低保对象", 19000, FUND, "医保"),
    ("dibao-bianyuan", "最低生活保障边缘家庭成员", 19000, FUND, "医保"),
    ("zhongdu-canji", "重度残疾人", 38000, FUND, "医保"),
    ("shishi-wuren-fuyang", "事实无人抚养儿童", 38000, FUND, "医保"),
    ("guer", "孤儿", 38000, FUND, "医保"),
    ("tekun", "特困供养人员", 38000, FUND, "医保"),
]
MONITORED = {"tuopin-buwending", "bianyuan-yizhipin", "tufa-yanzhong-kunnan"}
RELIEF = {"dibao", "dibao-bianyuan", "shishi-wuren-fuyang", "guer", "tekun"}


class Hunan(Region):
    premium = 38000
    order = ORDER
    kinds = [
        ("监测对象", "monitored"), ("脱贫", "wending-tuopin"),
        ("事实无人抚养", "relief"), ("边缘", "dibao-bianyuan"),
        ("低保", "dibao"), ("最低生活保障", "dibao"), ("特困", "tekun"),
        ("残疾", "zhongdu-canji"), ("社会救助", "relief"),
    ]
    aliases = {"农村低保": "dibao", "城市低保": "dibao",
               "低保边缘家庭": "dibao-bianyuan", "特困人员": "tekun"}
    labels = {"id": "成员身份证号码 儿童身份证号", "ended": "终止日期",
              "state": "证件状态"}
    grade_kinds = ("zhongdu-canji",)
    last_day = datetime.date(2023, 12, 31)  # 二、（四）（五）: of the collection

    def category(self, kind, value, disability):
        if kind == "monitored":
            return self.named(bare(value("monitored")), MONITORED)
        if kind == "relief":
            return self.named(bare(value("category")), RELIEF)
        return kind

    def needs_certificate(self, code):
        return code == "zhongdu-canji"

    def is_eligible(self, code, person):
        return code != "zhongdu-canji" or bool(person.grades & {1, 2})


if __name__ == "__main__":
    sys.exit(main(Hunan()))
