"""Counties of a prefecture in Hunan with towns that could be theirs."""

from ..places import Places

COUNTIES = {
    "花垣县": ("石栏镇", "边城镇", "龙潭镇", "麻栗场镇", "雅酉镇"),
    "凤凰县": ("沱江镇", "廖家桥镇", "阿拉营镇", "山江镇"),
    "龙山县": ("民安街道", "茨岩塘镇", "里耶镇", "洗车河镇", "苗儿滩镇"),
    "泸溪县": ("武溪镇", "浦市镇", "达岚镇", "合水镇"),
}
HEADS = ("茶洞", "老寨", "岩板", "桐木", "牛角", "双坪", "大坳", "金龙", "排楼", "板栗",
         "新寨", "高坪", "水田", "枫香", "长潭", "芭茅")
PLACES = Places(COUNTIES, (28, 24, 30, 18), HEADS)
