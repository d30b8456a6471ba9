"""Meizhou, September 2023: five departments, one list an identity."""

import random

from .month import Month
from .named import Named
from .troubles import Troubles

SEED = 20230930

HEAD = """# 梅州市2023年9月示例花名册

*English: sample rosters of September 2023 for the Meizhou 2024 policy, one
list an identity, from which the exemption ledger is made; this page says which
troubles are where and what daopan should make of them. It is written by
`make samples` together with the rosters.*

人员、号码、电话全部虚构：身份证号都用行政区划代码 511499，没有任何县使用它；电话以 12000
开头，没有这样的号码。镇和村名只为像样。

"""

LISTS = """- 各部门按身份类别分类造册：一种身份一份名册；孤儿和事实无人抚养儿童合成一份，兴宁市另报两份。
- 特困名册一县一张工作表，列名各县不同（姓名、特困人员姓名、保障对象⏎姓名）；平远县只有一张光表，
  没有标题；县由工作表名得知。
- 低保名册按户，户主、户主身份证号码、月保障金额向下合并，每50人重复表头；低保类别写 A类、B类、C类。
- 二女结扎户名册没有类别一列，夫妇和女孩由“与户主⏎关系”得知（户主、妻子、长女、次女）；
  满15周岁的女孩还在名册里。
- 监测对象导出表的字符串写在单元格内；“风险是否已消除”为“是”的人还在表里；
  认定时间有 20230608、202306、2023-06-08、数字 202306 四种写法。
- 残联台账是 UTF-8（带BOM）的 CSV，没有标题，各等级、各状态的持证人都在内。
- 优抚名册的“残疾等级”是残疾军人的等级，不是残疾人证的等级，不得当作重度残疾。
- 县名有几种写法（梅县区、梅县、梅州市梅县区；兴宁、广东省兴宁市；五华）。
- 低保边缘名册分县小计，旁边有一张统计表；优抚名册旁边有填报说明。
"""


def months():
    """The month with its people and troubles."""
    month = Month(random.Random(SEED))
    Named(month).fill()
    month.fill()
    month.make_trouble(Troubles, SEED)
    return [month]
