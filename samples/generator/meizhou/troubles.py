"""What goes wrong on the lists of Meizhou, and how often."""

from .. import troubles
from ..troubles import Kind, always, shown, some

DATED = ("monitored", "minimum", "margin", "extreme", "veteran")
ID_LISTS = ("monitored", "minimum", "margin", "extreme", "child", "daughters",
            "veteran")
RELIEF = ("minimum", "margin", "extreme")
DAUGHTERS = ("daughters",)
VETERAN = ("veteran",)


def foreign_county(entry, _rng):
    entry.facts["place"] = ("梅州高新区", "畲江镇", "新联村")


def risk_gone(entry, _rng):
    entry.ended = entry.as_of.replace(month=5)
    entry.shown["ended"] = ""


class Troubles(troubles.Troubles):
    kinds = (
        some("号码：全角数字", 6), some("号码：小写x", 6),
        some("号码：前有撇号", 5), some("号码：含不间断空格", 4),
        some("号码：含空格", 4), some("号码：含零宽字符", 3),
        some("号码：后有换行", 3, DAUGHTERS + VETERAN), some("号码：15位", 6),
        some("号码：15位，存成数字", 3, VETERAN),
        some("号码：20位残疾证号", 6, ("monitored",)),
        some("姓名：两字间有全角空格", 10), some("姓名：前后有空格", 6),
        some("残疾等级：重度，无证号", 5),
        Kind("风险已消除，没有写日期", 5, "行被接受，但已不是监测对象", "",
             ("monitored",), always, risk_gone),
        some("认定晚于截止日", 6, DATED), some("截止日当天或以前退出", 6, DATED),
        some("截止日以后退出", 4, DATED), some("退出早于认定", 1, RELIEF),
        some("残疾证：注销", 9), some("残疾证：过期", 6), some("残疾证：冻结", 3),
        some("变动：减员", 3, DAUGHTERS + VETERAN),
        some("变动：新增", 4, DAUGHTERS + VETERAN),
        some("隐藏的行", 2, ("margin",)),
        Kind("县（市、区）不在政策名单", 2, "照常计入，按原文汇总，提醒（county-not-listed）",
             "", VETERAN, always, foreign_county),
        some("前有空行", 3, RELIEF),
        some("没有身份证号", 3, ID_LISTS), some("号码少一位", 2, ID_LISTS),
        some("号码有字母O或被打星号", 3, ID_LISTS),
        some("号码存成数字", 5, VETERAN + ("margin",)),
        some("号码成了科学计数文字", 2, ("margin", "minimum")),
        some("号码里的出生日期不存在", 2, ID_LISTS),
        some("出生晚于截止日", 1, DAUGHTERS), some("校验位不对", 6, ID_LISTS),
        some("身份证号与残疾证号不是一人", 1), some("没有姓名", 2, ID_LISTS),
        Kind("与户主关系没有填", 2, "退回，不知是夫妇还是女孩", "category-missing",
             DAUGHTERS, always, shown(category="")),
        Kind("与户主关系是儿子", 2, "退回，不是夫妇也不是女孩", "category-unknown",
             DAUGHTERS, always, shown(category="长子")),
        Kind("儿童类别写成困境儿童", 2, "退回：文件未列此类", "category-unknown",
             ("child",), always, shown(category="困境儿童")),
        Kind("监测对象类别写成稳定脱贫户", 2, "退回：文件未列此类", "category-unknown",
             ("monitored",), always, shown(category="稳定脱贫户")),
        some("没有残疾等级", 1), some("残疾等级与证号不一致", 1),
        some("持证状态无法识别", 1), some("日期无法识别", 2, RELIEF),
    )

    def several_rows(self):
        for entry in self.pick("twice", 5, ("minimum", "veteran", "extreme")):
            self.twin(entry, entry.sheet).goes_last = True
        for entry in self.pick("twice in one file", 3, ("certificate",)):
            self.twin(entry, entry.sheet).goes_last = True
        self.name_conflicts(3)
