"""People whom Hunan's page lists by name."""

from .. import named
from ..named import day
from .month import MONITORED

UNSTABLE, MARGINAL, SUDDEN = (
    {"code": code, "word": word} for code, word in MONITORED)


class Named(named.Named):
    def certify(self, person, grade, kind, **values):
        return self.month.certify(person, grade, kind, **values)

    def fill(self):
        self._order()
        self._conditions()
        self._dates()
        self._names()

    def _order(self):
        p = self.who("龙秀花", "1951-04-18", "女", "花垣县", "tekun",
                     "稳定脱贫、低保、一级残疾、特困四个名单都有：特困排在最后，全额资助")
        self.on("stable", p)
        self.on("minimum", p)
        self.certify(p, 1, 1)
        self.on("extreme", p)
        p = self.who("石光明", "1968-02-11", "男", "凤凰县", "wending-tuopin",
                     "只是稳定脱贫人口：须参保，没有资助，个人缴380元")
        self.on("stable", p)
        p = self.who("彭春兰", "1972-09-09", "女", "龙山县", "dibao",
                     "边缘易致贫户又是低保：同是50%，记作低保")
        self.on("monitored", p, **MARGINAL)
        self.on("minimum", p)
        p = self.who("向大富", "1963-12-01", "男", "泸溪县", "dibao-bianyuan",
                     "低保和低保边缘两种都有：按次序为低保边缘，提请民政核实（两者互斥）")
        self.on("minimum", p, word="农村低保")
        self.on("margin", p, word="低保边缘家庭")
        p = self.who("麻小军", "2011-05-20", "男", "花垣县", "guer",
                     "孤儿和事实无人抚养儿童两种都有：按次序为孤儿，提请民政核实（两者互斥）")
        self.on("orphan", p)
        self.on("unattended", p)
        p = self.who("田金凤", "1955-08-15", "女", "龙山县", "tekun",
                     "二级残疾又是特困：都是全额，记作特困")
        self.certify(p, 2, 4)
        self.on("extreme", p)

    def _conditions(self):
        p = self.who("吴正贵", "1979-03-03", "男", "凤凰县", "wending-tuopin",
                     "重度残疾人名单上是三级：不是重度残疾，只算稳定脱贫人口")
        self.on("stable", p)
        self.certify(p, 3, 4)
        p = self.who("杨美英", "1981-07-27", "女", "泸溪县", "",
                     "重度残疾人名单上是四级，没有别的身份：不资助")
        self.certify(p, 4, 2)
        p = self.who("张家福", "1966-10-10", "男", "花垣县", "dibao",
                     "一级残疾人证已注销：只算低保")
        self.on("minimum", p)
        self.certify(p, 1, 4, state="注销")
        p = self.who("欧阳芳", "1975-01-30", "女", "龙山县", "tuopin-buwending",
                     "监测对象导出表的证件号码是20位残疾证号（肢体二级），不在残联名单：只是等级的依据，"
                     "不因此成为重度残疾人")
        entry = self.on("monitored", p, grades=frozenset({2}), kind=4, **UNSTABLE)
        entry.shown["number"] = p.number + "42"

    def _dates(self):
        p = self.who("梁建平", "1970-06-06", "男", "凤凰县", "dibao",
                     "低保2023-09-30起享受，正在截止日：算")
        self.on("minimum", p, recognised=day("2023-09-30"))
        p = self.who("宋国英", "1962-11-11", "女", "凤凰县", "wending-tuopin",
                     "低保2023-10-01起享受，晚于截止日：只算稳定脱贫人口")
        self.on("stable", p)
        self.on("minimum", p, recognised=day("2023-10-01"))
        p = self.who("秦世珍", "1949-02-28", "女", "花垣县", "",
                     "特困2023-09-30退出，正在截止日：不算")
        self.on("extreme", p, ended=day("2023-09-30"))
        p = self.who("罗桂生", "1953-03-17", "男", "泸溪县", "tekun",
                     "特困2023-10-01才退出：截止日仍算")
        self.on("extreme", p, ended=day("2023-10-01"))
        p = self.who("胡长林", "1969-05-05", "男", "龙山县", "wending-tuopin",
                     "脱贫不稳定户，风险已在2023年8月消除：只算稳定脱贫人口")
        self.on("stable", p)
        self.on("monitored", p, ended=day("2023-08-20"), **UNSTABLE)
        p = self.who("符小妹", "2023-09-30", "女", "泸溪县", "dibao",
                     "截止日当天出生：0岁，低保")
        self.on("minimum", p, recognised=day("2023-09-30"), word="低保对象")

    def _names(self):
        p = self.who("石䶮", "1990-12-12", "男", "花垣县", "zhongdu-canji",
                     "生僻字䶮（U+4DAE）")
        self.certify(p, 2, 5)
        p = self.who("龙金英", "1958-08-08", "女", "凤凰县", "zhongdu-canji",
                     "残联写成“龙金瑛”：同号不同名，两行都计入，各有一条提醒；用生效一行的姓名")
        self.on("stable", p)
        self.certify(p, 1, 6).shown["name"] = "龙金瑛"
        p = self.who("姚思远", "2012-10-01", "男", "凤凰县", "shishi-wuren-fuyang",
                     "事实无人抚养儿童；监护人姚代全另有身份证号一列，不得当作本人")
        keeper = self.who("姚代全", "1954-01-20", "男", "凤凰县", None,
                          "只作为监护人出现：不应出现在结果里")
        self.on("unattended", p, facts={"guardian": keeper})
