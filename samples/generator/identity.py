"""Resident identity numbers (GB 11643) for people who do not exist.

All numbers are of region 511499, which is assigned to no county, so that
none can be a real person's.
"""

import datetime

REGION = "511499"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK = "10X98765432"


def check_character(body):
    """The 18th character that belongs to 17 digits."""
    return CHECK[sum(int(d) * w for d, w in zip(body, WEIGHTS)) % 11]


def id_number(birth, serial, region=REGION):
    """The number of who was born on `birth` (a date, or a text yyyymmdd for
    days that do not exist); an odd serial is a man's."""
    if isinstance(birth, datetime.date):
        birth = birth.strftime("%Y%m%d")
    body = f"{region}{birth}{serial:03d}"
    return body + check_character(body)


def fifteen(number):
    """The old form: no century, no check character. Born 19xx only."""
    assert number[6:8] == "19"
    return number[:6] + number[8:17]


def wrong_check(number):
    """The same number with a check character that is wrong."""
    return number[:17] + CHECK[(CHECK.index(number[17]) + 3) % 11]


def age(birth, on):
    """Completed years; who was born on 29 February comes of age on 1 March."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
