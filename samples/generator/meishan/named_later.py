"""What becomes of some people of Meishan in September and October."""

from .. import named


class NamedSeptember(named.Named):
    """Those of August whom the page lists."""

    def fill(self):
        month = self.month
        p = self.again("余正清", "2305", "9月1日满60周岁：低收入的条件从本月起具备")
        p = self.again("魏长根", "993406", "稳定脱贫户没有列在变动里：照旧")
        p = self.again("付思琪", "2361", "孤儿没有变动：照旧")
        p = self.again("苏敏", "2304", "低保、低收入减员，新认定特困：75%变为全额")
        for code in ("2303", "2305"):
            month.relief(p, code, "减员", "转为特困")
        month.relief(p, "2304", why="由低保转入")
        p = self.again("李䶮", "2304",
                       "重度残疾，新认定特困：由残联申请改为医疗救助资金，一减一增")
        month.relief(p, "2304", why="新认定特困")
        p = self.again("范世明", "993406", "低保减员：还是稳定脱贫户")
        month.relief(p, "2303", "减员", "收入超过标准")
        p = self.again("何玉珍", "2304", "民政报来的行被退回（变动类型写错）：照上月不变，待更正")
        entry = month.relief(p, "2304", "减员", "死亡")
        entry.shown["movement"] = "核实中"
        entry.returned = "movement-unknown"
        p = self.who("赵月英", "1948-02-02", "女", "彭山区", "01",
                     "被征地农民：只在补报的整份名单上")
        month.sheets["land", "彭山区"].add(p)

    def after(self):
        """Once everybody is on the lists."""
        p = self.again("唐世明", None, "全量的被征地名单上没有了：本月核减")
        self.month.drop(("land", "天府新区"), p)
        p = self.again("贾明秀", "236046", "残联台账由三级改为二级：从不资助到重度残疾人")
        for entry in self.month.sheets["certificate"].entries:
            if entry.person is p:
                entry.grades = frozenset({2})


class NamedOctober(named.Named):
    def fill(self):
        month = self.month
        p = self.again("李䶮", "236046", "退出特困，还是重度残疾人：又由残联申请，一减一增")
        month.relief(p, "2304", "减员", "不再符合条件")
        p = self.again("何玉珍", "236046", "九月退回的减员更正后重报：特困到期，还是重度残疾人")
        month.relief(p, "2304", "减员", "更正后重报")
        p = self.again("贾明秀", "236046", "没有变动：照旧")
        p = self.again("赵月英", "01", "自然资源没有报送：照旧")
        p = self.who("夏雨欣", "2023-10-09", "女", "青神县", "2303",
                     "十月出生的低保：认定当月起资助")
        month.relief(p, "2303")
        p = self.who("夏雨欣", "2023-10-09", "女", "青神县", "2303",
                     "与上一行同名同日出生，号码只差一位：两人都计入，各有一条提醒，请部门核实是否一人")
        month.relief(p, "2303")
