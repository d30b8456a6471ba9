"""The forms that Kaiping's departments fill in."""

from ..form import Column, Form

C = Column
PLACE = (C("镇（街）", "county", 12, merge="county"),
         C("村（居）委会", "village", 13, merge="village"))
SIGN = "经办人：关敏仪　　　　复核人：谭伟雄　　　　单位（盖章）：　　　　　　　　"
UNIT = "报送单位：开平市{}　　　　　截止日期：2023年8月31日　　　　　单位：人"
DATES = ("iso", "slash", "date")


def _list(title, unit, columns, **how):
    how.setdefault("date_forms", DATES)
    return Form(title="开平市" + title, lines=(UNIT.format(unit),),
                columns=(C("序号", "seq", 6), *PLACE, *columns),
                foot=(SIGN,), **how)


# ---- 民政 ----

MINIMUM = _list(
    "2023年8月最低生活保障对象名单", "民政局",
    (C("户主姓名", "head name", 10, merge="household"),
     C("户主身份证号码", "head number", 21, merge="household"),
     C("姓名", "name", 10), C("性别", "sex", 6), C("身份证号码", "number", 21),
     C("与户主关系", "relation", 11), C("困难居民类别", "category", 13),
     C("月低保金\n（元）", "minimum income", 10, style="money",
       merge="household"),
     C("认定时间", "recognised", 15), C("退出时间", "ended", 15),
     C("备注", "note", 10)),
    code="dibao", subtotal="county", has_total=True)

EXTREME = _list(
    "2023年8月特困供养人员名单", "民政局",
    (C("姓名", "name", 10), C("性别", "sex", 6), C("公民身份号码", "number", 21),
     C("困难居民类别", "category", 14), C("供养方式", "care", 10),
     C("认定时间", "recognised", 15), C("退出时间", "ended", 15),
     C("照料人姓名", "guardian", 11),
     C("照料人身份证号", "guardian number", 21)),
    code="tekun", word="特困供养人员", has_total=True)

MARGIN = _list(
    "2023年8月最低生活保障边缘家庭成员名单", "民政局",
    (C("户主", "head name", 10), C("姓名", "name", 10), C("性别", "sex", 6),
     C("年龄", "age", 6), C("身份证号", "number", 21),
     C("认定时间", "recognised", 15), C("退出时间", "ended", 15),
     C("联系人", "account holder", 10), C("联系电话", "phone", 13)),
    code="dibao-bianyuan")

UNSTABLE = _list(
    "2023年8月脱贫不稳定且纳入农村低收入人口监测范围人员名单", "民政局",
    (C("姓　名", "name", 10), C("性别", "sex", 6), C("身份证号码", "number", 21),
     C("与户主关系", "relation", 11), C("认定时间", "recognised", 15),
     C("退出时间", "ended", 15), C("联系电话", "phone", 13)),
    code="tuopin-buwending")

_CHILD = (C("儿童姓名", "name", 10), C("性别", "sex", 6),
          C("出生日期", "birth", 12), C("儿童身份证号码", "number", 21),
          C("儿童类别", "category", 20),
          C("姓名", "guardian", 10, "监护人"),
          C("身份证号码", "guardian number", 21, "监护人"),
          C("与儿童关系", "guardian relation", 11, "监护人"),
          C("认定日期", "recognised", 15), C("终止日期", "ended", 15))
CHILDREN = _list("2023年8月困境儿童名单", "民政局", _CHILD,
                 code="kunjing-ertong")
TOWN_CHILDREN = Form(  # a town that writes its own: no town in the rows
    title="三埠街道2023年8月困境儿童名单", code="kunjing-ertong",
    lines=("填报：三埠街道办事处社会事务办　　　　　2023年9月4日",),
    columns=(C("序号", "seq", 6), C("村（居）", "village", 12), *_CHILD),
    foot=(SIGN,), date_forms=("words",))


# ---- 乡村振兴 ----

MONITORED = _list(
    "易返贫致贫人口名单（纳入监测范围）", "乡村振兴局",
    (C("户主姓名", "head name", 10, "监测户", "household"),
     C("户主证件号码", "head number", 21, "监测户", "household"),
     C("人口数", "head count", 8, "监测户", "household"),
     C("姓名", "name", 10, "家庭成员"), C("证件号码", "number", 21, "家庭成员"),
     C("与户主关系", "relation", 11, "家庭成员"),
     C("人员类别", "category", 19), C("识别监测时间", "recognised", 15),
     C("风险是否已消除", "risk gone", 10), C("消除监测时间", "ended", 15)),
    date_forms=("month", "compact"))


# ---- 残联 ----

CERTIFICATES = Form(
    title="", code="zhongdu-canji", plain=True,
    columns=(C("镇街", "county"), C("村居", "village"), C("残疾人姓名", "name"),
             C("性别", "sex"), C("身份证号", "number"),
             C("残疾人证号", "certificate"), C("残疾类别", "kind"),
             C("残疾等级", "grade"), C("持证状态", "state"),
             C("发证日期", "issued"), C("监护人", "guardian"),
             C("监护人身份证号", "guardian number"), C("联系电话", "phone")))

MENTAL = _list(
    "2023年8月精神和智力残疾人名单", "残疾人联合会",
    (C("姓名", "name", 10), C("性别", "sex", 6), C("身份证号码", "number", 21),
     C("人员类别", "category", 15),
     C("类别", "kind", 9, "残疾情况"), C("等级", "grade", 8, "残疾情况"),
     C("证件状态", "state", 9), C("监护人姓名", "guardian", 11),
     C("监护人\n身份证号", "guardian number", 21)),
    code="jingshen-zhili-canji")


# ---- 退役军人 ----

VETERANS = _list(
    "享受资助参保的退役军人等优抚对象名单（2023年8月）", "退役军人事务局",
    (C("姓名", "name", 10), C("性别", "sex", 6), C("身份证号码", "number", 21),
     C("优抚类别", "category", 10), C("认定时间", "recognised", 15),
     C("终止时间", "ended", 15), C("代理人", "guardian", 10),
     C("备注", "note", 10)),
    code="youfu", has_total=True, header_every=45)


# ---- a month's changes ----

_CHANGE = (C("变动类型", "movement", 10), C("变动时间", "changed on", 15),
           C("变动原因", "changed why", 14))


def relief_changes(what):
    """New ones and removed ones stand on a sheet each."""
    return Form(
        title=f"开平市民政困难居民2023年9月{what}名单",
        lines=("报送单位：开平市民政局　　　　　报送日期：2023年10月9日",),
        columns=(C("序号", "seq", 6), *PLACE, C("姓名", "name", 10),
                 C("身份证号码", "number", 21), C("困难居民类别", "category", 24),
                 *_CHANGE, C("认定时间", "recognised", 15),
                 C("退出时间", "ended", 15)),
        foot=(SIGN,), date_forms=("iso", "words"))


MONITORED_CHANGES = Form(
    title="开平市易返贫致贫人口2023年9月变动名单",
    lines=("报送单位：开平市乡村振兴局　　　　　报送日期：2023年10月10日",),
    columns=(C("序号", "seq", 6), *PLACE, C("姓名", "name", 10),
             C("证件号码", "number", 21), C("人员类别", "category", 19), *_CHANGE,
             C("识别监测时间", "recognised", 15), C("消除监测时间", "ended", 15)),
    foot=(SIGN,), date_forms=("compact",))

CERTIFICATE_CHANGES = Form(
    title="", code="zhongdu-canji", plain=True,
    columns=(C("镇街", "county"), C("村居", "village"), C("残疾人姓名", "name"),
             C("身份证号", "number"), C("残疾人证号", "certificate"),
             C("残疾类别", "kind"), C("残疾等级", "grade"), *_CHANGE,
             C("认定时间", "recognised")),
    date_forms=("slash",))
