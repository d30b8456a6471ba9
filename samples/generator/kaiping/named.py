"""People whom Kaiping's page lists by name."""

from .. import named
from ..named import day
from .month import MONITORED

RURAL, URBAN = ({"code": code, "word": word} for code, word in MONITORED)


class Named(named.Named):
    def certify(self, person, grade, kind, **values):
        return self.month.certify(person, grade, kind, **values)

    def fill(self):
        self._order()
        self._disabled()
        self._dates()
        self._names()

    def _order(self):
        p = self.who("关锦堂", "1949-05-06", "男", "三埠办事处", "dibao",
                     "低保、重度残疾、农村易返贫致贫、优抚四个部门的名单都有：（一）列在最前，记作低保")
        self.on("minimum", p)
        self.certify(p, 1, 4)
        self.on("monitored", p, **RURAL)
        self.on("veteran", p, word="第一类")
        p = self.who("司徒秀珍", "1953-10-12", "女", "赤坎镇", "tekun",
                     "二级残疾又是特困：记作特困")
        self.certify(p, 2, 1)
        self.on("extreme", p)
        p = self.who("周月好", "1966-03-03", "女", "水口镇", "dibao",
                     "低保和低保边缘两张表都有：记作低保，提请民政核实（两者互斥）")
        self.on("minimum", p)
        self.on("margin", p)
        p = self.who("谭国强", "1971-07-19", "男", "马冈镇", "nongcun-fanpin",
                     "农村和城镇易返贫致贫两种都有：记作农村，提请乡村振兴核实（两者互斥）")
        self.on("monitored", p, **RURAL)
        self.on("monitored", p, **URBAN)
        p = self.who("张嘉敏", "2014-01-09", "女", "长沙办事处", "dibao",
                     "困境儿童（低保家庭儿童）又是低保：记作低保")
        self.on("child", p, word="低保家庭儿童")
        self.on("minimum", p)
        p = self.who("余伟明", "1950-12-30", "男", "翠山湖", "youfu",
                     "优抚对象第三类；翠山湖没有任务数，照样资助")
        self.on("veteran", p, word="第三类")

    def _disabled(self):
        p = self.who("梁子聪", "1996-04-04", "男", "苍城镇", "jingshen-zhili-canji",
                     "精神三级，名单没有类别一列：不是重度，按（八）精神和智力残疾人")
        self.certify(p, 3, 6)
        p = self.who("黄凤仪", "1988-08-08", "女", "龙胜镇", "zhongdu-canji",
                     "智力二级：按（七）重度残疾人")
        self.certify(p, 2, 5)
        p = self.who("胡炳权", "1960-02-02", "男", "大沙镇", "",
                     "肢体三级，没有别的身份：不资助")
        self.certify(p, 3, 4)
        p = self.who("邓丽珍", "1979-09-29", "女", "塘口镇", "zhongdu-canji",
                     "持证残疾人名单是精神一级，精神和智力残疾人名单上也有：（七）列在（八）前，记作重度残疾人")
        self.certify(p, 1, 6)
        self.month.add_mental(p, 1, 6)
        p = self.who("李兆文", "1983-11-23", "男", "百合镇", "jingshen-zhili-canji",
                     "多重三级，残疾类别写明“肢体、精神”：按（八）")
        entry = self.certify(p, 3, 7, facts={"kinds": frozenset({4, 6, 7})})
        entry.shown["kind"] = "肢体、精神"
        entry.code = "jingshen-zhili-canji"
        p = self.who("吴杏芳", "1957-06-17", "女", "蚬冈镇", "",
                     "多重四级，只写“多重”：看不出有没有精神或者智力残疾，不资助")
        self.certify(p, 4, 7)
        p = self.who("陈耀祖", "1969-01-01", "男", "金鸡镇", "dibao-bianyuan",
                     "重度残疾人证已注销：只算低保边缘")
        self.on("margin", p)
        self.certify(p, 2, 2, state="注销")

    def _dates(self):
        p = self.who("方小燕", "1991-05-15", "女", "赤水镇", "dibao",
                     "低保2023-08-31认定，正在截止日：算")
        self.on("minimum", p, recognised=day("2023-08-31"))
        p = self.who("冯志坚", "1974-07-07", "男", "月山镇", "",
                     "低保边缘2023-09-01认定，晚于截止日：还不算")
        self.on("margin", p, recognised=day("2023-09-01"))
        p = self.who("劳金莲", "1945-09-09", "女", "沙塘镇", "",
                     "特困2023-08-31退出，正在截止日：不算")
        self.on("extreme", p, ended=day("2023-08-31"))
        p = self.who("利国辉", "1978-12-25", "男", "水口镇", "tuopin-buwending",
                     "农村易返贫致贫风险已消除，只算脱贫不稳定人员")
        self.on("unstable", p)
        self.on("monitored", p, ended=day("2023-07-10"), **RURAL)

    def _names(self):
        p = self.who("欧阳䶮", "1993-03-13", "男", "三埠办事处", "zhongdu-canji",
                     "生僻字䶮（U+4DAE）")
        self.certify(p, 1, 3)
        p = self.who("甄群英", "1962-06-06", "女", "长沙办事处", "dibao",
                     "残联写成“甄群瑛”：同号不同名，两行都计入，各有一条提醒；用生效一行的姓名")
        self.on("minimum", p)
        self.certify(p, 2, 4).shown["name"] = "甄群瑛"
        p = self.who("谢梓轩", "2016-02-29", "男", "三埠办事处", "kunjing-ertong",
                     "三埠街道自己报的困境儿童（孤儿），镇（街）由标题得知；监护人谢德贵不得当作本人")
        keeper = self.who("谢德贵", "1956-04-20", "男", "三埠办事处", None,
                          "只作为监护人出现：不应出现在结果里")
        self.on("child", p, word="孤儿", facts={"guardian": keeper})
