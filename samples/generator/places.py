"""Counties of Meishan with towns and villages that could be theirs."""

COUNTIES = {
    "天府新区": ("清水镇", "视高街道", "贵平镇", "锦江镇"),
    "东坡区": ("思蒙镇", "修文镇", "松江镇", "太和镇", "尚义镇", "多悦镇",
            "秦家镇", "万胜镇", "三苏镇", "富牛镇", "通惠街道"),
    "彭山区": ("凤鸣街道", "青龙街道", "谢家街道", "江口街道", "公义镇", "黄丰镇"),
    "仁寿县": ("文林街道", "普宁街道", "文宫镇", "禾加镇", "龙马镇", "方家镇",
            "大化镇", "宝飞镇", "富加镇", "满井镇", "钟祥镇", "黑龙滩镇"),
    "洪雅县": ("洪川镇", "止戈镇", "余坪镇", "槽渔滩镇", "柳江镇", "瓦屋山镇"),
    "丹棱县": ("齐乐镇", "仁美镇", "杨场镇", "张场镇"),
    "青神县": ("青竹街道", "汉阳镇", "瑞峰镇", "西龙镇"),
}
WEIGHTS = (7, 27, 12, 30, 11, 7, 6)

VILLAGE_HEADS = ("光明", "新建", "团结", "石桥", "白塔", "青杠", "龙泉", "柏林",
                 "梅湾", "双河", "红光", "金花", "桂花", "联合", "永丰", "高庙")
VILLAGE_TAILS = {"镇": "村", "街道": "社区"}


def villages(town):
    """Four villages of a town, always the same ones."""
    kind = "街道" if town.endswith("街道") else "镇"
    start = sum(map(ord, town)) % len(VILLAGE_HEADS)
    return [VILLAGE_HEADS[(start + 5 * i) % len(VILLAGE_HEADS)]
            + VILLAGE_TAILS[kind] for i in range(4)]


def any_place(rng, county=None):
    """(county, town, village), by the counties' sizes."""
    if county is None:
        county = rng.choices(list(COUNTIES), WEIGHTS)[0]
    town = rng.choice(COUNTIES[county])
    return county, town, rng.choice(villages(town))
