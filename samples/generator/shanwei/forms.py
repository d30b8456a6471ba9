"""The forms that Shanwei's departments fill in."""

from ..form import Column as C
from ..form import Form

SIGN = "经办人：蔡燕　　　　　审核：施强　　　　　分管领导：　　　　　（盖章）"

# ---- 民政: all who are in hardship on one list, each unit in its own form ----

_BY_HOUSEHOLD = (
    C("序号", "seq", 6), C("镇（场、街道）", "town", 13, merge="town"),
    C("村（居）", "village", 12, merge="village"),
    C("户主姓名", "head name", 10, merge="household"),
    C("户主身份证号码", "head number", 21, merge="household"),
    C("姓　名", "name", 11), C("身份证号码", "number", 21),
    C("与户主关系", "relation", 10), C("困难类别", "category", 14),
    C("认定时间", "recognised", 14), C("退出时间", "ended", 12),
    C("备注", "note", 10))
_BY_GROUPS = (
    C("序号", "seq", 6), C("镇街", "town", 12), C("村居", "village", 12),
    C("对象姓名", "name", 11, "基本情况"), C("性别", "sex", 6, "基本情况"),
    C("公民身份\n号码", "number", 21, "基本情况"),
    C("救助类别", "category", 14, "救助情况"),
    C("入户核查\n（年月）", "fill:approved:2019.03|2020.11|2021.6", 12, "救助情况"),
    C("救助开始时间", "recognised", 14, "救助情况"),
    C("终止时间", "ended", 12, "救助情况"),
    C("姓名", "guardian", 10, "监护人"),
    C("身份证号码", "guardian number", 21, "监护人"),
    C("联系电话", "phone", 13))
_PLAIN = (
    C("所属镇街", "town"), C("所属村居", "village"), C("救助对象姓名", "name"),
    C("证件号码", "number"), C("对象类别", "category"),
    C("保障状态", "relief state"), C("享受起始时间", "recognised"),
    C("享受结束时间", "ended"), C("联系人", "account holder"),
    C("联系人身份证号", "guardian number"))
_WAYS = {"household": _BY_HOUSEHOLD, "groups": _BY_GROUPS, "plain": _PLAIN}


def relief(title, way, dates, **how):
    """困难群众: 低保, 低保边缘, 特困 and children, told by a column."""
    plain = way == "plain"
    return Form(
        title=title, columns=_WAYS[way], plain=plain, date_forms=dates,
        lines=() if plain else ("填报单位：{county}民政局　　　2022年11月3日",),
        foot=() if plain else ("说明：一人有几种身份的，逐项分行填写。", SIGN),
        **how)


# ---- 残联 ----

SEVERE = Form(
    title="", code="zhongdu-canji", plain=True,
    columns=(C("序号", "seq"), C("县区", "county"), C("镇(街)", "town"),
             C("村(社区)", "village"), C("姓名", "name"), C("性别", "sex"),
             C("身份证号", "number"), C("残疾人证号码", "certificate"),
             C("残疾类型", "kind"), C("残疾级别", "grade"),
             C("残疾证状态", "state"), C("监护人", "guardian"),
             C("监护人证件号码", "guardian number"), C("联系电话", "phone")))


# ---- 乡村振兴: a sheet a category ----


def monitored(word):
    return Form(
        title=f"汕尾市防止返贫监测对象花名册（{word}）", word=word,
        lines=("填报单位：汕尾市乡村振兴局　　　　　统计截止：2022年10月31日",),
        columns=(C("序号", "seq", 6),
                 C("县（市、区）", "county", 14, merge="county"),
                 C("镇", "town", 12, merge="town"),
                 C("行政村", "village", 12, merge="village"),
                 C("户主姓名", "head name", 10, "户信息", "household"),
                 C("户主证件号码", "head number", 21, "户信息", "household"),
                 C("家庭成员姓名", "name", 12, "家庭成员"),
                 C("成员证件号码", "number", 21, "家庭成员"),
                 C("家庭关系", "relation", 10, "家庭成员"),
                 C("监测类别", "category", 14),
                 C("纳入监测时间", "recognised", 14),
                 C("风险是否消除", "risk gone", 9),
                 C("风险消除时间", "ended", 13),
                 C("帮扶责任人", "home:w:施明|彭立|余平", 10)),
        foot=(SIGN,), subtotal="county",
        date_forms=("month", "compact", "iso", "words"))


# ---- 退役军人: a sheet a unit ----


def veterans(title, has_class):
    kind = (C("优抚人员类别", "category", 20),) if has_class else ()
    return Form(
        title=title, code="youfu", word="优抚对象",
        lines=("（享受国家定期抚恤补助）", "单位：{county}退役军人事务局　　　2022年11月"),
        columns=(C("编号", "seq", 6), C("镇（街）", "town", 12),
                 C("优抚对象\n姓　　名", "name", 12),
                 C("身份证件\n号　　码", "number", 21), *kind,
                 C("伤残等级", "soldier grade", 10),
                 C("认定日期", "recognised", 14), C("终止日期", "ended", 12),
                 C("变动类型", "movement", 10), C("代理人姓名", "guardian", 11),
                 C("电话", "phone", 13)),
        foot=("注：伤残等级按残疾军人证填写。", SIGN), has_total=True,
        date_forms=("slash", "dot", "date", "serial"))
