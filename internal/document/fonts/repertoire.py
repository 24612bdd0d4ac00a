"""Prints the code points to keep, one a line in hexadecimal.

table: the 8,105 characters of the Table of General Standard Chinese Characters (通用规范汉字表, Unihan kTGH) and the
       signs papers use. wide: also every unified ideograph the font has, up to the last plane, for names.
"""
import bz2
import sys

SIGNS = [
    (0x20, 0x7E), (0xA0, 0x17F), (0x1CD, 0x1DC), (0x300, 0x304), (0x30C, 0x30C), (0x370, 0x3FF), (0x400, 0x45F),
    (0x2000, 0x206F), (0x2070, 0x20CF), (0x2100, 0x22FF), (0x2460, 0x26FF), (0x3000, 0x312F), (0x3200, 0x33FF),
    (0xFE10, 0xFE6F), (0xFF00, 0xFFEF),
]
IDEOGRAPHS = [(0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x2E80, 0x2FDF), (0x20000, 0x323AF)]


def table():
    with bz2.open("/usr/share/unicode/Unihan_OtherMappings.txt.bz2", "rt", encoding="utf-8") as lines:
        fields = (line.split("\t") for line in lines if not line.startswith("#"))
        found = [int(f[0][2:], 16) for f in fields if len(f) == 3 and f[1] == "kTGH"]
    assert len(found) == 8105, len(found)
    return found


keep = set(table())
for first, last in SIGNS + (IDEOGRAPHS if sys.argv[1] == "wide" else []):
    keep.update(range(first, last + 1))
for point in sorted(keep):
    print(f"{point:X}")
