"""The forms that departments in Hunan fill in."""

from ..form import Column, Form

C = Column
PLACE = (C("县市区", "county", 10, merge="county"),
         C("乡镇（街道）", "town", 12, merge="town"),
         C("村（社区）", "village", 12, merge="village"))
SIGN = "填表人：石海波　　　　　审核人：田茂军　　　　　单位负责人：　　　　　（盖章）"
AREA = "湘西自治州"


# ---- 乡村振兴 ----

STABLE = Form(
    title=f"{AREA}2023年9月稳定脱贫人口花名册", code="wending-tuopin",
    lines=("填报单位：湘西自治州乡村振兴局　　　　　数据截止：2023年9月30日",),
    columns=(C("序号", "seq", 6), *PLACE,
             C("户主姓名", "head name", 10, "户基本情况", "household"),
             C("户主证件号码", "head number", 21, "户基本情况", "household"),
             C("家庭人口", "head count", 9, "户基本情况", "household"),
             C("姓名", "name", 10, "人员情况"),
             C("性别", "sex", 6, "人员情况"),
             C("身份证号码", "number", 21, "人员情况"),
             C("与户主关系", "relation", 11, "人员情况"),
             C("民族", "home:nation:苗族|土家族|汉族|土家族", 8, "人员情况"),
             C("脱贫年度", "left poverty", 9),
             C("2023年度\n是否参保", "fill:insured:是|是|是|是|否", 10),
             C("备注", "note", 10)),
    foot=("说明：稳定脱贫人口须全部参保；没有参保的在备注中写明原因。", SIGN),
    subtotal="county", has_total=True)

MONITORED = Form(
    title="", plain=True,
    columns=(C("市州", "fill:c:湘西土家族苗族自治州"), C("县市区", "county"),
             C("乡镇", "town"), C("行政村", "village"), C("户编号", "household"),
             C("人编号", "person"), C("户主姓名", "head name"),
             C("户主身份证号", "head number"), C("姓名", "name"),
             C("性别", "sex"), C("证件类型", "fill:t:居民身份证"),
             C("证件号码", "number"), C("与户主关系", "relation"),
             C("户类型", "home kind"), C("监测对象类别", "category"),
             C("识别监测时间", "recognised"),
             C("致贫返贫风险1", "home:r:因病|因残|因学|因务工就业不稳"),
             C("致贫返贫风险2", "home:r2:||因灾"),
             C("风险是否已消除", "risk gone"), C("消除监测时间", "ended"),
             C("是否参加城乡居民基本医疗保险", "fill:i:是"), C("联系电话", "phone")),
    date_forms=("month", "compact", "iso"))

MONITORED_CHANGES = Form(
    title=f"{AREA}2023年10月防止返贫监测对象动态调整信息",
    lines=("报送单位：湘西自治州乡村振兴局　　　　　报送日期：2023年11月8日",),
    columns=(C("序号", "seq", 6), C("县市区", "county", 10),
             C("乡镇", "town", 12), C("行政村", "village", 12),
             C("姓　名", "name", 10), C("公民身份号码", "number", 21),
             C("监测对象类别", "category", 15), C("变动类型", "movement", 10),
             C("变动时间", "changed on", 15), C("识别监测时间", "recognised", 13),
             C("消除监测时间", "ended", 15), C("变动原因", "changed why", 18)),
    foot=(SIGN,), date_forms=("iso", "dot"))


# ---- 民政 ----

_UNIT = ("填报单位：{county}民政局　　　　　填报时间：2023年10月8日",)


def minimum_income(county, word, dates, **how):
    """城乡低保对象, one row a person."""
    return Form(
        title=f"{county}2023年9月城乡最低生活保障对象花名册", code="dibao",
        word=word, lines=_UNIT,
        columns=(C("序号", "seq", 6), *PLACE,
                 C("户主姓名", "head name", 10, merge="household"),
                 C("成员姓名", "name", 10), C("性别", "sex", 6),
                 C("成员身份证号码", "number", 21), C("与户主关系", "relation", 11),
                 C("低保类别", "category", 10),
                 C("月低保金", "minimum income", 10, style="money",
                   merge="household"),
                 C("享受开始时间", "recognised", 15), C("退出时间", "ended", 15),
                 C("联系电话", "phone", 13)),
        foot=(SIGN,), has_total=True, date_forms=dates, **how)


def margin(county, dates):
    """低保边缘家庭成员: the title alone tells the category."""
    return Form(
        title=f"{county}2023年9月最低生活保障边缘家庭成员花名册",
        code="dibao-bianyuan", lines=_UNIT,
        columns=(C("序号", "seq", 6), *PLACE, C("户主", "head name", 10),
                 C("姓名", "name", 10), C("性别", "sex", 6), C("年龄", "age", 6),
                 C("居民身份证号", "number", 21), C("认定时间", "recognised", 15),
                 C("终止时间", "ended", 15), C("联系人", "account holder", 10),
                 C("联系电话", "phone", 13)),
        foot=("注：边缘家庭按户认定，成员逐人填写。", SIGN), date_forms=dates)


def extreme_poverty(county, dates):
    """特困供养人员."""
    return Form(
        title=f"{county}2023年9月特困供养人员花名册", code="tekun",
        word="特困人员", lines=_UNIT,
        columns=(C("序号", "seq", 6), *PLACE, C("姓名", "name", 10),
                 C("性别", "sex", 6), C("身份证号", "number", 21),
                 C("救助类别", "category", 10), C("供养方式", "care", 10),
                 C("自理能力", "care level", 10), C("纳入时间", "recognised", 15),
                 C("退出时间", "ended", 15), C("照料人", "guardian", 10),
                 C("照料人身份证号", "guardian number", 21)),
        foot=(SIGN,), has_total=True, date_forms=dates)


def children(county, dates):
    """孤儿和事实无人抚养儿童 on one list."""
    return Form(
        title=f"{county}2023年9月孤儿和事实无人抚养儿童花名册", lines=_UNIT,
        columns=(C("序号", "seq", 6), *PLACE, C("儿童姓名", "name", 10),
                 C("性别", "sex", 6), C("出生日期", "birth", 12),
                 C("儿童身份证号", "number", 21), C("儿童类别", "category", 17),
                 C("监护人姓名", "guardian", 10, "监护情况"),
                 C("监护人身份证号", "guardian number", 21, "监护情况"),
                 C("关系", "guardian relation", 10, "监护情况"),
                 C("认定时间", "recognised", 15), C("终止时间", "ended", 15)),
        foot=(SIGN,), date_forms=dates)


def relief(county, dates, **how):
    """All of a county's categories on one sheet."""
    return Form(
        title=f"{county}2023年9月社会救助对象花名册", lines=_UNIT,
        columns=(C("序号", "seq", 6), *PLACE, C("对象姓名", "name", 10),
                 C("性别", "sex", 6), C("年龄", "age", 6),
                 C("公民身份证号", "number", 21), C("救助类别", "category", 20),
                 C("救助开始日期", "recognised", 15), C("终止日期", "ended", 15),
                 C("监护人", "guardian", 10), C("联系电话", "phone", 13)),
        foot=("说明：低保、低保边缘、特困、孤儿、事实无人抚养儿童在一张表填报。", SIGN),
        date_forms=dates, **how)


RELIEF_CHANGES = Form(
    title=f"{AREA}2023年10月社会救助对象动态调整名单",
    lines=("报送单位：湘西自治州民政局　　　　　报送日期：2023年11月9日",),
    columns=(C("序号", "seq", 6), C("县（市、区）", "county", 11),
             C("乡镇（街道）", "town", 12), C("村（居）", "village", 12),
             C("姓名", "name", 10), C("性别", "sex", 6),
             C("身份证号码", "number", 21), C("救助类别", "category", 20),
             C("增减情况", "movement", 10), C("变动时间", "changed on", 16),
             C("变动原因", "changed why", 16), C("享受开始时间", "recognised", 16),
             C("退出时间", "ended", 16)),
    foot=("注：类别改变的，原类别填“减员”，新类别填“新增”；信息更正填“变更”。", SIGN),
    date_forms=("dot", "date", "words"))


# ---- 残联 ----

_DISABLED = (C("姓名", "name", 10), C("性别", "sex", 6),
             C("身份证号码", "number", 21), C("残疾证号", "certificate", 24),
             C("类别", "kind", 8, "残疾情况"), C("等级", "grade", 8, "残疾情况"))

SEVERE = Form(
    title=f"{AREA}2023年度重度残疾人名单（截至2023年9月30日）", code="zhongdu-canji",
    lines=("填报单位：湘西自治州残疾人联合会　　　　　单位：人",),
    columns=(C("序号", "seq", 6), *PLACE, *_DISABLED,
             C("证件状态", "state", 9), C("首次发证日期", "issued", 13),
             C("监护人姓名", "guardian", 11), C("监护人电话", "guardian phone", 13)),
    foot=(SIGN,), subtotal="town", has_total=True, header_every=50)

SEVERE_CHANGES = Form(
    title="", code="zhongdu-canji", plain=True,
    columns=(C("县市区", "county"), C("乡镇", "town"), C("村", "village"),
             C("残疾人姓名", "name"), C("性别", "sex"), C("身份证号", "number"),
             C("残疾人证号", "certificate"), C("残疾类别", "kind"),
             C("残疾等级", "grade"), C("变动情况", "movement"),
             C("变动时间", "changed on"), C("变动原因", "changed why"),
             C("认定时间", "recognised")),
    date_forms=("slash",))
