"""What every reader of tests/collections does: takes paths on standard input,
one a line, and answers each with one line of JSON on standard output,

    {"is_1904": false, "sheets": [[name, state, [[row, column, value], …]], …]}

or {"error": why}. State is visible, hidden, veryHidden, or null where the
reader cannot tell. Values are as canonical.py takes them.
"""

import json
import os
import sys


def serve(read):
    # Libraries print warnings: the answers get a channel of their own.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", errors="replace")
    os.dup2(2, 1)
    for line in sys.stdin:
        try:
            answer = read(line.rstrip("\n"))
        except (Exception, RecursionError) as reason:  # whatever it raises
            answer = {"error": "%s: %s" % (type(reason).__name__, reason)}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()
