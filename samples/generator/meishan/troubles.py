"""What goes wrong on the rosters of Meishan, and how often."""

from .. import troubles
from ..troubles import CERTIFICATE, Kind, always, is_code, shown, some

DATED = ("monitored", "minimum", "low", "orphan", "extreme", "veteran", "planning")
ID_LISTS = ("stable", "monitored", "minimum", "low", "orphan", "extreme",
            "veteran", "planning", "land")
RELIEF = ("minimum", "low", "extreme")
VETERAN = ("veteran",)


def foreign_county(entry, _rng):
    entry.facts["place"] = ("岷东新区", "崇礼镇", "光明村")


def other_code(entry, _rng):
    entry.shown["code"] = "9923" if entry.code != "9923" else "9922"


class Troubles(troubles.Troubles):
    kinds = (
        some("号码：全角数字", 13), some("号码：小写x", 15),
        some("号码：前有撇号", 11), some("号码：含不间断空格", 9),
        some("号码：含全角空格", 9), some("号码：含空格", 8),
        some("号码：含零宽字符", 7), some("号码：前有制表符", 6, CERTIFICATE),
        some("号码：后有换行", 4), some("号码：15位", 16),
        some("号码：15位，存成数字", 4, ID_LISTS), some("号码：公式", 6, ("land",)),
        some("号码：20位残疾证号", 16, ("monitored",)),
        some("姓名：两字间有全角空格", 24), some("姓名：前后有空格", 16),
        Kind("类别：烈土遗属", 2, "政策列出的误写，按烈士遗属计入", "", VETERAN,
             is_code("9925"), shown(category="烈土遗属")),
        Kind("类别：在乡复原军人", 3, "政策列出的误写，按在乡复员军人计入", "", VETERAN,
             is_code("216002"), shown(category="在乡复原军人")),
        some("类别代码：存成数字", 5, VETERAN), some("残疾等级：重度，无证号", 4),
        some("认定晚于截止日", 9, DATED), some("截止日当天或以前退出", 9, DATED),
        some("截止日以后退出", 7, DATED), some("退出早于认定", 2, RELIEF),
        some("残疾证：注销", 19), some("残疾证：过期", 13), some("残疾证：冻结", 6),
        some("变动：减员", 3, VETERAN), some("变动：新增", 6, VETERAN),
        some("隐藏的行", 3, ("veteran", "low")),
        Kind("县（区）不在政策名单", 2, "照常计入，按原文汇总，提醒（county-not-listed）",
             "", VETERAN, always, foreign_county),
        some("前有空行", 5, RELIEF),
        some("没有身份证号", 5, ID_LISTS), some("号码少一位", 4, ID_LISTS),
        some("号码有字母O或被打星号", 5, ID_LISTS),
        some("号码成了科学计数文字", 4, ID_LISTS), some("号码存成数字", 9, ID_LISTS),
        some("号码前两位不是省份", 1, ID_LISTS),
        some("号码里的出生日期不存在", 3, ID_LISTS),
        some("出生晚于截止日", 1, ("minimum",)), some("校验位不对", 11, ID_LISTS),
        some("20位残疾证号末两位不对", 1, ("monitored",)),
        some("身份证号与残疾证号不是一人", 2), some("没有姓名", 4, ID_LISTS),
        some("没有人员类别", 2, VETERAN),
        Kind("类别写错字", 4, "退回，并提示最接近的类别", "category-unknown", VETERAN,
             is_code("9934", "246003"),
             shown(category=("带病回乡退武军人", "参站参试退役人员"), code="")),
        Kind("类别不在政策内", 3, "退回", "category-unknown", VETERAN, always,
             shown(category=("病故军人遗属", "60周岁以上农村籍退役士兵"), code="")),
        Kind("孤儿名单中的事实无人抚养儿童", 4, "退回：文件未列此类，不当作孤儿",
             "category-unknown", ("orphan",), always,
             shown(category="事实无人抚养儿童")),
        Kind("类别与代码不一致", 1, "退回", "category-conflict", VETERAN, always,
             other_code),
        some("没有残疾等级", 2), some("残疾等级无法识别", 1),
        some("残疾等级与证号不一致", 2), some("持证状态无法识别", 1),
        some("日期无法识别", 3, RELIEF),
    )

    def several_rows(self):
        self._duplicates()
        self._moved()
        self.name_conflicts(5)

    def _duplicates(self):
        """Inside one list, and from one file of a department to another."""
        for entry in self.pick("twice", 9, fits=lambda e: self.kind_of[
                e.sheet] not in ("orphan", "certificate")):
            twin = self.twin(entry, entry.sheet)
            twin.goes_last = not entry.sheet.form.subtotal
        for entry in self.pick("twice in one file", 4, ("certificate",)):
            self.twin(entry, entry.sheet).goes_last = True
        new = self.month.sheets["new certificate"]
        for entry in self.pick("twice in two files", 11, ("certificate",),
                               lambda e: e.place[0] == "仁寿县"
                               and e.state == "正常"):
            self.twin(entry, new)

    def _moved(self):
        """Who moved from one county to another stands on both lists."""
        sheet = self.month.sheets["minimum", "彭山区"]
        for entry in self.pick("moved", 3, ("minimum",),
                               lambda e: e.place[0] == "东坡区"):
            self.twin(entry, sheet, place=("彭山区", "凤鸣街道", "龙泉社区"))


class LaterTroubles(troubles.Troubles):
    """Of September, in the list of changes."""

    kinds = (
        some("号码：前有撇号", 2), some("姓名：前后有空格", 2),
        some("号码存成数字", 2, ("relief changes",)),
        some("校验位不对", 2, ("relief changes",)),
    )
