"""What goes wrong on the rosters of Hunan, and how often."""

from .. import troubles
from ..troubles import Kind, always, is_code, shown, some

CIVIL = ("minimum", "margin", "extreme", "child", "relief")
ID_LISTS = ("stable", "monitored", *CIVIL)
DATED = ("monitored", *CIVIL)
WORDED = ("child", "relief")


def whole_address(entry, _rng):
    entry.facts["place"] = ("湘西州" + entry.place[0], *entry.place[1:])


class Troubles(troubles.Troubles):
    kinds = (
        some("号码：全角数字", 6), some("号码：小写x", 7), some("号码：前有撇号", 5),
        some("号码：含不间断空格", 4), some("号码：含全角空格", 3),
        some("号码：含零宽字符", 3), some("号码：前有制表符", 4, ("monitored",)),
        some("号码：后有换行", 2), some("号码：15位", 7, ID_LISTS),
        some("号码：20位残疾证号", 6, ("monitored",)),
        some("姓名：两字间有全角空格", 10), some("姓名：前后有空格", 6),
        some("残疾等级：重度，无证号", 3),
        some("认定晚于截止日", 4, DATED), some("截止日当天或以前退出", 5, DATED),
        some("截止日以后退出", 3, DATED), some("退出早于认定", 1, ("minimum",)),
        some("残疾证：注销", 4), some("残疾证：过期", 3), some("残疾证：冻结", 1),
        some("隐藏的行", 2, ("margin",)), some("前有空行", 3, CIVIL),
        Kind("县市区写了全称", 2, "文件没有列出县市区，照名单的写法汇总，不提醒", "",
             ("stable", "certificate"), always, whole_address),
        some("没有身份证号", 3, ID_LISTS), some("号码少一位", 2, ID_LISTS),
        some("号码有字母O或被打星号", 3, ID_LISTS),
        some("号码成了科学计数文字", 2, ("monitored",)),
        some("号码存成数字", 4, ID_LISTS), some("号码前两位不是省份", 1, ID_LISTS),
        some("号码里的出生日期不存在", 2, ID_LISTS), some("校验位不对", 6, ID_LISTS),
        some("20位残疾证号末两位不对", 1, ("monitored",)),
        some("身份证号与残疾证号不是一人", 2), some("没有姓名", 2, ID_LISTS),
        some("没有人员类别", 3, WORDED),
        Kind("类别写错字", 2, "退回，并提示最接近的类别", "category-unknown", WORDED,
             is_code("shishi-wuren-fuyang"),
             shown(category=("事实无人扶养儿童", "实事无人抚养儿童"))),
        Kind("类别不在政策内", 3, "退回", "category-unknown", ("relief",), always,
             shown(category=("临时救助对象", "支出型困难家庭", "流浪乞讨人员"))),
        some("没有残疾等级", 2), some("残疾等级无法识别", 1),
        some("残疾等级与证号不一致", 1), some("持证状态无法识别", 1),
        some("日期无法识别", 2, CIVIL),
    )

    def several_rows(self):
        for entry in self.pick("twice", 5, ("stable", "margin", "relief")):
            self.twin(entry, entry.sheet).goes_last = (
                not entry.sheet.form.subtotal)
        self.name_conflicts(3)


class ChangeTroubles(troubles.Troubles):
    """Of the month that only tells changes."""

    kinds = (
        some("号码：含空格", 1), some("号码：小写x", 1), some("姓名：前后有空格", 2),
        some("号码存成数字", 1, ("relief changes",)),
        some("校验位不对", 2, ("relief changes", "monitored changes")),
        some("没有人员类别", 1, ("relief changes",)),
        Kind("变动类型写错", 2, "退回：本月不作变动", "movement-unknown",
             ("relief changes", "monitored changes"), always,
             shown(movement=("调出", "待定"))),
    )

    def several_rows(self):
        for entry in self.pick("twice", 1, ("relief changes",)):
            self.twin(entry, entry.sheet).goes_last = True
