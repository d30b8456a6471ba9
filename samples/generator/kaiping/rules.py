"""Kaiping's rules, written down a second time from 开医保发〔2023〕34号 二、三、."""

from ..answers import Rules

# all of them get the whole premium from one fund; the first printed, 最低生活
# 保障对象, is loaded last
ORDER = tuple((code, 100, "个人缴费财政补助金", "市医保中心") for code in (
    "youfu", "kunjing-ertong", "jingshen-zhili-canji", "zhongdu-canji",
    "tuopin-buwending", "chengzhen-fanpin", "nongcun-fanpin", "dibao-bianyuan",
    "tekun", "dibao"))
EXCLUSIVE = (("dibao", "dibao-bianyuan"), ("nongcun-fanpin", "chengzhen-fanpin"))


def is_eligible(code, facts):
    if code == "zhongdu-canji":
        return bool(facts.grades & {1, 2})
    if code == "jingshen-zhili-canji":
        return bool(facts.kinds & {5, 6})
    return True


RULES = Rules(40600, ORDER, is_eligible, EXCLUSIVE)

# how many people to enrol: the document's annex
TARGETS = {
    "三埠办事处": 48680, "长沙办事处": 42348, "月山镇": 36636,
    "水口镇": 47436, "沙塘镇": 27000, "苍城镇": 25732,
    "龙胜镇": 29767, "大沙镇": 25901, "马冈镇": 44404,
    "塘口镇": 24573, "赤坎镇": 32526, "百合镇": 19314,
    "蚬冈镇": 14601, "金鸡镇": 16658, "赤水镇": 30301,
    "翠山湖": "",
}
