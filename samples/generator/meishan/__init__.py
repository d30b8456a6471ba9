"""Meishan: August 2023 with full rosters, and two months that go on."""

import random

from . import beside
from .later import October, September
from .month import Month
from .named import Named
from .named_later import NamedOctober, NamedSeptember
from .troubles import LaterTroubles, Troubles

SEED = 20230831

HEAD = """# 眉山市2023年8月至10月示例花名册

*English: sample rosters of August to October 2023 for the Meishan 2024 policy;
this page says which troubles are where and what daopan should make of them. It is
written by `make samples` together with the rosters.*

人员、号码、电话全部虚构：身份证号都用行政区划代码 511499，没有任何县使用它；电话以 12000
开头，没有这样的号码。乡镇和村名只为像样。

"""

LISTS = """- 标题、填报单位、日期在表头之上；表头在第1至4行，有的两行，上层是合并的组名
  （残疾情况之下的“类别”“等级”，监护人情况之下的“姓名”“身份证号”）。
- 表头里有换行和全角空格（“身份⏎证号”“姓　名”）；优抚和仁寿低保名单每隔40多人重复表头。
- 县、乡镇、村、户主向下合并；有小计、合计、填表说明、签名行。
- 户主、监护人、配偶、代理人的姓名和号码另有列，不得当作本人。
- 民政各县的文件没有县（区）一列，由标题得知；被征地名单由工作表名和标题得知。
- 监测对象导出表有120列，字符串写在单元格内，“风险是否已消除”“联系电话”出现两次，
  认定时间有 202306、20230608、数字 202306、2023-06-08 四种写法。
- 监测对象导出表在“监测对象类别”之外另有“户类型”（脱贫户、一般农户），不是人员类别。
- 稳定脱贫户名单的“监测对象类别”一列是空的。
- 残联台账是 GB18030 编码的 CSV，没有标题；等级有 一级、1、1级、壹级、Ⅰ 几种写法。
- 各县的日期写法不同：2023-08-01、2023/8/1、2023.8.1、2023年8月1日、20230801、
  202308、日期单元格、没有日期格式的序列数。
- 有统计表、填报说明在名单旁边；青神县有一张隐藏的7月旧名单，其中的人不得计入。
"""


def months():
    """The months with their people and troubles."""
    month = Month(random.Random(SEED))
    Named(month).fill()
    month.fill()
    month.make_trouble(Troubles, SEED)
    beside.old_list(month)
    september = September(month, random.Random(SEED + 30))
    named = NamedSeptember(september)
    named.fill()
    september.fill()
    named.after()
    september.make_trouble(LaterTroubles, SEED + 30)
    october = October(september, random.Random(SEED + 61))
    NamedOctober(october).fill()
    october.fill()
    return [month, september, october]
