"""Kaiping: August 2023 with full rosters, then changes."""

import random

from ..enrolment import List
from .changes import Changes
from .month import Month
from .named import Named
from .named_changes import NamedChanges, NamedOctober
from .october import October
from .rules import TARGETS
from .troubles import ChangeTroubles, Troubles

SEED = 20230910

ENROLLED_NAME = "开平市参保人员名单（截至2023年9月7日）.xlsx"
ENROLLED_ENCODING = "utf-8"

HEAD = """# 开平市2024年度示例花名册（2023年8月至10月）

*English: sample rosters for the Kaiping 2024 policy: August 2023 with full
rosters, September and October with changes. This page says which troubles are where and
what daopan should make of them. It is written by `make samples` together with
the rosters.*

人员、号码、电话全部虚构：身份证号都用行政区划代码 511499，没有任何县使用它；电话以 12000
开头，没有这样的号码。村名只为像样。

"""

LISTS = """- 下一级地区是镇（街）：名单上的“镇（街）”“镇街”就是汇总的单位；写法不一（三埠街道、长沙街道办事处、翠山湖管委会）。
- 民政一个文件五张表，旁边有一张分镇（街）的汇总表；低保按镇（街）有小计，户主的号码不得当作本人。
- 三埠街道的困境儿童另报一个文件，没有镇（街）一列，由标题得知。
- 困境儿童的“儿童类别”写八种情形，都是（九）困境儿童；监护人另有姓名、身份证号码两列，列名与本人相同，在组名之下。
- 易返贫致贫名单的“人员类别”分农村、城镇；“风险是否已消除”为“是”的人还在表里。
- 残联的持证残疾人名单是 UTF-8（没有 BOM）的 CSV，没有标题，没有类别一列，各类别、各等级都在内：
  一级、二级算（七）重度残疾人，其余的智力、精神算（八），别的不资助。
- 残联另有一份精神和智力残疾人名单，写明类别，与前一份有重叠。
- 优抚名单的“优抚类别”写第一类、第二类、第三类，都是（十）。
- 九月只报变动：民政的新增、减员各一张表；残联的是 GB18030 的 CSV；退役军人没有报送。
- `enrolled/` 是截至9月7日（周四）的参保名单，配合八月的名单用 `--enrolled` 出参保进度：有 6 行校验码不符，10 行重复，
  8 行没有镇（街），号码有带空格的。
"""


def months():
    """The months with their people and troubles."""
    first = Month(random.Random(SEED))
    Named(first).fill()
    first.fill()
    first.make_trouble(Troubles, SEED)
    second = Changes(first, random.Random(SEED + 100))
    NamedChanges(second).fill()
    second.fill()
    second.make_trouble(ChangeTroubles, SEED + 100)
    third = October(second, random.Random(SEED + 200))
    NamedOctober(third).fill()
    third.fill()
    return [first, second, third]

def enrolled(month):
    """Who is insured a few days after the month."""
    return List(month, SEED + 7, TARGETS, "镇（街）",
                "开平市2024年度城乡居民医保参保人员名单")
