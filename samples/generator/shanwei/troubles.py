"""What goes wrong on the lists of Shanwei, and how often."""

from .. import troubles
from ..troubles import CERTIFICATE, Kind, always, shown, some

RELIEF = ("relief", "relief of 深汕")
MONITORED = ("monitored tuopin-buwending", "monitored bianyuan-yizhipin",
             "monitored tufa-yanzhong-kunnan")
VETERAN = ("veteran",)
ID_LISTS = RELIEF + MONITORED + VETERAN
DATED = ID_LISTS


def has_class(entry, _troubles):
    """On a veterans' list with a column for the class."""
    return any(c.key == "category" for c in entry.sheet.form.columns)


class Troubles(troubles.Troubles):
    kinds = (
        some("号码：全角数字", 4), some("号码：小写x", 5), some("号码：前有撇号", 4),
        some("号码：含全角空格", 4), some("号码：含零宽字符", 3),
        some("号码：前有制表符", 3, CERTIFICATE), some("号码：后有换行", 2, RELIEF),
        some("号码：15位", 5), some("号码：15位，存成数字", 2, RELIEF),
        some("号码：公式", 3, VETERAN),
        some("姓名：两字间有全角空格", 8), some("姓名：前后有空格", 5),
        Kind("类别：烈土遗属", 2, "政策列出的误写，按优抚对象计入", "", VETERAN,
             has_class, shown(category="烈土遗属")),
        some("残疾等级：重度，无证号", 8),
        some("认定晚于截止日", 5, DATED), some("截止日当天或以前退出", 5, DATED),
        some("截止日以后退出", 3, DATED), some("退出早于认定", 1, RELIEF),
        some("残疾证：注销", 6), some("残疾证：过期", 4), some("残疾证：冻结", 2),
        some("变动：减员", 3, VETERAN), some("变动：新增", 3, VETERAN),
        some("隐藏的行", 2, VETERAN), some("前有空行", 3, RELIEF),
        some("没有身份证号", 2, ID_LISTS), some("号码少一位", 2, ID_LISTS),
        some("号码有字母O或被打星号", 2, ID_LISTS),
        some("号码存成数字", 4, ("relief", "veteran")),
        some("号码成了科学计数文字", 1, RELIEF),
        some("号码里的出生日期不存在", 1, ID_LISTS),
        some("出生晚于截止日", 1, RELIEF), some("校验位不对", 5, ID_LISTS),
        some("身份证号与残疾证号不是一人", 1), some("没有姓名", 2, ID_LISTS),
        some("没有人员类别", 2, RELIEF),
        Kind("困难类别写错字", 2, "退回，并提示最接近的类别", "category-unknown",
             RELIEF, always, shown(category=("低保边沿户", "特困供样人员"))),
        Kind("困难类别是别的地方的类别", 2, "退回：不在政策内", "category-unknown",
             RELIEF, always, shown(category=("低收入对象", "支出型困难家庭"))),
        Kind("监测类别不在政策内", 1, "退回：不在政策内", "category-unknown", MONITORED,
             always, shown(category="一般脱贫户")),
        some("没有残疾等级", 1), some("残疾等级无法识别", 1),
        some("残疾等级与证号不一致", 1), some("持证状态无法识别", 1),
        some("日期无法识别", 2, RELIEF),
    )

    def several_rows(self):
        for entry in self.pick("twice", 4, ("relief", "veteran")):
            self.twin(entry, entry.sheet).goes_last = True
        for entry in self.pick("twice in one file", 3, CERTIFICATE):
            self.twin(entry, entry.sheet).goes_last = True
        self.name_conflicts(3)
