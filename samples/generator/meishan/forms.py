"""The forms that Meishan's departments fill in."""

from ..form import Column, Form

C = Column
MERGED_PLACE = (
    C("县（市、区）", "county", 11, merge="county"),
    C("乡镇", "town", 11, merge="town"),
    C("行政村", "village", 11, merge="village"),
)
SIGN = "制表人：林晓　　　　　审核人：邱云　　　　　负责人：　　　　　单位（盖章）"


# ---- 乡村振兴 ----

STABLE = Form(
    title="眉山市2023年8月稳定脱贫户人员花名册",
    code="993406",
    lines=("填报单位：眉山市乡村振兴局　　　　填报日期：2023年9月4日　　　　单位：人",),
    columns=(C("序号", "seq", 6), *MERGED_PLACE,
             C("户编号", "household", 15, "家庭情况", "household"),
             C("户主姓名", "head name", 10, "家庭情况", "household"),
             C("户主身份证号", "head number", 21, "家庭情况", "household"),
             C("家庭\n人口数", "head count", 8, "家庭情况", "household"),
             C("监测对象类别", "always empty", 13, "家庭情况", "household"),
             C("姓　名", "name", 11, "家庭成员"),
             C("性别", "sex", 6, "家庭成员"),
             C("身份\n证号码", "number", 21, "家庭成员"),
             C("与户主关系", "relation", 11, "家庭成员"),
             C("民族", "nation", 7, "家庭成员"),
             C("脱贫年度", "left poverty", 10),
             C("联系电话", "phone", 13),
             C("备注", "note", 10)),
    foot=("填表说明：1.本表以户为单位填报，家庭成员逐人填写；2.截止时间为2023年8月31日。",
          SIGN),
    subtotal="county", has_total=True)

_YES = "是|是|是|否"
_SYSTEM = (
    ("户基本信息", (
        ("省(区、市)", "fill:p:四川省"), ("市(州、盟)", "fill:c:眉山市"),
        ("县(市、区)", "county"), ("乡镇", "town"), ("行政村", "village"),
        ("自然村(组)", "group"), ("户编号", "household"),
        ("户主姓名", "head name"), ("户主身份证号", "head number"),
        ("家庭人口数", "head count"), ("户联系电话", "phone"),
        ("开户银行", "fill:bank:农商银行|农业银行|邮储银行"),
        ("户类型", "home kind"), ("是否军烈属", "fill:f1:否"),
        ("是否独生子女户", "fill:f2:否|否|是"), ("是否双女户", "fill:f3:否|否|否|是"))),
    ("人员基本信息", (
        ("人编号", "person"), ("姓名", "name"), ("性别", "sex"),
        ("证件类型", "fill:t:居民身份证(户口簿)"), ("证件号码", "number"),
        ("与户主关系", "relation"), ("民族", "nation"), ("出生日期", "birth"),
        ("年龄", "age"), ("文化程度", "fill:e:小学|初中|高中|文盲或半文盲|学龄前儿童"),
        ("政治面貌", "fill:z:群众|群众|中共党员"),
        ("在校生状况", "fill:s:非在校生|非在校生|小学|七年级"),
        ("失学或辍学原因", "always empty"),
        ("健康状况", "fill:h:健康|长期慢性病|患有大病"),
        ("劳动技能", "fill:l:普通劳动力|弱劳动力或半劳动力|无劳动力|技能劳动力"),
        ("是否会讲普通话", "fill:m:" + _YES), ("联系电话", "phone 2"))),
    ("监测信息", (
        ("监测对象类别", "category"), ("识别监测时间", "recognised"),
        ("致贫返贫风险1", "fill:r1:因病|因残|因学|因意外事故|因务工就业不稳"),
        ("致贫返贫风险2", "fill:r2:||因病|因灾"), ("致贫返贫风险3", "always empty"),
        ("致贫返贫风险4", "always empty"), ("致贫返贫风险5", "always empty"),
        ("认定依据", "fill:rb:农户申报|干部排查|部门预警"),
        ("风险是否已消除", "risk gone"), ("消除监测时间", "ended"),
        ("自然减少原因", "always empty"), ("自然增加原因", "always empty"))),
    ("务工就业", (
        ("务工区域", "fill:w1:县内|市内县外|省外||"), ("务工企业名称", "always empty"),
        ("务工时间(月)", "fill:w2:0|3|8|10"), ("公益性岗位", "fill:w3:|||保洁员|护林员"),
        ("公益性岗位时间(月)", "fill:w4:0"), ("是否参加就业培训", "fill:w5:否|否|是"),
        ("是否帮扶车间就业", "fill:w6:否"), ("帮扶车间名称", "always empty"))),
    ("社会保障", (
        ("是否参加城乡居民基本医疗保险", "fill:i1:是"), ("是否参加大病保险", "fill:i2:是"),
        ("是否参加城乡居民基本养老保险", "fill:i3:" + _YES),
        ("是否参加商业补充医疗保险", "fill:i4:否|是"),
        ("是否享受人身意外保险补贴", "fill:i5:否"),
        ("是否参加城镇职工基本医疗保险", "fill:i6:否"),
        ("是否参加城镇职工基本养老保险", "fill:i7:否"),
        ("是否接受医疗救助", "fill:i8:否|否|是"),
        ("是否接受其他健康帮扶", "fill:i9:否"), ("是否享受养老金", "fill:i10:否|是"))),
    ("收入情况", tuple(
        (label, f"fill:y{n}:{amounts}") for n, (label, amounts) in enumerate((
            ("工资性收入(元)", "0|12000|25600|31800"),
            ("公益性岗位收入(元)", "0|0|6000"),
            ("生产经营性收入(元)", "800|2400|5600.5"), ("财产性收入(元)", "0|0|320"),
            ("转移性收入(元)", "1260|3480|5220"), ("计划生育金(元)", "0"),
            ("低保金(元)", "0|0|4200"), ("特困供养金(元)", "0"),
            ("养老保险金(元)", "0|1260|1500"), ("生态补偿金(元)", "0|85.4"),
            ("资产收益扶贫分红收入(元)", "0|120"), ("其他转移性收入(元)", "0|400"),
            ("生产经营性支出(元)", "260|900|1800"), ("理赔收入(元)", "0"),
            ("合规自付支出(元)", "0|2600|9800"), ("家庭纯收入(元)", "18600|27400|39050"),
            ("家庭人均纯收入(元)", "7021.5|8870|9655"))))),
    ("生产生活条件", tuple(
        (label, f"fill:x{n}:{words}") for n, (label, words) in enumerate((
            ("耕地面积(亩)", "1.2|2.4|3.5"), ("林地面积(亩)", "0|0.8|2"),
            ("退耕还林面积(亩)", "0|1.1"), ("林果面积(亩)", "0|1.5"),
            ("水面面积(亩)", "0"), ("与村主干路距离(公里)", "0.1|0.5|1.8"),
            ("入户路类型", "水泥路|砂石路"), ("住房面积(平方米)", "60|90|120"),
            ("是否危房户", "否"), ("住房是否安全", "是"), ("是否通生产用电", "是"),
            ("是否通生活用电", "是"), ("是否通广播电视", "是"), ("是否解决安全饮用水", "是"),
            ("是否有卫生厕所", "是|是|否"), ("主要燃料类型", "清洁能源|柴草"),
            ("是否加入农民专业合作组织", "否|是"), ("是否有龙头企业带动", "否"),
            ("是否有创业致富带头人带动", "否|是"))))),
    ("帮扶措施", tuple(
        (label, f"fill:b{n}:{words}") for n, (label, words) in enumerate((
            ("产业帮扶", "是|否"), ("就业帮扶", "是|否"), ("金融帮扶", "否"),
            ("公益岗位帮扶", "否|是"), ("住房安全保障", "否"), ("义务教育保障", "否|是"),
            ("健康帮扶", "是|否"), ("饮水安全保障", "否"), ("综合保障", "是|否"),
            ("社会帮扶", "否"), ("生产生活条件改善", "否"), ("搬迁", "否"),
            ("帮扶责任人姓名", "林晓|邱云|罗敏"), ("帮扶责任人单位", "镇人民政府|县农业农村局"),
            ("帮扶开始时间", "2021-06-01|2022-03-15"), ("帮扶结束时间", ""),
            ("驻村工作队队长", "陈立|何平"))))),
    ("审核", (
        ("风险是否已消除", "risk gone"), ("录入人", "fill:u1:ms0412|ms0523|ms0607"),
        ("录入时间", "fill:u2:2023-08-30 16:20:11|2023-08-31 09:05:47"),
        ("备注", "note"))),
)
_PERSONAL = ("人员基本信息", "务工就业", "社会保障")  # others: the household's
MONITORED = Form(
    title="全国防返贫监测信息系统 防止返贫监测对象信息（导出时间：2023-09-01 09:12:33）",
    columns=tuple(C(label, key if group in _PERSONAL
                    else key.replace("fill:", "home:"), 12, group)
                  for group, pairs in _SYSTEM for label, key in pairs),
    date_forms=("month", "compact", "month number", "iso"),
    streamed=True, plain=True)


# ---- 民政 ----

_UNIT = ("填报单位：{county}民政局（盖章）　　　　　填报时间：2023年9月5日",)
_HOME = (C("乡镇\n（街道）", "town", 12, merge="town"),
         C("村（社区）", "village", 12, merge="village"))
_DIBAO_HOUSE = (C("户主\n姓名", "head name", 10, merge="household"),
                C("户主身份证号", "head number", 21, merge="household"))


def minimum_income(title, word, label, date_forms, **how):
    """城乡低保对象, by household."""
    return Form(
        title=title, code="2303", word=word, lines=_UNIT,
        columns=(C("序号", "seq", 6), *_HOME, *_DIBAO_HOUSE,
                 C("姓　名", "name", 11), C("性别", "sex", 6),
                 C("身份\n证号", "number", 21), C("与户主\n关系", "relation", 9),
                 C(label, "category", 12),
                 C("月保障金额\n（元）", "minimum income", 11, style="money",
                   merge="household"),
                 C("享受开始时间", "recognised", 14), C("退出时间", "ended", 12),
                 C("开户人", "account holder", 10), C("联系电话", "phone", 13),
                 C("备注", "note", 10)),
        foot=("备注：金额以户为单位按月发放。", SIGN),
        has_total=True, date_forms=date_forms, **how)


def low_income(title, date_forms, groups=True):
    """低收入家庭人员; the grade of a disability stands there at times."""
    group = "残疾情况" if groups else ""
    return Form(
        title=title, code="2305", word="低收入救助对象", lines=_UNIT,
        columns=(C("序号", "seq", 6), *_HOME,
                 C("户主姓名", "head name", 10, "家庭情况" if groups else "",
                   "household"),
                 C("人口数", "head count", 8, "家庭情况" if groups else "",
                   "household"),
                 C("成员姓名", "name", 11), C("性别", "sex", 6),
                 C("年龄", "age", 6), C("公民身份证号", "number", 21),
                 C("对象类别", "category", 15),
                 C("残疾类别", "kind", 10, group), C("残疾等级", "grade", 10, group),
                 C("认定时间", "recognised", 14), C("退出时间", "ended", 12),
                 C("联系人", "account holder", 10), C("联系电话", "phone", 13)),
        foot=("说明：低收入家庭须经申请并认定。", SIGN), date_forms=date_forms)


def orphans(title, date_forms):
    """孤儿, with who looks after them."""
    return Form(
        title=title, code="2361", word="孤儿", lines=_UNIT,
        columns=(C("序号", "seq", 6), *_HOME, C("儿童姓名", "name", 11),
                 C("性别", "sex", 6), C("身份证件号码", "number", 21),
                 C("类别", "category", 16),
                 C("姓名", "guardian", 10, "监护人情况"),
                 C("身份证号", "guardian number", 21, "监护人情况"),
                 C("与儿童关系", "guardian relation", 11, "监护人情况"),
                 C("联系电话", "guardian phone", 13, "监护人情况"),
                 C("月发放标准\n（元）", "orphan money", 11, style="money"),
                 C("纳入时间", "recognised", 14), C("终止时间", "ended", 12)),
        foot=(SIGN,), date_forms=date_forms)


def extreme_poverty(title, date_forms, **how):
    """特困人员, kept at home or in a home."""
    return Form(
        title=title, code="2304", word="特困人员", lines=_UNIT,
        columns=(C("序号", "seq", 6), *_HOME, C("保障对象姓名", "name", 13),
                 C("性别", "sex", 6), C("年龄", "age", 6),
                 C("身份证号码", "number", 21), C("救助类别", "category", 11),
                 C("供养方式", "care", 10), C("自理能力", "care level", 10),
                 C("救助开始日期", "recognised", 14), C("终止时间", "ended", 12),
                 C("监护人", "guardian", 10),
                 C("监护人\n身份证号", "guardian number", 21),
                 C("联系电话", "phone", 13)),
        foot=("说明：集中供养人员由供养机构所在乡镇填报。", SIGN),
        has_total=True, date_forms=date_forms, **how)


# ---- 残联 ----

CERTIFICATES = Form(
    title="", code="236046", plain=True,
    columns=(C("区县", "county"), C("镇街", "town"), C("村社", "village"),
             C("残疾人姓名", "name"), C("性别", "sex"), C("民族", "nation"),
             C("身份证号", "number"), C("残疾证号", "certificate"),
             C("残疾类别", "kind"), C("残疾等级", "grade"),
             C("持证状态", "state"), C("发证日期", "issued"),
             C("有效期至", "valid to"), C("监护人", "guardian"),
             C("监护人身份证号", "guardian number"),
             C("监护人电话", "guardian phone"), C("本人电话", "phone")))

NEW_CERTIFICATES = Form(
    title="仁寿县2023年8月新核发残疾人证人员名单", code="236046",
    lines=("单位：仁寿县残疾人联合会　　　　　日期：2023年9月1日",),
    columns=(C("序\n号", "seq", 6), C("所属区县", "county", 11),
             C("乡镇（街道）", "town", 13, merge="town"),
             C("村(居)", "village", 12, merge="village"),
             C("姓　　名", "name", 11), C("性别", "sex", 6),
             C("公民身份号码", "number", 21),
             C("类别", "kind", 8, "残疾情况"), C("等级", "grade", 8, "残疾情况"),
             C("残疾人证号", "certificate", 24, "残疾情况"),
             C("状态", "state", 8), C("监护人姓名", "guardian", 11),
             C("联系电话", "phone", 13), C("备 注", "note", 10)),
    foot=("注：本表含8月新办证、等级变更和换证人员。", SIGN))


# ---- 退役军人 ----

VETERANS = Form(
    title="眉山市2023年8月享受国家定期抚恤和生活补助优抚对象花名册",
    lines=("填报单位：眉山市退役军人事务局　　　填报时间：2023年9月6日　　　单位：人",),
    columns=(C("序号", "seq", 6), C("县区", "county", 10, merge="county"),
             C("镇街", "town", 12, merge="town"), C("村（社区）", "village", 12),
             C("对象姓名", "name", 11), C("性别", "sex", 6),
             C("公民身份号码", "number", 21),
             C("优抚对象类别", "category", 20), C("身份类别代码", "code", 13),
             C("享受开始时间", "recognised", 14), C("终止时间", "ended", 12),
             C("增减情况", "movement", 10), C("代理人", "guardian", 10),
             C("联系电话", "phone", 13), C("备注", "note", 12)),
    foot=("填表说明：优抚对象类别按四川省优抚信息系统填写。", SIGN),
    has_total=True, header_every=40,
    date_forms=("slash", "date", "words", "dot"))


# ---- 卫健 ----

FAMILY_PLANNING = Form(
    title="眉山市2023年度计划生育特别扶助对象花名册", code="236010",
    lines=("（计划生育家庭特别扶助制度）",
           "填报单位：眉山市卫生健康委员会　　　　　截止2023年8月31日"),
    columns=(C("序号", "seq", 6), C("区县", "county", 10, merge="county"),
             C("镇（街道）", "town", 12, merge="town"),
             C("村社", "village", 12, merge="village"),
             C("姓 名", "name", 11), C("性别", "sex", 6),
             C("居民身份证号", "number", 21),
             C("扶助类型", "help kind", 10),
             C("扶助标准\n（元/月）", "help money", 10, style="money"),
             C("认定日期", "recognised", 14), C("退出时间", "ended", 12),
             C("配偶姓名", "spouse", 10), C("配偶身份证号", "spouse number", 21),
             C("联系电话", "phone", 13)),
    foot=(SIGN,), subtotal="county", has_total=True,
    date_forms=("dot", "serial", "iso"))


# ---- 自然资源 ----


def landless(title, code_column, number="seq", **how):
    """被征地农民超龄人员: no category, but the batch and project."""
    code = (C("人员类别代码", "code", 13),) if code_column else ()
    return Form(
        title=title, code="01",
        lines=("单位：{county}自然资源和规划局　　　　　2023年9月7日",),
        columns=(C("序号", number, 6), C("镇街", "town", 12),
                 C("村（居）", "village", 12), C("姓名", "name", 11),
                 C("性别", "sex", 6), C("身份证号", "number", 21), *code,
                 C("征地批次", "land batch", 14), C("征地项目", "land project", 18),
                 C("被征地面积\n（亩）", "land area", 10, style="money"),
                 C("认定时间", "recognised", 14), C("联系电话", "phone", 13),
                 C("备注", "note", 10)),
        foot=("备注：超龄人员指征地时已年满60周岁的男性、已年满55周岁的女性。", SIGN),
        has_total=True, **how)
