"""The forms that Meizhou's departments fill in, one identity a list."""

from ..form import Column as C
from ..form import Form

SIGN = "填表人：钟敏　　　　　复核人：廖波　　　　　单位负责人：　　　　　（公章）"
PLACE = (C("县（市、区）", "county", 12, merge="county"),
         C("镇（街道）", "town", 12, merge="town"),
         C("村（居）委会", "village", 12, merge="village"))
HOME = PLACE[1:]


# ---- 民政 ----


def extreme_poverty(county, number, dates):
    """特困人员: a sheet a county, and no two counties have the same one."""
    ways = (
        (C("姓名", "name", 11), C("性别", "sex", 6), C("身份证号码", "number", 21),
         C("供养方式", "care", 10), C("救助开始时间", "recognised", 14),
         C("退出时间", "ended", 12)),
        (C("特困人员姓名", "name", 13), C("身份证号", "number", 21),
         C("特困类别", "category", 11), C("自理能力", "care level", 10),
         C("监护人", "guardian", 10), C("监护人身份证号", "guardian number", 21),
         C("审批时间", "recognised", 14), C("停发时间", "ended", 12)),
        (C("保障对象\n姓名", "name", 12), C("公民身份号码", "number", 21),
         C("供养形式", "care", 10), C("享受状态", "relief state", 10),
         C("纳入时间", "recognised", 14), C("终止时间", "ended", 12),
         C("联系电话", "phone", 13)),
    )
    # one county sends the bare table
    title = "" if county == "平远县" else f"{county}特困人员免缴医保费花名册"
    return Form(
        title=title, code="tekun",
        word=("特困人员", "农村特困人员", "特困人员")[number % 3],
        lines=("单位：{county}民政局　　　　2023年9月30日",) if title else (),
        columns=(C("序号", "seq", 6), *HOME, *ways[number % 3],
                 C("备注", "note", 10)),
        foot=(SIGN,) if title else (), has_total=number % 3 == 0,
        date_forms=dates)


MINIMUM_INCOME = Form(
    title="梅州市2023年9月城乡低保对象免缴名册", code="dibao", word="低保对象",
    lines=("填报单位：梅州市民政局　　　　填报日期：2023年10月8日　　　　单位：人、元",),
    columns=(C("序号", "seq", 6), *PLACE,
             C("户主", "head name", 10, merge="household"),
             C("户主身份证号码", "head number", 21, merge="household"),
             C("低保对象姓名", "name", 13), C("性\n别", "sex", 5),
             C("身份证\n号码", "number", 21), C("与户主关系", "relation", 10),
             C("低保类别", "home:class:A类|B类|C类", 9),
             C("月保障金额", "minimum income", 11, style="money",
               merge="household"),
             C("开始享受时间", "recognised", 14), C("停保时间", "ended", 12),
             C("开户人", "account holder", 10), C("备 注", "note", 10)),
    foot=("备注：A类为全额救助，B类、C类为差额救助。", SIGN),
    header_every=50, has_total=True,
    date_forms=("slash", "words", "compact", "date"))

MARGIN = Form(
    title="梅州市最低生活保障边缘家庭成员名册（2023年9月）", code="dibao-bianyuan",
    word="低保边缘家庭成员",
    lines=("填报单位：梅州市民政局　　　　　　截止2023年9月30日",),
    columns=(C("序号", "seq", 6), *PLACE,
             C("户主姓名", "head name", 10, "家庭情况", "household"),
             C("家庭人口", "head count", 8, "家庭情况", "household"),
             C("成员姓名", "name", 11, "成员情况"),
             C("身份证号", "number", 21, "成员情况"),
             C("关系", "relation", 9, "成员情况"),
             C("年龄", "age", 6, "成员情况"),
             C("认定时间", "recognised", 14), C("退出时间", "ended", 12),
             C("联系人", "account holder", 10), C("联系电话", "phone", 13)),
    foot=("说明：低保边缘家庭由县级民政部门认定。", SIGN), subtotal="county",
    has_total=True, date_forms=("iso", "dot", "serial"))

_GUARDIAN = (C("姓名", "guardian", 10, "监护人"),
             C("身份证号码", "guardian number", 21, "监护人"),
             C("与儿童关系", "guardian relation", 11, "监护人"),
             C("联系电话", "guardian phone", 13, "监护人"))
CHILDREN = Form(
    title="梅州市孤儿和事实无人抚养儿童免缴名册",
    lines=("填报单位：梅州市民政局儿童福利科　　　　　　2023年9月",),
    columns=(C("序号", "seq", 6), *PLACE, C("儿童姓名", "name", 11),
             C("性别", "sex", 6), C("儿童身份证号码", "number", 21),
             C("儿童类别", "category", 17),
             C("月补贴标准", "fill:aid:1313|1949", 11, style="money"), *_GUARDIAN,
             C("批准时间", "recognised", 14), C("终止时间", "ended", 12)),
    foot=("注：集中养育的儿童由福利机构填报。", SIGN),
    date_forms=("month", "iso", "words"))


def children_of_county(word, code):
    """兴宁市 keeps its own two lists."""
    return Form(
        title=f"兴宁市{word}花名册", code=code, word=word,
        columns=(C("序号", "seq", 6), *HOME, C("姓　名", "name", 11),
                 C("身份证件号码", "number", 21),
                 C("父亲情况", "fill:father:死亡|失联|服刑", 10),
                 C("母亲情况", "fill:mother:死亡|失联|重残", 10),
                 C("监护人姓名", "guardian", 11), C("认定时间", "recognised", 14),
                 C("终止日期", "ended", 12), C("备注", "note", 10)),
        foot=("制表：兴宁市民政局",), date_forms=("dot", "date"))


# ---- 乡村振兴 ----

MONITORED = Form(
    title="广东省防止返贫监测信息平台 梅州市农村易返贫致贫人口（导出时间：2023-10-02）",
    columns=tuple(C(*pair, 13) for pair in (
        ("市", "fill:city:梅州市"), ("县(市、区)", "county"), ("镇(街)", "town"),
        ("村(居)", "village"), ("户编号", "household"), ("户主姓名", "head name"),
        ("户主证件号码", "head number"), ("家庭人口数", "head count"),
        ("姓名", "name"), ("证件类型", "fill:t:居民身份证"), ("证件号码", "number"),
        ("性别", "sex"), ("民族", "fill:n:汉族|汉族|汉族|畲族"), ("与户主关系", "relation"),
        ("健康状况", "fill:h:健康|长期慢性病|患有大病|残疾"),
        ("监测对象类别", "category"), ("风险类型", "home:r:因病|因残|因灾|因意外事故"),
        ("识别监测时间", "recognised"), ("风险是否已消除", "risk gone"),
        ("消除监测时间", "ended"), ("家庭人均纯收入(元)", "home:y:7350.5|9120|10088"),
        ("帮扶责任人", "home:w:温立|曾平|古敏"), ("帮扶责任人电话", "home phone"),
        ("是否参加城乡居民基本医疗保险", "fill:i:是|是|否"), ("备注", "note"))),
    date_forms=("compact", "month", "iso", "month number"),
    streamed=True, plain=True)


# ---- 残联 ----

CERTIFICATES = Form(
    title="", code="zhongdu-canji", plain=True,
    columns=(C("序号", "seq"), C("所属县(市、区)", "county"), C("所属镇街", "town"),
             C("所属村居", "village"), C("残疾人姓名", "name"), C("性别", "sex"),
             C("身份证号", "number"), C("残疾人证号", "certificate"),
             C("残疾类别", "kind"), C("残疾等级", "grade"),
             C("持证状态", "state"), C("首次发证日期", "issued"),
             C("有效期止", "valid to"), C("监护人姓名", "guardian"),
             C("监护人电话", "guardian phone")))


# ---- 卫健 ----

TWO_DAUGHTERS = Form(
    title="梅州市2023年农村纯生二女结扎户夫妇及女孩参保免缴名册",
    lines=("填报单位：梅州市卫生健康局　　　　　　　填报时间：2023年9月28日",
           "（夫妇双方及年龄在14周岁以内的女孩）"),
    columns=(C("序号", "seq", 6), C("县（区）", "county", 12, merge="county"),
             C("镇", "town", 12, merge="town"),
             C("村", "village", 12, merge="village"),
             C("二女户编号", "household", 15, merge="household"),
             C("户主姓名", "head name", 10, merge="household"),
             C("家庭成员\n姓　　名", "name", 12), C("与户主\n关系", "category", 9),
             C("性别", "sex", 6), C("身份证\n号　码", "number", 21),
             C("结扎时间", "home:op:2008年3月|2011年10月|2013.5|2016年|2018.12", 12,
               merge="household"),
             C("手术单位", "home:where:县妇幼保健院|镇卫生院", 14, merge="household"),
             C("联系电话", "home phone", 13), C("变动情况", "movement", 9),
             C("备注", "note", 10)),
    foot=("备注：女孩满15周岁的次月起不再列入。", SIGN), subtotal="county")


# ---- 退役军人 ----

VETERANS = Form(
    title="梅州市优抚对象医疗保险免缴名册", code="youfu",
    lines=("制表单位：梅州市退役军人事务局　　　　2023年三季度",),
    columns=(C("序号", "seq", 6), C("县区", "county", 11), C("镇街", "town", 12),
             C("姓 名", "name", 11), C("性别", "sex", 6),
             C("身份证号码", "number", 21),
             C("优抚类别", "category", 22), C("残疾等级", "soldier grade", 10),
             C("优抚证号", "veteran card", 14), C("批准时间", "recognised", 14),
             C("停止享受时间", "ended", 13), C("增减情况", "movement", 10),
             C("代理人", "guardian", 10), C("代理人身份证号", "guardian number", 21)),
    foot=("说明：残疾等级为残疾军人的评定等级，不是残疾人证的等级。", SIGN),
    has_total=True, date_forms=("words", "slash", "date"))
