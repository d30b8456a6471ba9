"""Hunan's rules, written down a second time from 湘医保发〔2023〕41号 二、（四）."""

import datetime

from ..answers import Rules

FUND = "困难群众参保资助资金"

# category, share in percent, fund, who applies: in the order of the loads
ORDER = (
    ("wending-tuopin", 0, "", ""),
    *((code, 50, FUND, "医保") for code in (
        "tuopin-buwending", "bianyuan-yizhipin", "tufa-yanzhong-kunnan",
        "dibao", "dibao-bianyuan")),
    *((code, 100, FUND, "医保") for code in (
        "zhongdu-canji", "shishi-wuren-fuyang", "guer", "tekun")),
)
EXCLUSIVE = (("dibao", "dibao-bianyuan"), ("guer", "shishi-wuren-fuyang"))


def is_eligible(code, facts):
    return code != "zhongdu-canji" or bool(facts.grades & {1, 2})


RULES = Rules(38000, ORDER, is_eligible, EXCLUSIVE, lists_counties=False,
              last_day=datetime.date(2023, 12, 31))  # of the collection
