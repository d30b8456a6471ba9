"""What a form is: the columns, titles and lines around a list.

A column's label is what stands in the header, spaces and line breaks
included; its key says what the cells hold (fields.py). Columns with a `group`
stand under a merged title, in a header of two rows.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    label: str
    key: str
    width: int = 10
    group: str = ""
    merge: str = ""  # county, town, village or household: merged down
    style: str = "cell"


@dataclass(frozen=True)
class Form:
    """One kind of list of one office."""

    title: str  # {county} where it names one; "" = no title
    columns: tuple
    code: str = ""
    word: str = ""
    lines: tuple = ()  # between title and header
    foot: tuple = ()  # below the list
    subtotal: str = ""  # county or town: a 小计 row after each
    has_total: bool = False
    header_every: int = 0  # the header again after so many people
    date_forms: tuple = ("iso",)
    streamed: bool = False  # as web systems write: strings inside the sheet
    plain: bool = False  # no borders, no merged cells: an export
