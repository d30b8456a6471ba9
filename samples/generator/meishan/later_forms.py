"""The forms of the months after August: changes, and the same lists again."""

import dataclasses

from ..form import Column, Form
from . import forms

C = Column
_PLACE = (C("县（市、区）", "county", 11), C("乡镇", "town", 12),
          C("村（社区）", "village", 12))
_CHANGE = (C("变动类型", "movement", 10), C("变动时间", "changed on", 15),
           C("变动原因", "changed why", 18))


def relief_changes(month):
    """民政: one list for all that it certifies."""
    return Form(
        title=f"眉山市2023年{month}月社会救助对象动态调整名单",
        lines=(f"报送单位：眉山市民政局　　　　　报送日期：2023年{month + 1}月8日",),
        columns=(C("序号", "seq", 6), *_PLACE, C("姓名", "name", 10),
                 C("性别", "sex", 6), C("身份证号码", "number", 21),
                 C("救助类别", "category", 16), *_CHANGE,
                 C("享受开始时间", "recognised", 15),
                 C("终止时间", "ended", 15)),
        foot=("注：类别改变的，原类别填“减员”，新类别填“新增”。", forms.SIGN),
        date_forms=("iso", "dot"))


def rural_changes(month):
    """乡村振兴: who is monitored now, and who no longer."""
    return Form(
        title=f"眉山市2023年{month}月防止返贫监测对象动态调整名单",
        lines=(f"报送单位：眉山市乡村振兴局　　　　　报送日期：2023年{month + 1}月7日",),
        columns=(C("序号", "seq", 6), *_PLACE, C("姓名", "name", 10),
                 C("证件号码", "number", 21), C("监测对象类别", "category", 16),
                 *_CHANGE, C("识别监测时间", "recognised", 15),
                 C("消除监测时间", "ended", 15)),
        foot=(forms.SIGN,), date_forms=("compact",))


CERTIFICATE_CHANGES = Form(
    title="", code="236046", plain=True,
    columns=(C("区县", "county"), C("镇街", "town"), C("村社", "village"),
             C("残疾人姓名", "name"), C("身份证号", "number"),
             C("残疾证号", "certificate"), C("残疾类别", "kind"),
             C("残疾等级", "grade"), *_CHANGE))


def veterans(month):
    """退役军人: everybody again."""
    return dataclasses.replace(
        forms.VETERANS,
        title=f"眉山市2023年{month}月享受国家定期抚恤和生活补助优抚对象花名册",
        lines=("填报单位：眉山市退役军人事务局　　　"
               f"填报时间：2023年{month + 1}月6日　　　单位：人",))


def planning(month):
    """卫健: everybody again."""
    return dataclasses.replace(
        forms.FAMILY_PLANNING,
        lines=("（计划生育家庭特别扶助制度）",
               f"填报单位：眉山市卫生健康委员会　　　　　截止2023年{month}月31日"))
