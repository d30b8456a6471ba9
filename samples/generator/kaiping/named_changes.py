"""What becomes of some people of Kaiping in September and October."""

from .. import named


class NamedChanges(named.Named):
    """Those of August whom the page lists, and somebody new."""

    def fill(self):
        month = self.month
        p = self.again("胡炳权", "zhongdu-canji",
                       "肢体三级改为二级（变更）：从不资助到重度残疾人")
        month.certified(p, 2, 4, "变更", "重新评定")
        p = self.again("关锦堂", "nongcun-fanpin",
                       "九月退出低保：还有农村易返贫致贫、重度残疾、优抚，列在最前的是（四）")
        month.removed(self.row(p, "dibao"), "收入超过标准")
        p = self.again("张嘉敏", "dibao", "九月没有变动：一切照旧")
        p = self.again("余伟明", "youfu", "退役军人九月没有报送：照旧")
        p = self.again("司徒秀珍", "zhongdu-canji", "九月退出特困：还是重度残疾人")
        month.removed(self.row(p, "tekun"), "不再符合条件")
        p = self.again("方小燕", None, "九月迁出，从低保减员，没有别的身份：不再出现")
        month.removed(self.row(p, "dibao"), "迁出")
        p = self.who("关宝儿", "2023-09-12", "女", "长沙办事处", "kunjing-ertong",
                     "九月出生的困境儿童：认定当月起资助")
        month.added(p, "kunjing-ertong")


class NamedOctober(named.Named):
    """And in October."""

    def fill(self):
        month = self.month
        p = self.again("余伟明", "youfu", "退役军人补报的全量名单上有：照旧")
        p = self.again("胡炳权", "zhongdu-canji", "残联没有报送：照上月")
        p = self.again("关锦堂", "tekun", "十月认定特困：列在（四）之前")
        month.added(p, "tekun")
        p = self.again("关宝儿", "kunjing-ertong", "没有变动：照旧")
