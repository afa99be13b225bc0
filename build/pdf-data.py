#!/usr/bin/env python3
"""Regenerates the font data that the PDF reader embeds (src/Edify.Rag.Documents/Pdf/Fonts/Data).

Needs fontTools (its copy of the Adobe Glyph List), Adobe's CMap resources (folder --cmaps) and AFM files metric-compatible
with the standard 14 fonts (folder --afm). Only facts leave those files: names, code points, codes and advance widths.
"""
import argparse, os, re, struct, zlib
from fontTools import agl
from fontTools.cffLib import cffStandardStrings
from fontTools.encodings.MacRoman import MacRoman
from fontTools.encodings.StandardEncoding import StandardEncoding
from fontTools.ttLib.standardGlyphOrder import standardGlyphOrder

arguments = argparse.ArgumentParser()
arguments.add_argument("--cmaps", required=True)
arguments.add_argument("--afm", required=True)
arguments.add_argument("--out", default=os.path.join(os.path.dirname(__file__), "../src/Edify.Rag.Documents/Pdf/Fonts/Data"))
args = arguments.parse_args()


def write(name, lines):
    with open(os.path.join(args.out, name), "w", newline="\n") as f:
        f.write("\n".join(lines) + "\n")


def afm(name):
    """Glyph name -> (code or -1, width)."""
    found = {}
    for line in open(os.path.join(args.afm, name + ".afm")):
        m = re.match(r"C (-?\d+) ; WX (\d+) ; N (\S+)", line)
        if m:
            found[m[3]] = (int(m[1]), int(m[2]))
    return found


def dingbat(code):
    """Unicode of a code of ZapfDingbats' built-in encoding (ISO 32000-2, D.6)."""
    special = {0x20: 0x20, 0x25: 0x260E, 0x2A: 0x261B, 0x2B: 0x261E, 0x48: 0x2605, 0x6C: 0x25CF, 0x6E: 0x25A0, 0x73: 0x25B2,
               0x74: 0x25BC, 0x75: 0x25C6, 0x77: 0x25D7, 0xA8: 0x2663, 0xA9: 0x2666, 0xAA: 0x2665, 0xAB: 0x2660, 0xD5: 0x2192,
               0xD6: 0x2194, 0xD7: 0x2195}
    if code in special: return special[code]
    if 0x21 <= code <= 0x7E: return 0x2701 + code - 0x21
    if 0x80 <= code <= 0x8D: return 0x2768 + code - 0x80
    if 0xA1 <= code <= 0xA7: return 0x2761 + code - 0xA1
    if 0xAC <= code <= 0xB5: return 0x2460 + code - 0xAC
    if 0xB6 <= code <= 0xD4: return 0x2776 + code - 0xB6
    return 0x2798 + code - 0xD8


# Glyph names -> Unicode. Private-use code points of the list (small capitals, old-style figures) map to the plain letter.
names = {}
for line in agl._aglText.splitlines():
    if line and not line.startswith("#"):
        name, codes = line.split(";")
        names[name] = [int(c, 16) for c in codes.split()]
for name, codes in list(names.items()):
    if all(0xE000 <= c <= 0xF8FF for c in codes):
        plain = re.sub(r"(small|oldstyle|inferior|superior)$", "", name)
        target = names.get(plain) or names.get(plain.lower())
        if target and not 0xE000 <= target[0] <= 0xF8FF:
            names[name] = target
zapf = afm("D050000L")
write("glyph-names.txt", [f"{n};{' '.join(f'{c:04X}' for c in codes)}" for n, codes in sorted(names.items())])
write("dingbat-names.txt", [f"{n};{dingbat(code):04X}" for n, (code, _) in sorted(zapf.items()) if code >= 0])

# The encodings: one name per code, "-" for none.
reverse = {}
for n, codes in names.items():
    if len(codes) == 1 and (codes[0] not in reverse or len(n) < len(reverse[codes[0]])):
        reverse[codes[0]] = n
latin = {v for v in MacRoman if v != ".notdef"} | {v for v in StandardEncoding if v != ".notdef"} | set(cffStandardStrings[1:229])
by_code = {names[n][0]: n for n in sorted(latin) if n in names}
win = []
for i in range(256):
    try: u = ord(bytes([i]).decode("cp1252"))
    except UnicodeDecodeError: u = 0x2022
    win.append("-" if i < 32 else "bullet" if i == 127 else "space" if i == 160 else "hyphen" if i == 173 else by_code.get(u) or reverse[u])
win[0x27], win[0x60] = "quotesingle", "grave"
plain = lambda t: ["-" if n == ".notdef" or i < 32 or i == 127 else n for i, n in enumerate(t)]
symbol = ["-"] * 256
for n, (code, _) in afm("StandardSymbolsPS").items():
    if code >= 0: symbol[code] = n
dingbats = ["-"] * 256
for n, (code, _) in zapf.items():
    if code >= 0: dingbats[code] = n
write("encodings.txt", [" ".join([k] + v) for k, v in (("Standard", plain(StandardEncoding)), ("MacRoman", plain(MacRoman)),
                        ("WinAnsi", win), ("Symbol", symbol), ("ZapfDingbats", dingbats))])
write("cff-strings.txt", cffStandardStrings)
write("mac-glyph-order.txt", standardGlyphOrder)

# Advance widths; obliques share their upright's.
columns = ["NimbusSans-Regular", "NimbusSans-Bold", "NimbusRoman-Regular", "NimbusRoman-Bold", "NimbusRoman-Italic", "NimbusRoman-BoldItalic"]
metrics = [afm(c) for c in columns]
wanted = sorted(n for n in metrics[0] if (n in latin or n in win) and all(n in m for m in metrics))
lines = ["Latin Helvetica Helvetica-Bold Times-Roman Times-Bold Times-Italic Times-BoldItalic"]
lines += [" ".join([n] + [str(m[n][1]) for m in metrics]) for n in wanted]
lines += ["Latin Symbol"] + [f"{n} {w}" for n, (c, w) in sorted(afm("StandardSymbolsPS").items()) if c >= 0]
lines += ["Latin ZapfDingbats"] + [f"{n} {w}" for n, (c, w) in sorted(zapf.items()) if c >= 0]
write("widths.txt", [l.replace("Latin ", "* ") for l in lines])


# Predefined CMaps (ISO 32000-2, table 116).
def varint(value):
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def zigzag(value):
    return varint(value * 2 if value >= 0 else -value * 2 - 1)


def pack_cmap(text):
    use = re.search(r"/(\S+) usecmap", text)
    vertical = re.search(r"/WMode 1 def", text) is not None
    spaces, ranges = [], []
    for kind, body in re.findall(r"begin(codespacerange|cidrange|cidchar)(.*?)end", text, re.S):
        if kind == "codespacerange":
            spaces += [(len(a) // 2, int(a, 16), int(b, 16)) for a, b in re.findall(r"<(\w+)>\s*<(\w+)>", body)]
        elif kind == "cidrange":
            ranges += [(len(a) // 2, int(a, 16), int(b, 16), int(c)) for a, b, c in re.findall(r"<(\w+)>\s*<(\w+)>\s*(\d+)", body)]
        else:
            ranges += [(len(a) // 2, int(a, 16), int(a, 16), int(c)) for a, c in re.findall(r"<(\w+)>\s*(\d+)", body)]
    ranges.sort()
    merged = []
    for r in ranges:
        if merged and merged[-1][0] == r[0] and merged[-1][2] + 1 == r[1] and merged[-1][3] + merged[-1][2] - merged[-1][1] + 1 == r[3]:
            merged[-1] = (r[0], merged[-1][1], r[2], merged[-1][3])
        else:
            merged.append(r)
    parent = use[1].encode() if use else b""
    out = bytes([vertical, len(parent)]) + parent + varint(len(spaces))
    for size, low, high in spaces:
        out += bytes([size]) + varint(low) + varint(high)
    out += varint(len(merged))
    size, end, cid = 0, 0, 0
    for s, low, high, c in merged:
        if s != size: size, end = s, 0
        out += bytes([s]) + varint(low - end) + varint(high - low) + zigzag(c - cid)
        end, cid = high, c + high - low
    return out


wanted = """GB-EUC GBpc-EUC GBK-EUC GBKp-EUC GBK2K UniGB-UCS2 UniGB-UTF16 UniGB-UTF8 B5pc HKscs-B5 ETen-B5 ETenms-B5 CNS-EUC UniCNS-UCS2
UniCNS-UTF16 UniCNS-UTF8 83pv-RKSJ 90ms-RKSJ 90msp-RKSJ 90pv-RKSJ Add-RKSJ EUC Ext-RKSJ UniJIS-UCS2 UniJIS-UCS2-HW UniJIS-UTF16 UniJIS-UTF8
UniJIS2004-UTF16 KSC-EUC KSCms-UHC KSCms-UHC-HW KSCpc-EUC UniKS-UCS2 UniKS-UTF16 UniKS-UTF8 UniAKR-UTF16""".split()
names = [f"{w}-{d}" for w in wanted for d in "HV"] + ["H", "V"]
blobs = {}
for folder in sorted(os.listdir(args.cmaps)):
    for name in names:
        path = os.path.join(args.cmaps, folder, name)
        if os.path.isfile(path) and name not in blobs:
            packer = zlib.compressobj(9, zlib.DEFLATED, -15)
            blobs[name] = packer.compress(pack_cmap(open(path, encoding="latin-1").read())) + packer.flush()
head, body = struct.pack("<H", len(blobs)), b""
for name, blob in sorted(blobs.items()):
    head += bytes([len(name)]) + name.encode() + struct.pack("<I", len(blob))
    body += blob
with open(os.path.join(args.out, "cmaps.bin"), "wb") as f:
    f.write(head + body)
