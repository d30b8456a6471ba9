"""What becomes of some people after September."""

from .. import named


class October(named.Named):
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


class January(named.Named):
    """Before and after the last day of the collection."""

    def fill(self):
        for name, birth, sex, county, code, recognised, why in (
                ("彭明珍", "1967-04-16", "女", "龙山县", "dibao", "2023-12-31",
                 "低保2023-12-31认定，集中参保缴费期最后一天，1月才报来：照常资助"),
                ("田茂林", "1959-09-03", "男", "泸溪县", "", "2024-01-01",
                 "低保2024-01-01认定，缴费期已过：下一参保年度才资助")):
            p = self.who(name, birth, sex, county, code, why)
            self.month.added("relief changes", p, "dibao", "农村低保", "新认定",
                             recognised=named.day(recognised))
        p = self.again("石光明", "dibao", "十月认定的低保，一月没有变动：照旧")
        p = self.again("吴正贵", "zhongdu-canji", "十月改为二级，一月没有变动：照旧")
