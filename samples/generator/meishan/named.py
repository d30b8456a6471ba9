"""People whom Meishan's page lists by name."""

from .. import named
from ..named import day


class Named(named.Named):
    def certify(self, person, grade, kind, **values):
        return self.month.certify(person, {grade}, kind, **values)

    def fill(self):
        self._low_income()
        self._order()
        self._borders()
        self._dates()
        self._certificates()
        self._names()
        return self.stories

    def _low_income(self):
        p = self.who("周建国", "1978-05-12", "男", "东坡区", "2305",
                     "45岁，低收入名单没有残疾等级，只有残联报了三级：等级是2305的依据")
        self.on("low", p)
        self.certify(p, 3, 4)
        p = self.who("丁小琴", "1975-12-12", "女", "彭山区", "2305",
                     "47岁，低收入；残联报四级")
        self.on("low", p)
        self.certify(p, 4, 2)
        p = self.who("卢德贵", "1977-10-10", "男", "东坡区", "2305",
                     "45岁，低收入；监测对象导出表的证件号码是20位残疾证号（肢体三级），等级由此得知")
        entry = self.on("monitored", p, code="230705", word="突发严重困难户",
                        grades=frozenset({3}), kind=4)
        entry.shown["number"] = p.number + "43"
        self.on("low", p)
        p = self.who("吴秀英", "1978-03-20", "女", "仁寿县", "230508",
                     "45岁，低收入而无条件；又是边缘易致贫户：不符合条件的2305不得覆盖230508")
        self.on("low", p)
        self.on("monitored", p, code="230508", word="边缘易致贫户")
        p = self.who("郑大明", "1978-07-07", "男", "彭山区", "",
                     "45岁，只在低收入名单，不满足任何条件：不资助")
        self.on("low", p)
        p = self.who("苏敏", "1980-01-15", "女", "青神县", "2303",
                     "43岁，低保在前、低收入在后而无条件：仍为低保")
        self.on("minimum", p)
        self.on("low", p)
        p = self.who("程万福", "1952-10-01", "男", "仁寿县", "2305",
                     "70岁，低保和低收入同时有：按导盘顺序为2305，提请民政核实（两者互斥）")
        self.on("minimum", p)
        self.on("low", p)

    def _order(self):
        p = self.who("冯桂芳", "1951-02-10", "女", "仁寿县", "2304",
                     "稳定脱贫、低保、重度残疾（一级）、特困四个名单都有：特困最后导入，由医疗救助资金全额资助")
        self.on("stable", p)
        self.on("minimum", p)
        self.certify(p, 1, 1)
        self.on("extreme", p)
        p = self.who("何玉珍", "1949-11-03", "女", "东坡区", "2304",
                     "稳定脱贫、低收入、重度残疾（二级）、特困四个名单都有：同上")
        self.on("stable", p)
        self.on("low", p)
        self.certify(p, 2, 6)
        self.on("extreme", p)
        p = self.who("唐世明", "1948-06-18", "男", "天府新区", "01",
                     "被征地农民超龄人员：代码01的零处处保留")
        self.on("land", p)
        p = self.who("叶素华", "1946-04-05", "女", "东坡区", "9925",
                     "四个部门各报一次（乡村振兴、卫健、自然资源、退役军人）：烈士遗属最后导入")
        self.on("stable", p)
        self.on("planning", p)
        self.on("land", p)
        self.on("veteran", p, code="9925", word="烈士遗属")
        p = self.who("廖光荣", "1947-01-01", "男", "丹棱县", "9922",
                     "八级和九级残疾军人各一行：按文件所列次序，九级在后；提请退役军人核实（两者互斥）")
        self.on("veteran", p, code="9921", word="八级残疾军人")
        self.on("veteran", p, code="9922", word="九级残疾军人")

    def _borders(self):
        p = self.who("蒋学文", "1963-08-31", "男", "洪雅县", "2305",
                     "截止日当天满60周岁：符合低收入的条件")
        self.on("low", p)
        p = self.who("余正清", "1963-09-01", "男", "洪雅县", "",
                     "截止日次日才满60周岁：不符合")
        self.on("low", p)
        p = self.who("彭佳怡", "2005-09-01", "女", "丹棱县", "2305",
                     "截止日差一天满18周岁：未成年，符合")
        self.on("low", p)
        p = self.who("曾浩然", "2005-08-31", "男", "丹棱县", "",
                     "截止日当天满18周岁：不再是未成年人，不符合")
        self.on("low", p)
        p = self.who("罗若曦", "2023-08-31", "女", "东坡区", "2303",
                     "截止日当天出生：0岁，低保")
        self.on("minimum", p, recognised=day("2023-08-31"))

    def _dates(self):
        def relief(name, birth, sex, code, why, **values):
            p = self.who(name, birth, sex, "仁寿县", code, why)
            self.on("stable", p)
            self.on("minimum", p, **values)

        relief("钟淑芬", "1956-08-08", "女", "993406",
               "低保2023-09-01起享受，晚于截止日：只算稳定脱贫户",
               recognised=day("2023-09-01"))
        relief("范世明", "1957-02-03", "男", "2303",
               "低保2023-08-31起享受，正在截止日：算",
               recognised=day("2023-08-31"))
        relief("汪国强", "1950-05-05", "男", "993406",
               "低保2023-08-31退出，正在截止日：不算，只算稳定脱贫户",
               ended=day("2023-08-31"))
        relief("石红英", "1953-03-03", "女", "2303",
               "低保2023-09-01才退出：截止日仍算", ended=day("2023-09-01"))

    def _certificates(self):
        p = self.who("魏长根", "1970-06-06", "男", "东坡区", "993406",
                     "残疾证二级但已注销：只算稳定脱贫户")
        self.on("stable", p)
        self.certify(p, 2, 4, state="注销")
        p = self.who("任建华", "1969-09-09", "男", "青神县", "",
                     "53岁，低收入；三级残疾证已过期，不能作依据：不资助")
        self.on("low", p)
        self.certify(p, 3, 4, state="过期")
        p = self.who("贾明秀", "1966-06-16", "女", "洪雅县", "",
                     "残疾证三级，没有别的身份：不是重度残疾，不资助")
        self.certify(p, 3, 7)

    def _names(self):
        p = self.who("吉克·阿依", "2012-04-04", "女", "洪雅县", "2361",
                     "姓名中间点写法不同（· 和 •）：不算同号不同名")
        keeper = self.month.population.person((45, 60), place=p.place)
        self.month.population.people.remove(keeper)
        self.on("orphan", p, facts={"guardian": keeper})
        self.on("minimum", p).shown["name"] = "吉克•阿依"
        p = self.who("沙马·拉且", "1960-10-20", "男", "洪雅县", "236046",
                     "姓名中间点写法不同（· 和 ‧，另有空格）：不算同号不同名")
        self.on("stable", p).shown["name"] = "沙马 · 拉且"
        self.certify(p, 2, 3).shown["name"] = "沙马‧拉且"
        p = self.who("王𠮷生", "1958-04-23", "男", "东坡区", "236046",
                     "生僻字𠮷（U+20BB7），在GB18030中占四个字节")
        self.on("minimum", p)
        self.certify(p, 1, 1)
        p = self.who("李䶮", "1988-11-30", "男", "丹棱县", "236046",
                     "生僻字䶮（U+4DAE）")
        self.certify(p, 2, 5)
        p = self.who("贾桂兰", "1955-07-22", "女", "仁寿县", "236046",
                     "残联写成“贾桂蓝”：同号不同名，两行都计入，各有一条提醒；用生效一行的姓名")
        self.on("stable", p)
        self.certify(p, 1, 4).shown["name"] = "贾桂蓝"
        p = self.who("付思琪", "2011-09-17", "女", "天府新区", "2361",
                     "孤儿；监护人付代全另有身份证号一列，不得当作本人")
        keeper = self.who("付代全", "1955-01-20", "男", "天府新区", None,
                          "只作为监护人出现：不应出现在结果里")
        self.on("orphan", p, facts={"guardian": keeper})
