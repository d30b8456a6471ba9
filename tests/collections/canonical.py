"""The canonical form of a cell (what `daopan dump` prints), written a second
time, for what other readers give.

U+0000 shows as nothing and is left out. A cell's value comes as text, as a number, as True or False, or as
{"serial": days} where its number format is a date.
"""

import datetime
import math

EXACT = 2 ** 53
END_OF_DATES = 2958466  # the day after 9999-12-31
UNREAL_DAY = 60         # 29 February 1900
SECONDS_A_DAY = 86400


def canonical(value, is_1904=False):
    if isinstance(value, dict):
        value = value["serial"]
        if isinstance(value, (int, float)):
            return of_serial(value, is_1904)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return of_number(value)
    return value.replace("\0", "") if isinstance(value, str) else value


def of_number(value):
    if math.isfinite(value) and abs(value) <= EXACT and value == int(value):
        return str(int(value))
    return repr(float(value))


def of_serial(serial, is_1904):
    if not 0 <= serial < END_OF_DATES:
        return of_number(serial)
    seconds = math.floor(serial * SECONDS_A_DAY + 0.5)
    days, time = divmod(seconds, SECONDS_A_DAY)
    clock = "%02d:%02d:%02d" % (time // 3600, time // 60 % 60, time % 60)
    if days == 0:
        return clock
    day = of_day(days, is_1904)
    if day is None:
        return of_number(serial)
    return day if time == 0 else day + " " + clock


def of_day(days, is_1904):
    if is_1904:
        first, days = datetime.date(1904, 1, 1), days
    elif days == UNREAL_DAY:
        return None
    else:
        first = datetime.date(1899, 12, 31)
        days -= days > UNREAL_DAY
    try:
        return (first + datetime.timedelta(days)).isoformat()
    except OverflowError:
        return None


def of_datetime(moment):
    """A date, a time of day or both, to the nearest second."""
    if isinstance(moment, datetime.time):
        moment = datetime.datetime.combine(datetime.date(1, 1, 1), moment)
        return nearest_second(moment).time().isoformat()
    if not isinstance(moment, datetime.datetime):
        return moment.isoformat()
    moment = nearest_second(moment)
    if moment.time() == datetime.time():
        return moment.date().isoformat()
    return moment.isoformat(" ")


def nearest_second(moment):
    if moment.microsecond >= 500000:
        moment += datetime.timedelta(seconds=1)
    return moment.replace(microsecond=0)


def is_same(left, right):
    """Equal, or numbers that differ in the last of their digits only, as some
    readers parse decimals a little off."""
    if left == right:
        return True
    try:
        a, b = float(left), float(right)
    except (TypeError, ValueError):
        return False
    return math.isfinite(a) and abs(a - b) <= 4e-16 * max(abs(a), abs(b))
