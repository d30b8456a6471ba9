"""What each program makes of a file: ours and the other readers', each in a
process of its own under a time limit. Others' answers are kept by the file's
digest, since they do not change when our code does.
"""

import gzip
import hashlib
import json
import os
import re
import select
import signal
import subprocess
import sys
import time

from canonical import canonical

HERE = os.path.dirname(os.path.abspath(__file__))
SECONDS = 60    # for one file
CODE = re.compile(r"error ([a-z-]+)(?: [^:]*)?:? ?(.*)")


class Reader:
    """One of the programs beside this one."""

    def __init__(self, name, command, wants, cache):
        self.name = name
        self.command = command
        self.wants = wants  # extensions
        self.cache = cache
        self.process = None

    def place(self, digest):
        return os.path.join(self.cache, digest + "." + self.name + ".json.gz")

    def knows(self, digest):
        return os.path.exists(self.place(digest))

    def ask(self, path, digest):
        """{"sheets": …} in canonical form, or {"error": why}."""
        kept = self.place(digest)
        try:
            with gzip.open(kept, "rt", encoding="utf-8") as stream:
                return normal(json.load(stream))
        except (OSError, ValueError):
            pass
        answer = self.answer(path)
        with gzip.open(kept, "wt", encoding="utf-8", compresslevel=1) as stream:
            json.dump(answer, stream)
        return normal(answer)

    def answer(self, path):
        if self.process is None:
            self.start()
        try:
            self.process.stdin.write((path + "\n").encode())
            self.process.stdin.flush()
        except BrokenPipeError:
            self.stop()
            return {"error": "crashed"}
        line = self.line()
        if line is None or not line.endswith(b"\n"):
            self.stop()
            return {"error": "hung" if line is None else "crashed"}
        return json.loads(line)

    def line(self):
        """The next line of its answers; None where it takes too long."""
        line = b""
        end = time.monotonic() + SECONDS
        descriptor = self.process.stdout.fileno()
        while not line.endswith(b"\n"):
            left = end - time.monotonic()
            if left <= 0 or not select.select([descriptor], [], [], left)[0]:
                return None
            piece = os.read(descriptor, 1 << 20)
            if not piece:
                return line
            line += piece
        return line

    def start(self):
        self.process = subprocess.Popen(
            self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, start_new_session=True)

    def stop(self):
        """Ends it together with whatever it has started."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


def normal(answer):
    if "error" in answer:
        return answer
    is_1904 = answer.get("is_1904", False)
    return {"sheets": [
        [name, state, [[row, column, canonical(value, is_1904)]
                       for row, column, value in cells]]
        for name, state, cells in answer["sheets"]]}


def available_readers(cache):
    """Those whose libraries are on this machine."""
    os.makedirs(cache, exist_ok=True)
    python = "/usr/bin/python3"
    office = {"xlsx", "xlsm", "xlsb", "xltx", "xltm", "xls", "xlt", "et", "ods",
              "fods", "xml", "html", "htm"}
    known = [
        ("openpyxl", [python], "reader_openpyxl.py",
         {"xlsx", "xlsm", "xltx", "xltm"}),
        ("xlrd", [python], "reader_xlrd.py",
         {"xls", "xlt", "et", "xlsx", "xlsm", "xltx"}),
        ("libreoffice", [python], "reader_libreoffice.py", office),
        ("sheetjs", ["node"], "reader_sheetjs.js", office | {"csv", "tsv"}),
        ("csv", [python], "reader_csv.py", {"csv", "tsv"}),
    ]
    readers = []
    for name, runner, script, wants in known:
        reader = Reader(name, runner + [os.path.join(HERE, script)], wants,
                        cache)
        if "error" in reader.answer(os.devnull + ".none") and reader.process:
            readers.append(reader)
        else:
            print("not here: " + name, file=sys.stderr)
    return readers


def digest_of(path):
    with open(path, "rb") as stream:
        return hashlib.sha256(stream.read()).hexdigest()


def ours(program, path, passwords):
    """As a reader's answer; "code" is the code of a refusal, "died" is set
    after a crash or a hang."""
    command = [program, "--lang", "en", "dump"]
    if passwords is not None:
        command += ["--password-file", passwords]
    try:
        done = subprocess.run(command + [path], capture_output=True,
                              timeout=SECONDS, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        return {"died": "hung", "error": "hung"}
    if done.returncode == 1:
        return refusal(done.stderr.decode("utf-8", "replace"))
    if done.returncode != 0:
        return {"died": "crashed", "error": "exit %d" % done.returncode}
    return parse(done.stdout)


def refusal(message):
    found = CODE.search(message)
    code = found.group(1) if found else "?"
    if code == "file-crashed":
        return {"died": "crashed", "error": message}
    return {"error": message.strip().partition("\n")[0], "code": code}


def parse(output):
    sheets = []
    for line in output.splitlines():
        sheet = json.loads(line)
        sheets.append([sheet["sheet"], sheet["state"], sheet["cells"]])
    return {"sheets": sheets}
