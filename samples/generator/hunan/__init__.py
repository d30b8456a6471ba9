"""Hunan: September 2023 with full rosters, two later months with changes."""

import random

from . import changes, named_changes
from .month import Month
from .named import Named
from .troubles import ChangeTroubles, Troubles

SEED = 20230930

HEAD = """# 湖南2024年度示例花名册（湘西自治州四个县，2023年9月、10月和2024年1月）

*English: sample rosters for the Hunan 2024 policy: September 2023 with full
rosters, October and January 2024 with changes. This page says which troubles
are where and what daopan should make of them. It is written by `make samples`
together with the rosters.*

人员、号码、电话全部虚构：身份证号都用行政区划代码 511499，没有任何县使用它；电话以 12000
开头，没有这样的号码。乡镇和村名只为像样。

"""

LISTS = """- 文件没有列出县（市、区）：名单上怎样写就怎样汇总，没有“不在政策名单”的提醒；各份名单都有县市区一列。
- 文件没有印出身份代码：类别用内部名称（如 `dibao`）。
- 稳定脱贫人口名单的表头有两行，组名“户基本情况”之下是户主的姓名和证件号码，不得当作本人。
- 监测对象是系统导出的 UTF-8（有 BOM）CSV，没有标题；认定时间有 202306、20230608、2023-06-08 三种写法。
- 花垣、凤凰的民政名单一个文件四张表；孤儿和事实无人抚养儿童在同一张表，由“儿童类别”一列区分。
- 龙山、泸溪的民政名单只有一张表，几种类别混在一起，由“救助类别”一列区分。
- 残联的文件每县一张表，按乡镇有小计，每50人重复表头；名单叫“重度残疾人”，其中仍有三级、四级的人。
- 十月和一月只报变动：“变动类型”“增减情况”“变动情况”各部门叫法不同；残联的是 GB18030 的 CSV。
"""


def months():
    """The months with their people and troubles."""
    first = Month(random.Random(SEED))
    Named(first).fill()
    first.fill()
    first.make_trouble(Troubles, SEED)
    second = changes.October(first, random.Random(SEED + 100))
    named_changes.October(second).fill()
    second.fill()
    second.make_trouble(ChangeTroubles, SEED + 100)
    third = changes.January(second, random.Random(SEED + 400))
    named_changes.January(third).fill()
    third.fill()
    return [first, second, third]
