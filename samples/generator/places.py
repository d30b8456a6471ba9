"""Places that people live in: counties, towns, villages."""

VILLAGE_HEADS = ("光明", "新建", "团结", "石桥", "白塔", "青杠", "龙泉", "柏林",
                 "梅湾", "双河", "红光", "金花", "桂花", "联合", "永丰", "高庙")


class Places:
    """A region's counties with their towns, and how many people live there."""

    def __init__(self, counties, weights, heads=VILLAGE_HEADS, written=None):
        self.counties = counties
        self.weights = weights
        self.heads = heads
        self.written = written or {}  # county -> how clerks write it

    def villages(self, town):
        """Four villages of a town, always the same ones."""
        tail = "社区" if town.endswith(("街道", "办事处")) else "村"
        start = sum(map(ord, town)) % len(self.heads)
        return [self.heads[(start + 5 * i) % len(self.heads)] + tail
                for i in range(4)]

    def any_place(self, rng, county=None):
        """(county, town, village), by the counties' sizes."""
        if county is None:
            county = rng.choices(list(self.counties), self.weights)[0]
        town = rng.choice(self.counties[county])
        return county, town, rng.choice(self.villages(town))
