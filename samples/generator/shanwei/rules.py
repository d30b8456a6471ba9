"""Shanwei's rules, written down a second time: the draft names no categories,
those of the provincial rule stand for them, as 梅市医保〔2023〕8号 四、(三)
prints them, without the families of two daughters. All full subsidy; what the
county governments pay for first, the medical assistance last, each from the
end of its list to the beginning."""

from ..answers import Rules

COUNTY, MEDICAL = "县级政府统筹资金", "医疗救助资金"

# category, share in percent, fund, who applies: in the order of the loads
ORDER = (
    ("youfu", 100, COUNTY, "退役军人"), ("zhongdu-canji", 100, COUNTY, "残联"),
    ("tufa-yanzhong-kunnan", 100, MEDICAL, "乡村振兴"),
    ("bianyuan-yizhipin", 100, MEDICAL, "乡村振兴"),
    ("tuopin-buwending", 100, MEDICAL, "乡村振兴"),
    ("dibao-bianyuan", 100, MEDICAL, "民政"), ("dibao", 100, MEDICAL, "民政"),
    ("shishi-wuren-fuyang", 100, MEDICAL, "民政"),
    ("guer", 100, MEDICAL, "民政"), ("tekun", 100, MEDICAL, "民政"),
)
EXCLUSIVE = (("dibao-bianyuan", "dibao"), ("shishi-wuren-fuyang", "guer"))


def is_eligible(code, facts):
    return code != "zhongdu-canji" or bool(facts.grades & {1, 2})


RULES = Rules(35000, ORDER, is_eligible, EXCLUSIVE)

# how many people to enrol: point 3 (2)
TARGETS = {
    "市城区": 278341, "海丰县（含深汕合作区）": 680007, "陆丰市": 1294398,
    "陆河县": 257036, "红海湾开发区": 84406, "华侨管理区": 14002,
}
