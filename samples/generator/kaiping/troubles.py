"""What goes wrong on the rosters of Kaiping, and how often."""

from .. import troubles
from ..troubles import Kind, always, is_disabled, shown, some

CIVIL = ("minimum", "extreme", "margin", "unstable", "child")
ID_LISTS = (*CIVIL, "monitored", "veteran")
DISABLED = ("certificate",)
MIND = (5, 6)


def is_of_mind(entry, troubles_):
    return is_disabled(entry, troubles_) and entry.kind in MIND


def is_of_body(entry, troubles_):
    return is_disabled(entry, troubles_) and entry.kind not in (*MIND, 7)


def no_grade(entry, _rng):
    """Neither in a column nor in the certificate's number."""
    entry.grades, entry.code = frozenset(), "jingshen-zhili-canji"
    entry.shown.update(grade="", certificate="")


def other_kind(entry, _rng):
    entry.shown["kind"] = "听力" if entry.kind != 2 else "视力"


def unlisted_town(entry, _rng):
    entry.facts["place"] = ("祥龙镇", "祥龙镇", "祥龙村")


class Troubles(troubles.Troubles):
    kinds = (
        some("号码：全角数字", 6), some("号码：小写x", 7), some("号码：前有撇号", 6),
        some("号码：含不间断空格", 4), some("号码：含空格", 4),
        some("号码：含零宽字符", 3), some("号码：前有制表符", 4, DISABLED),
        some("号码：15位", 8, ID_LISTS),
        some("号码：15位，存成数字", 2, ("veteran",)), some("号码：公式", 3, ("margin",)),
        some("号码：20位残疾证号", 5, ("monitored",)),
        some("姓名：两字间有全角空格", 10), some("姓名：前后有空格", 7),
        some("残疾等级：重度，无证号", 3),
        Kind("精神、智力残疾没有等级，也没有证号", 3, "等级不限，按精神和智力残疾人计入", "",
             DISABLED, is_of_mind, no_grade),
        some("认定晚于截止日", 4, CIVIL), some("截止日当天或以前退出", 5, ID_LISTS),
        some("截止日以后退出", 3, ID_LISTS),
        some("残疾证：注销", 9), some("残疾证：过期", 6), some("残疾证：冻结", 3),
        some("隐藏的行", 2, ("veteran",)), some("前有空行", 3, CIVIL),
        Kind("镇（街）不在政策名单", 2, "照常计入，按原文汇总，提醒（county-not-listed）", "",
             ("veteran", "margin"), always, unlisted_town),
        some("没有身份证号", 3, ID_LISTS), some("号码少一位", 3, ID_LISTS),
        some("号码有字母O或被打星号", 3, ID_LISTS),
        some("号码存成数字", 5, ID_LISTS), some("号码前两位不是省份", 1, ID_LISTS),
        some("号码里的出生日期不存在", 2, ID_LISTS), some("校验位不对", 6, ID_LISTS),
        some("身份证号与残疾证号不是一人", 2), some("没有姓名", 2, ID_LISTS),
        some("没有人员类别", 2, ("monitored", "mental")),
        Kind("类别写错字", 2, "退回，并提示最接近的类别", "category-unknown",
             ("monitored",), always, shown(category=("农村易反贫致贫人口",))),
        Kind("类别不在政策内", 2, "退回", "category-unknown", ("child",), always,
             shown(category=("流浪儿童", "留守儿童"))),
        Kind("没有残疾等级", 2, "退回：肢体等残疾没有等级，看不出是不是重度",
             "grade-missing", DISABLED, is_of_body,
             shown(grade="", certificate="")),
        some("残疾等级无法识别", 1), some("残疾等级与证号不一致", 1),
        Kind("残疾类别无法识别", 1, "退回：政策按残疾类别认定", "type-unknown", DISABLED,
             is_of_body, shown(kind="综合")),
        Kind("残疾类别与证号不一致", 1, "退回", "type-conflict", DISABLED, is_of_body,
             other_kind),
        some("持证状态无法识别", 1), some("日期无法识别", 2, CIVIL),
    )

    def several_rows(self):
        for entry in self.pick("twice", 4, ("margin", "child", "veteran")):
            self.twin(entry, entry.sheet).goes_last = True
        mental = self.month.sheets["mental"]
        for entry in self.pick("twice in two files", 6, DISABLED, lambda e:
                               e.code == "jingshen-zhili-canji"
                               and e.state == "正常" and e.kind in MIND):
            twin = self.twin(entry, mental)
            twin.word = ("智力残疾人", "精神残疾人")[entry.kind - 5]
        self.name_conflicts(3)


class ChangeTroubles(troubles.Troubles):
    """Of the month that only tells changes."""

    kinds = (
        some("号码：前有撇号", 1), some("号码：含全角空格", 1), some("姓名：前后有空格", 2),
        some("号码存成数字", 1, ("added",)), some("校验位不对", 1, ("removed",)),
        some("没有人员类别", 1, ("added",)),
        Kind("变动类型写错", 2, "退回：本月不作变动", "movement-unknown",
             ("added", "monitored changes"), always, shown(movement=("调入", "核实中"))),
    )

    def several_rows(self):
        for entry in self.pick("twice", 1, ("added",)):
            self.twin(entry, entry.sheet).goes_last = True
