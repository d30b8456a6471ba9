"""What stands beside the lists: statistics, instructions, a forgotten list."""

import random
from collections import Counter

from . import forms
from ..layout import Grid, table
from ..people import Population
from .places import COUNTIES, PLACES


def add_extras(month):
    """Sheets that are no rosters."""
    by_path = {book.department: book for book in month.books}
    stable = month.sheets["stable"].book
    stable.extras = [_by_county(month.sheets["stable"])]
    relief = month.sheets["minimum", "东坡区"].book
    relief.extras = [_by_town(relief)]
    by_path["退役军人"].extras = [_instructions()]


def _by_county(sheet):
    heads = Counter(e.place[0] for e in sheet.entries)
    homes = Counter(place for place, _ in
                    {(e.place[0], e.person.household) for e in sheet.entries})
    rows = [(county, homes[county], heads[county], "")
            for county in COUNTIES]
    rows.append(("合计", sum(homes.values()), sum(heads.values()), ""))
    return table("分县统计", "眉山市稳定脱贫户分县（区）统计表",
                  ("县（区）", "户数", "人数", "备注"), rows)


def _by_town(book):
    names = [sheet.name for sheet in book.sheets]
    rows = []
    for town in COUNTIES["东坡区"]:
        rows.append((town, *(sum(e.place[1] == town for e in sheet.entries)
                             for sheet in book.sheets)))
    rows.append(("合计", *(len(sheet.entries) for sheet in book.sheets)))
    return table("汇总表", "东坡区社会救助对象分镇（街道）汇总表",
                  ("镇（街道）", *names), rows)


def _instructions():
    grid = Grid("填报说明", widths=[80])
    for row, text in enumerate((
            "优抚对象花名册填报说明",
            "一、本表由县（区）退役军人事务局填报，市局汇总。",
            "二、身份证号、优抚对象类别为必填项；享受开始时间按待遇批准时间填写。",
            "三、本月去世或迁出的，在“增减情况”中填“减员”，新批准的填“新增”。",
            "四、每月10日前报市医疗保障局。")):
        grid.put(row, 0, text, "plain")
    return grid


def old_list(month):
    """A hidden sheet with July's list: three of its people are gone."""
    now = month.sheets["minimum", "青神县"]
    rng = random.Random("old list")
    form = forms.minimum_income("青神县2023年7月城乡低保对象花名册", now.form.word,
                                "低保类别", ("iso",))
    sheet = now.book.sheet("7月低保", form, "青神县", is_hidden=True)
    for entry in now.entries[:14]:
        sheet.add(entry.person, recognised=entry.recognised)
    gone = Population(rng, PLACES, month.as_of, month.region.household_prefix)
    gone.taken = month.population.taken
    gone.households = 90000
    for _ in range(3):
        person = gone.alone(gone.person(
            (30, 80), place=PLACES.any_place(rng, "青神县")))
        sheet.add(person, recognised=month.some_day())
