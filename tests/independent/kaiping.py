#!/usr/bin/env python3
"""Decides a month of Kaiping rosters a second time, by the rules of
开医保发〔2023〕34号 as written here from the document.

    kaiping.py --period 2023-08 FOLDER                   every person, as CSV
    kaiping.py --period 2023-08 FOLDER --totals          heads and amounts
    kaiping.py --period 2023-08 FOLDER --compare CSV …   against exports
    kaiping.py --period 2023-09 FULL CHANGES …           a month of changes

Exit status: 0 done or no difference; 1 differences (printed); 77 a library is
missing.
"""

import sys

from rosters import Region, Returned, bare, main

# 二、（一）to（十）, from the last to the first; all get 406 yuan (三、) from
# 个人缴费财政补助金, which 市医保中心 requests (五、（一）).
ORDER = [(code, name, 40600, "个人缴费财政补助金", "市医保中心") for code, name in (
    ("youfu", "优抚对象"),
    ("kunjing-ertong", "困境儿童"),
    ("jingshen-zhili-canji", "精神和智力残疾人"),
    ("zhongdu-canji", "重度残疾人"),
    ("tuopin-buwending", "脱贫不稳定且纳入农村低收入人口监测范围人员"),
    ("chengzhen-fanpin", "城镇易返贫致贫人口"),
    ("nongcun-fanpin", "农村易返贫致贫人口"),
    ("dibao-bianyuan", "最低生活保障边缘家庭成员"),
    ("tekun", "特困供养人员"),
    ("dibao", "最低生活保障对象"),
)]
CHILDREN = ("低保家庭儿童 最低生活保障边缘儿童 特困供养儿童 孤儿 事实无人抚养儿童 "
            "艾滋病病毒感染儿童 残疾儿童 重病儿童").split()
CIVIL = {"dibao", "tekun", "dibao-bianyuan", "tuopin-buwending",
         "kunjing-ertong"}
POVERTY = {"nongcun-fanpin", "chengzhen-fanpin"}
DISABLED = {"zhongdu-canji", "jingshen-zhili-canji"}
SEVERE, MIND = {1, 2}, {5, 6}


class Kaiping(Region):
    premium = 40600
    order = ORDER
    kinds = [
        ("民政困难居民", "civil"), ("易返贫致贫", "poverty"),
        ("低保边缘", "dibao-bianyuan"), ("边缘家庭", "dibao-bianyuan"),
        ("脱贫不稳定", "tuopin-buwending"), ("困境儿童", "kunjing-ertong"),
        ("低保", "dibao"), ("特困", "tekun"), ("精神和智力", "mental"),
        ("残疾人", "disabled"), ("优抚", "youfu"),
    ]
    aliases = {"智力残疾人": "jingshen-zhili-canji",
               "精神残疾人": "jingshen-zhili-canji",
               **{word: "kunjing-ertong" for word in CHILDREN}}
    labels = {"id": "儿童身份证号码", "category": "困难居民类别 儿童类别",
              "ended": "终止日期", "state": "证件状态"}
    asks_types = True

    def category(self, kind, value, disability):
        name = bare(value("category"))
        if kind == "civil":
            return self.named(name, CIVIL)
        if kind == "poverty":
            return self.named(name, POVERTY)
        if kind == "kunjing-ertong" and name:
            return self.named(name, {kind})
        if kind in ("mental", "disabled"):
            return self.disabled(kind, name, disability)
        return kind

    def disabled(self, kind, name, disability):
        """（七） or （八）: as the list says; one that does not, by grade and
        type."""
        if kind == "mental":
            code = self.named(name, DISABLED)
        elif not disability.grades & SEVERE and disability.types & MIND:
            code = "jingshen-zhili-canji"
        else:
            code = "zhongdu-canji"
        if code == "zhongdu-canji" and not disability.grades:
            raise Returned("no grade")
        return code

    def needs_certificate(self, code):
        return code in DISABLED

    def is_eligible(self, code, person):
        if code == "zhongdu-canji":
            return bool(person.grades & SEVERE)
        if code == "jingshen-zhili-canji":
            return bool(person.types & MIND)
        return True


if __name__ == "__main__":
    sys.exit(main(Kaiping()))
