"""Meishan's rules, written down a second time from 眉医保办发〔2023〕18号 三."""

from ..answers import Rules

MEDICAL, FISCAL = "医疗救助资金", "财政专项资金"

# category, share in percent, fund, who applies: in the order of the loads
ORDER = (
    ("993406", 25, MEDICAL, "医保"),
    ("230202", 75, MEDICAL, "医保"), ("230508", 75, MEDICAL, "医保"),
    ("230705", 75, MEDICAL, "医保"),
    ("2303", 75, MEDICAL, "医保"), ("2305", 75, FISCAL, "民政"),
    ("236010", 100, FISCAL, "卫健"),
    ("01", 100, FISCAL, "自然资源"),
    ("236046", 100, FISCAL, "残联"),
    *((code, 100, FISCAL, "退役军人") for code in (
        "9925", "992601", "2101", "216002", "9934", "246003", "9935", "9901",
        "9930", "9931", "9917", "9918", "9919", "9920", "9921", "9922",
        "9923")),
    ("2361", 100, MEDICAL, "医保"), ("2304", 100, MEDICAL, "医保"),
)
EXCLUSIVE = (("2303", "2305"), ("9901", "9930", "9931", "9917", "9918", "9919",
                                "9920", "9921", "9922", "9923"))


def is_eligible(code, facts):
    if code == "2305":
        return facts.age >= 60 or facts.age < 18 or bool(facts.grades & {3, 4})
    if code == "236046":
        return bool(facts.grades & {1, 2})
    return True


RULES = Rules(38000, ORDER, is_eligible, EXCLUSIVE)
