"""People whom Meizhou's page lists by name."""

from .. import named
from ..named import day


class Named(named.Named):
    def fill(self):
        self._girls()
        self._order()
        self._disabled()
        self._dates()
        self._names()

    def girl(self, name, birth, county, code, why, sex="女"):
        person = self.who(name, birth, sex, county, code, why)
        self.on("daughters", person, code="ernv-nvhai", word="次女")
        return person

    def _girls(self):
        self.girl("温晓晴", "2009-09-30", "兴宁市", "ernv-nvhai",
                  "二女结扎户女孩，截止日当天满14周岁：14周岁以内含14周岁，算")
        self.girl("曾雨桐", "2008-10-01", "五华县", "ernv-nvhai",
                  "二女结扎户女孩，截止日次日才满15周岁：还是14周岁，算")
        self.girl("古欣怡", "2008-09-30", "五华县", "",
                  "二女结扎户女孩，截止日当天满15周岁：不算，没有别的身份")
        p = self.girl("钟佳怡", "2008-03-08", "丰顺县", "dibao",
                      "二女结扎户女孩已满15周岁，不算；又是低保，按低保")
        self.on("minimum", p)
        self.girl("刁浩然", "2014-05-05", "大埔县", "",
                  "名册写“次女”，身份证号是男性：不是女孩，不算", sex="男")
        self.girl("侯语桐", "2023-09-30", "梅县区", "ernv-nvhai",
                  "截止日当天出生的女孩：0岁，算")
        p = self.who("黎国强", "1985-02-14", "男", "梅县区", "ernv-fufu",
                     "二女结扎户的丈夫，又是残疾军人：优抚对象在前，农村纯生二女结扎夫妇在后")
        self.on("daughters", p, code="ernv-fufu", word="户主")
        self.on("veteran", p, word="残疾军人")
        p = self.who("丘桂芳", "1986-06-01", "女", "梅县区", "bianyuan-yizhipin",
                     "二女结扎户的妻子，又是边缘易致贫户：医疗救助在后，由乡村振兴报请")
        self.on("daughters", p, code="ernv-fufu", word="妻子")
        self.on("monitored", p, code="bianyuan-yizhipin", word="边缘易致贫户")

    def _order(self):
        p = self.who("叶万福", "1950-01-20", "男", "兴宁市", "tekun",
                     "优抚、重度残疾（一级）、脱贫不稳定户、低保、特困五份名单都有：特困排在最后")
        self.on("veteran", p, word="参战退役人员")
        self.month.certify(p, {1}, 4)
        self.on("monitored", p, code="tuopin-buwending", word="脱贫不稳定户")
        self.on("minimum", p)
        self.on("extreme", p)
        p = self.who("陈德贵", "1949-08-08", "男", "五华县", "dibao",
                     "优抚对象又是低保：县级政府补助在前，医疗救助在后，由民政报请")
        self.on("veteran", p, word="在乡复员军人")
        self.on("minimum", p)
        p = self.who("张树清", "1955-05-15", "男", "梅江区", "zhongdu-canji",
                     "优抚对象又是二级残疾：都由县级政府补助，列在前面的重度残疾人员排在后")
        self.on("veteran", p, word="带病回乡退伍军人")
        self.month.certify(p, {2}, 4)
        p = self.who("李淑芬", "1964-12-01", "女", "平远县", "dibao",
                     "低保边缘又是低保：按低保，提请民政核实（两者互斥）")
        self.on("margin", p)
        self.on("minimum", p)
        p = self.who("林子墨", "2012-02-02", "男", "兴宁市", "guer",
                     "孤儿和事实无人抚养儿童两份名册都有：孤儿排在后，提请民政核实（两者互斥）")
        self.month.child(p, "guer")
        self.month.child(p, "shishi-wuren-fuyang")
        p = self.who("刘玉珍", "1972-10-10", "女", "大埔县", "tuopin-buwending",
                     "同一张监测表里先是边缘易致贫户、后是脱贫不稳定户：脱贫不稳定户排在后")
        self.on("monitored", p, code="bianyuan-yizhipin", word="边缘易致贫户")
        self.on("monitored", p, code="tuopin-buwending", word="脱贫不稳定户")

    def _disabled(self):
        p = self.who("黄明秀", "1983-04-04", "女", "蕉岭县", "",
                     "精神残疾三级：不是重度，没有别的身份")
        self.month.certify(p, {3}, 6)
        p = self.who("邓长根", "1959-07-07", "男", "丰顺县", "youfu",
                     "一级残疾证已注销，不算；按优抚对象")
        self.month.certify(p, {1}, 4, state="注销")
        self.on("veteran", p, word="残疾军人")
        p = self.who("罗世明", "1969-09-09", "男", "五华县", "tufa-yanzhong-kunnan",
                     "监测表的证件号码是20位残疾证号（一级），残联没有报：有等级，没有残联的认定；按突发严重困难户")
        entry = self.on("monitored", p, code="tufa-yanzhong-kunnan",
                        word="突发严重困难户", grades=frozenset({1}), kind=4)
        entry.shown["number"] = p.number + "41"

    def _dates(self):
        p = self.who("范桂兰", "1951-03-03", "女", "兴宁市", "youfu",
                     "特困10月1日才批准，晚于截止日：按优抚对象")
        self.on("extreme", p, recognised=day("2023-10-01"))
        self.on("veteran", p, word="烈士遗属")
        p = self.who("石光荣", "1953-11-11", "男", "五华县", "tekun",
                     "特困9月30日批准，正在截止日：算")
        self.on("extreme", p, recognised=day("2023-09-30"))
        p = self.who("彭翠英", "1960-06-06", "女", "梅江区", "",
                     "低保9月30日停保，正在截止日：不算，没有别的身份")
        self.on("minimum", p, ended=day("2023-09-30"))
        p = self.who("宋启明", "1966-01-31", "男", "大埔县", "dibao-bianyuan",
                     "监测对象风险已消除，没有写消除时间：不算；按低保边缘")
        entry = self.on("monitored", p, code="tufa-yanzhong-kunnan",
                        word="突发严重困难户", ended=day("2023-06-30"))
        entry.shown["ended"] = ""
        self.on("margin", p)

    def _names(self):
        p = self.who("温𠮷祥", "1947-05-06", "男", "梅县区", "tekun",
                     "生僻字𠮷（U+20BB7）")
        self.on("extreme", p)
        p = self.who("蓝·阿妹", "1978-08-18", "女", "丰顺县", "dibao",
                     "姓名中间点写法不同（· 和 ・）：不算同号不同名")
        self.on("minimum", p)
        self.month.certify(p, {2}, 5).shown["name"] = "蓝・阿妹"
        p = self.who("何梦洁", "2014-09-09", "女", "梅江区", "shishi-wuren-fuyang",
                     "事实无人抚养儿童；监护人何代全另有身份证号码一列，不得当作本人")
        keeper = self.who("何代全", "1956-02-20", "男", "梅江区", None,
                          "只作为监护人出现：不应出现在结果里")
        self.month.child(p, "shishi-wuren-fuyang", facts={"guardian": keeper})
