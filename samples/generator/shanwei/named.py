"""People whom Shanwei's page lists by name."""

from .. import named
from ..named import day
from .places import HAIFENG


class Named(named.Named):
    def fill(self):
        self._order()
        self._disabled()
        self._dates()
        self._units()

    def _order(self):
        month = self.month
        p = self.who("蔡树清", "1949-04-04", "男", "陆丰市", "tekun",
                     "优抚、重度残疾（一级）、突发严重困难户、低保、特困都有：特困排在最后")
        self.on("veteran", p)
        month.certify(p, {1}, 4)
        month.monitor(p, "tufa-yanzhong-kunnan")
        month.relieve(p, "dibao")
        month.relieve(p, "tekun")
        p = self.who("施建华", "1956-06-06", "男", "市城区", "zhongdu-canji",
                     "优抚对象又是二级残疾：都由县级政府补助，重度残疾人员排在后")
        self.on("veteran", p)
        month.certify(p, {2}, 1)
        p = self.who("余秀英", "1971-01-17", "女", "陆河县", "bianyuan-yizhipin",
                     "一级残疾又是边缘易致贫户：医疗救助在后，由乡村振兴报请")
        month.certify(p, {1}, 6)
        month.monitor(p, "bianyuan-yizhipin")
        p = self.who("彭玉珍", "1968-08-28", "女", "红海湾开发区", "dibao",
                     "脱贫不稳定户、低保边缘、低保都有：按低保；低保与低保边缘互斥，提请民政核实")
        month.monitor(p, "tuopin-buwending")
        month.relieve(p, "dibao-bianyuan")
        month.relieve(p, "dibao")
        p = self.who("林俊熙", "2013-03-03", "男", "陆丰市", "guer",
                     "同一张名册里孤儿、事实无人抚养儿童各一行：按孤儿，提请民政核实（两者互斥）")
        month.relieve(p, "guer")
        month.relieve(p, "shishi-wuren-fuyang")
        p = self.who("林可馨", "2015-05-25", "女", "陆丰市", "shishi-wuren-fuyang",
                     "低保家庭的事实无人抚养儿童：事实无人抚养儿童在后")
        month.relieve(p, "dibao")
        month.relieve(p, "shishi-wuren-fuyang")

    def _disabled(self):
        certify = self.month.certify
        p = self.who("黄志强", "1982-02-12", "男", "市城区", "",
                     "在重度残疾人名单上，等级却是三级：不是重度，没有别的身份")
        certify(p, {3}, 4)
        p = self.who("陈小琴", "1990-09-19", "女", "华侨管理区", "zhongdu-canji",
                     "等级只写“重度”，没有残疾证号：一级或二级，算")
        certify(p, {1, 2}, 5).shown.update(grade="重度", certificate="")
        p = self.who("吴长根", "1963-12-03", "男", HAIFENG, "youfu",
                     "一级残疾证已过期，不算；按优抚对象，伤残等级不是残疾人证的等级")
        certify(p, {1}, 4, state="过期")
        self.on("veteran", p)

    def _dates(self):
        relieve = self.month.relieve
        p = self.who("郑桂兰", "1955-10-10", "女", "陆河县", "",
                     "特困11月1日才开始，晚于截止日：不算，没有别的身份")
        relieve(p, "tekun", recognised=day("2022-11-01"))
        p = self.who("郑明秀", "1955-10-11", "女", "陆河县", "tekun",
                     "特困10月31日开始，正在截止日：算")
        relieve(p, "tekun", recognised=day("2022-10-31"))
        p = self.who("叶国珍", "1960-07-07", "女", "市城区", "dibao",
                     "低保11月1日才退出：截止日仍算")
        relieve(p, "dibao", ended=day("2022-11-01"))
        p = self.who("许福元", "1975-11-05", "男", "陆丰市", "",
                     "监测对象的风险10月31日消除，正在截止日：不算，没有别的身份")
        self.month.monitor(p, "tuopin-buwending", ended=day("2022-10-31"))
        p = self.who("刘𠮷安", "1958-12-25", "男", "红海湾开发区", "zhongdu-canji",
                     "生僻字𠮷（U+20BB7），在 UTF-16 中占四个字节")
        self.month.certify(p, {1}, 4)

    def _units(self):
        p = self.who("朱光荣", "1946-09-30", "男", HAIFENG, "tekun",
                     "海丰县和深汕合作区的名单都有：同属一个单位，只计一次，后一行记为重复")
        self.month.relieve(p, "tekun")
        twin = self.month.sheets["relief of 深汕", HAIFENG].add(
            p, code="tekun", word="特困供养人员", recognised=day("2019-05-01"))
        twin.troubles.append("重复行")
        p = self.who("朱代全", "1959-01-09", "男", HAIFENG, None,
                     "只作为监护人出现：不应出现在结果里")
        child = self.who("朱梦洁", "2014-02-02", "女", HAIFENG, "guer",
                         "孤儿；监护人朱代全另有身份证号码一列，不得当作本人")
        self.month.relieve(child, "guer", facts={"guardian": p})
