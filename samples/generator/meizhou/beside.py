"""What stands beside Meizhou's lists: statistics, instructions."""

from collections import Counter

from ..layout import Grid, table
from .places import COUNTIES


def add_extras(month):
    """Sheets that are no rosters."""
    margin = month.sheets["margin"]
    margin.book.extras = [_by_county(margin)]
    month.sheets["veteran"].book.extras = [_instructions()]


def _by_county(sheet):
    heads = Counter(e.place[0] for e in sheet.entries)
    rows = [(county, heads[county]) for county in COUNTIES]
    rows.append(("合计", sum(heads.values())))
    return table("统计表", "低保边缘家庭成员分县统计", ("县（市、区）", "人数"), rows)


def _instructions():
    grid = Grid("填报说明", widths=[80])
    for row, text in enumerate((
            "优抚对象免缴名册填报说明",
            "一、本表由县（市、区）退役军人事务局填报，市局汇总后送市医疗保障局。",
            "二、身份证号码为必填项；优抚类别按优抚信息系统填写。",
            "三、本季度去世或迁出的，在“增减情况”中填“减员”。")):
        grid.put(row, 0, text, "plain")
    return grid
