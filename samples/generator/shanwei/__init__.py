"""Shanwei, October 2022: four departments, one list of all in hardship a unit."""

import random

from ..enrolment import List
from .month import Month
from .named import Named
from .rules import TARGETS
from .troubles import Troubles

SEED = 20221031

ENROLLED_NAME = "汕尾市参保人员名单20221103.csv"
ENROLLED_ENCODING = "gb18030"

HEAD = """# 汕尾市2022年10月示例花名册

*English: sample rosters of October 2022 for the Shanwei 2023 policy, a draft;
this page says which troubles are where and what daopan should make of them.
It is written by `make samples` together with the rosters.*

人员、号码、电话全部虚构：身份证号都用行政区划代码 511499，没有任何县使用它；电话以 12000
开头，没有这样的号码。镇和村名只为像样。

"""

LISTS = """- 民政的七个文件都把低保、低保边缘、特困、儿童放在一张表，类别在“困难类别”“救助类别”
  “对象类别”一列，各地写法不同（低保对象、农村低保、城乡低保对象……）。
- 海丰县和深汕合作区各报一份，政策里是一个单位：海丰县（含深汕合作区）。
- 县（市、区）由标题得知；华侨管理区是没有标题的 GB18030 CSV，县和种类由文件名得知。
- 陆丰市名册按户向下合并，每40人重复表头；海丰、陆河、红海湾的表头有两行，
  监护人之下另有“姓名”“身份证号码”，不得当作本人。
- 残联名单是 UTF-16 的文本，以制表符分隔（表格软件另存的“Unicode 文本”），没有标题；
  名单叫重度残疾人，里面也有三级、四级的人和注销、过期的证。
- 乡村振兴一类一张工作表，表头两行，第一行是“户信息”“家庭成员”；分县小计。
- 退役军人一个单位一张工作表，有的没有“优抚人员类别”一列，都算优抚对象；
  “伤残等级”不是残疾人证的等级。
- 单位有几种写法（市城区、城区、汕尾市城区；海丰、海丰县；红海湾、红海湾经济开发区）。
- 日期有 2022-06-01、2022/6/1、2022.6.1、2022年6月1日、20220601、202206、日期单元格、
  没有日期格式的序列数。
- `enrolled/` 是11月3日的参保名单（GB18030 的 CSV），用 `--enrolled` 出参保进度：有 6 行校验码不符，10 行重复，
  8 行没有写明地方，号码有带空格的。
"""


def months():
    """The month with its people and troubles."""
    month = Month(random.Random(SEED))
    Named(month).fill()
    month.fill()
    troubles = Troubles(month, SEED)
    troubles.fill()
    month.trouble_kinds = troubles.kinds
    return [month]

def enrolled(month):
    """Who is insured a few days after the month."""
    return List(month, SEED + 7, TARGETS, "县（市、区）",
                "汕尾市2023年度城乡居民医保参保人员名单")
