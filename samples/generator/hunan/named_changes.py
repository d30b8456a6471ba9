"""What becomes of some people in October."""

from .. import named


class NamedChanges(named.Named):
    """Those of September whom the page lists, and somebody new."""

    def fill(self):
        month = self.month
        p = self.again("石光明", "dibao", "九月只是稳定脱贫人口；十月新增低保：从没有资助到50%")
        month.added("relief changes", p, "dibao", "农村低保", "新认定")
        p = self.again("彭春兰", "bianyuan-yizhipin",
                       "十月退出低保，仍是边缘易致贫户：金额不变，记作边缘易致贫户")
        month.removed(self.row(p, "dibao"), "收入超过标准")
        p = self.again("罗桂生", None,
                       "十月死亡，从特困减员，没有别的身份：不再出现")
        month.removed(self.row(p, "tekun"), "死亡")
        p = self.again("龙秀花", "tekun", "十月没有变动：一切照旧")
        p = self.again("吴正贵", "zhongdu-canji",
                       "残疾等级由三级改为二级（变更）：从没有资助到全额资助")
        month.corrected(self.row(p, "zhongdu-canji"), "重新评定",
                        grades=frozenset({2}), kind=4)
        p = self.who("滕新生", "2023-10-05", "男", "花垣县", "shishi-wuren-fuyang",
                     "十月出生并认定：全额资助")
        month.added("relief changes", p, "shishi-wuren-fuyang",
                    "事实无人抚养儿童", "新认定")
