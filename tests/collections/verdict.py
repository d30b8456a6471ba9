"""Where readers agree, and whether ours is with them.

A cell is agreed where two readers give the same and no other two the same of
another kind. A sheet's being there, and its state, count as a cell of their
own in row 0. Of one file the verdict is:

    matched      every agreed cell is ours, and every cell is agreed
    disagree     every agreed cell is ours; on others the readers disagree, and
                 ours is with one of them
    apart        the same, but on some of those ours is with none
    differs      an agreed cell is not ours
    alone        fewer than two readers read the file; so did ours
    refused      ours refused it, and so did all others but one at most
    lost         ours refused it though two readers found cells in it
    crashed, hung
"""

from canonical import is_same

NO_READER = 2  # fewer opinions than this agree on nothing


class Verdict:
    def __init__(self, kind, where=None):
        self.kind = kind
        self.where = where  # of the first difference, for people
        self.count = 0      # of differing cells


def verdict(ours, opinions):
    """`ours` and {reader's name: answer}."""
    if "died" in ours:
        return Verdict(ours["died"], ours["error"])
    reading = {name: answer for name, answer in opinions.items()
               if answer.get("sheets")}
    if "error" in ours:
        found = sum(1 for answer in reading.values()
                    if any(cells for _, _, cells in answer["sheets"]))
        return Verdict("refused" if found < NO_READER else "lost",
                       ours["error"])
    if len(reading) < NO_READER:
        return Verdict("alone")
    # Text formats have no name for their one sheet.
    is_named = any(len(answer["sheets"]) > 1
                   for answer in [ours, *reading.values()])
    return compare(as_cells(ours, is_named),
                   {name: as_cells(answer, is_named)
                    for name, answer in reading.items()})


def as_cells(answer, is_named):
    """{(sheet, row, column): text}"""
    cells = {}
    for name, state, rows in answer["sheets"]:
        key = name if is_named else ""
        cells[key, 0, 0] = state
        for row, column, text in rows:
            if text != "" and text is not None:
                cells[key, row, column] = text
    return cells


def compare(ours, reading):
    result = Verdict("matched")
    places = set(ours)
    for cells in reading.values():
        places.update(cells)
    unsure = apart = None
    for place in sorted(places):
        votes = {name: cells.get(place) for name, cells in reading.items()}
        if place[1] == 0:
            votes = {name: vote for name, vote in votes.items()
                     if vote is not None}
            if len(votes) < NO_READER:
                continue
        mine = ours.get(place)
        agreed, is_agreed = majority(list(votes.values()))
        if not is_agreed:
            unsure = unsure or show(place, mine, votes)
            if not any(is_equal(mine, vote) for vote in votes.values()):
                apart = apart or show(place, mine, votes)
        elif not is_equal(mine, agreed):
            result.count += 1
            if result.where is None:
                result.where = show(place, mine, votes)
    if result.count > 0:
        result.kind = "differs"
    elif apart is not None:
        result.kind = "apart"
        result.where = apart
    elif unsure is not None:
        result.kind = "disagree"
        result.where = unsure
    return result


def majority(votes):
    """(value, whether two agree on it and no other two on another)."""
    best, count, rival = None, 0, 0
    for vote in votes:
        same = sum(1 for other in votes if is_equal(vote, other))
        if same > count:
            best, count = vote, same
    for vote in votes:
        if not is_equal(vote, best):
            rival = max(rival, sum(1 for other in votes
                                   if is_equal(vote, other)))
    return best, count >= NO_READER and rival < count


def is_equal(left, right):
    if left is None or right is None:
        return left is right
    return is_same(left, right)


def show(place, mine, votes):
    sheet, row, column = place
    said = ["ours %r" % (mine,)]
    said += ["%s %r" % (name, vote) for name, vote in votes.items()]
    return "%s R%dC%d: %s" % (sheet, row, column,
                              ", ".join(text[:70] for text in said))
