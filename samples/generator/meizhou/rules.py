"""Meizhou's rules, written down a second time from 梅市医保〔2023〕8号 四、(三):
all full subsidy; what the county governments pay for first, the medical
assistance last, each from the end of its list to the beginning."""

from ..answers import Rules

COUNTY, MEDICAL = "县级政府统筹资金", "医疗救助资金"

# category, share in percent, fund, who applies: in the order of the loads
ORDER = (
    ("youfu", 100, COUNTY, "退役军人"),
    ("ernvnvhai", 100, COUNTY, "卫健"), ("ernvfufu", 100, COUNTY, "卫健"),
    ("zhongducanji", 100, COUNTY, "残联"),
    ("tufayanzhongkunnan", 100, MEDICAL, "乡村振兴"),
    ("bianyuanyizhipin", 100, MEDICAL, "乡村振兴"),
    ("tuopinbuwending", 100, MEDICAL, "乡村振兴"),
    ("dibaobianyuan", 100, MEDICAL, "民政"), ("dibao", 100, MEDICAL, "民政"),
    ("shiwurenfuyang", 100, MEDICAL, "民政"), ("guer", 100, MEDICAL, "民政"),
    ("tekun", 100, MEDICAL, "民政"),
)
EXCLUSIVE = (("dibaobianyuan", "dibao"), ("shiwurenfuyang", "guer"))


def is_eligible(code, facts):
    if code == "ernvnvhai":
        return not facts.is_man and facts.age <= 14
    if code == "zhongducanji":
        return bool(facts.grades & {1, 2})
    return True


RULES = Rules(38000, ORDER, is_eligible, EXCLUSIVE)
