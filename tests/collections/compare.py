#!/usr/bin/env python3
"""Holds `daopan dump` against other readers on collections of spreadsheets.

    compare.py [--program build/daopan] [--passwords FILE] [--only WORD]
               [--without READER] [--known] [--expected FILE]
               [--cache FOLDER] [--list FILE] FOLDER

Every folder in FOLDER is a collection: the spreadsheet files in it, however
deep. Prints two tables, by collection and by format, and every file that
needs a look with its first differing cell; --list writes a line a file.
What expected-differences.tsv explains is counted by itself.

Exit status: 0 where nothing is unexplained, crashed or hung; else 1.
"""

import argparse
import collections
import fnmatch
import os
import sys

from opinions import available_readers, digest_of, ours
from verdict import verdict

HERE = os.path.dirname(os.path.abspath(__file__))
FORMATS = {"xls", "xlt", "et", "xlsx", "xlsm", "xltx", "xltm", "xlsb", "ods",
           "fods", "csv", "tsv", "htm", "html", "xml", "dif", "slk"}
COLUMNS = ["matched", "disagree", "alone", "refused", "explained",
           "differs", "apart", "lost", "crashed", "hung"]
WRONG = {"differs", "apart", "lost", "crashed", "hung"}


# Of the many files of these kinds, those with sheets have one of the words.
MARKUP = {"xml": [b"schemas-microsoft-com:office:spreadsheet",
                  b"opendocument:xmlns:office"],
          "html": [b"<table"], "htm": [b"<table"]}


def files_of(folder):
    for base, folders, names in os.walk(folder, followlinks=True):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(base, name)
            extension = name.rpartition(".")[2].lower()
            if extension in FORMATS and is_spreadsheet(path, extension):
                yield path


def is_spreadsheet(path, extension):
    if extension not in MARKUP:
        return True
    with open(path, "rb") as stream:
        data = stream.read().replace(b"\0", b"").lower()  # of UTF-16
    return any(word in data for word in MARKUP[extension])


def load_expected(path):
    """[(collection/file pattern, verdict, reason)]"""
    expected = []
    with open(path, encoding="utf-8") as stream:
        for line in stream:
            if line.strip() and not line.startswith("#"):
                expected.append(line.rstrip("\n").split("\t"))
    return expected


def explanation(expected, name, kind):
    for pattern, verdicts, reason in expected:
        if kind in verdicts.split("|") and fnmatch.fnmatchcase(name, pattern):
            return reason
    return None


def judge(path, options, readers):
    answer = ours(options.program, path, options.passwords)
    digest = digest_of(path)
    opinions = {reader.name: reader.ask(path, digest)
                for reader in asked(path, readers)}
    return answer, verdict(answer, opinions)


def asked(path, readers):
    format_name = path.rpartition(".")[2].lower()
    return [reader for reader in readers if format_name in reader.wants]


def is_known(path, readers):
    digest = digest_of(path)
    return all(reader.knows(digest) for reader in asked(path, readers))


def print_table(title, counts):
    names = [name for name in COLUMNS
             if any(row[name] for row in counts.values())]
    width = max(len(title), *(len(name) for name in counts))
    print("\n%-*s %7s " % (width, title, "files") +
          " ".join("%9s" % name for name in names))
    for name, row in counts.items():
        print("%-*s %7d " % (width, name, sum(row.values())) +
              " ".join("%9d" % row[column] for column in names))
    total = sum(counts.values(), collections.Counter())
    print("%-*s %7d " % (width, "all", sum(total.values())) +
          " ".join("%9d" % total[column] for column in names))


def parse_options():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--program", default="build/daopan")
    parser.add_argument("--passwords", default=os.path.join(
        HERE, "passwords.txt"))
    parser.add_argument("--only", default="")
    parser.add_argument("--without", default="", help="a reader's name")
    parser.add_argument("--known", action="store_true", help="only files "
                        "for which the others' answers are kept already")
    parser.add_argument("--cache", default="build/collections")
    parser.add_argument("--list")
    parser.add_argument("--expected", default=os.path.join(
        HERE, "expected-differences.tsv"))
    return parser.parse_args()


class Report:
    def __init__(self, options):
        self.options = options
        self.expected = load_expected(options.expected)
        self.by_collection = collections.defaultdict(collections.Counter)
        self.by_format = collections.defaultdict(collections.Counter)
        self.codes = collections.Counter()
        self.lines = (open(options.list, "w", encoding="utf-8")
                      if options.list else None)

    def take(self, path, readers):
        name = os.path.relpath(path, self.options.folder)
        answer, found = judge(path, self.options, readers)
        reason = explanation(self.expected, name, found.kind)
        kind = found.kind if reason is None else "explained"
        self.by_collection[name.partition(os.sep)[0]][kind] += 1
        self.by_format[name.rpartition(".")[2].lower()][kind] += 1
        if "code" in answer:
            self.codes[answer["code"]] += 1
        if kind in WRONG:
            print("%s\t%s\t%d\t%s" % (kind, name, found.count, found.where),
                  flush=True)
        if self.lines:
            print(kind, name, found.count, found.where, reason, sep="\t",
                  file=self.lines, flush=True)

    def print(self):
        print_table("collection", self.by_collection)
        print_table("format", self.by_format)
        print("\nrefused, by code: " + ", ".join(
            "%s %d" % pair for pair in self.codes.most_common()))

    def is_clean(self):
        total = sum(self.by_collection.values(), collections.Counter())
        return not any(total[kind] for kind in WRONG)


def main():
    options = parse_options()
    report = Report(options)
    readers = [reader for reader in available_readers(options.cache)
               if reader.name != options.without]
    try:
        for path in files_of(options.folder):
            if options.only not in os.path.relpath(path, options.folder):
                continue
            if not options.known or is_known(path, readers):
                report.take(path, readers)
    finally:
        for reader in readers:
            reader.stop()
    report.print()
    return 0 if report.is_clean() else 1


sys.exit(main())
