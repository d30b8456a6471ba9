"""The towns of Kaiping, which stand where other regions have counties."""

from ..places import Places

TOWNS = {  # how many people, and how clerks write it
    "三埠办事处": (16, ("三埠街道",)), "长沙办事处": (13, ("长沙街道办事处",)),
    "月山镇": (7, ()), "水口镇": (10, ()), "沙塘镇": (5, ("沙塘",)),
    "苍城镇": (5, ()), "龙胜镇": (6, ()), "大沙镇": (5, ("大沙",)),
    "马冈镇": (8, ()), "塘口镇": (5, ()), "赤坎镇": (7, ()), "百合镇": (4, ()),
    "蚬冈镇": (3, ()), "金鸡镇": (3, ()), "赤水镇": (6, ()),
    "翠山湖": (2, ("翠山湖管委会",)),
}
HEADS = ("新联", "长兴", "东升", "龙塘", "冲口", "永安", "红星", "潭碧", "北炉", "联竹",
         "石海", "南安", "中和", "沃富", "泮南", "横石")
PLACES = Places({town: (town,) for town in TOWNS},
                [size for size, _ in TOWNS.values()], HEADS,
                {town: ways for town, (_, ways) in TOWNS.items() if ways})
