"""Makes a flat OpenDocument workbook from Markdown: a sheet for each heading, its paragraph above its table.

Dates, times and numbers become values with their formats; a cell that begins with = becomes a formula.
"""

import html
import re
import sys

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:automatic-styles>
<number:date-style style:name="D"><number:day-of-week/><number:text> </number:text><number:day/><number:text> </number:text>
<number:month number:textual="true"/><number:text> </number:text><number:year number:style="long"/></number:date-style>
<number:time-style style:name="T"><number:hours/><number:text>:</number:text><number:minutes number:style="long"/></number:time-style>
<style:style style:name="date" style:family="table-cell" style:data-style-name="D"/>
<style:style style:name="time" style:family="table-cell" style:data-style-name="T"/>
<style:style style:name="head" style:family="table-cell"><style:table-cell-properties fo:background-color="#cfe3d6"/>
<style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="wide" style:family="table-column"><style:table-column-properties style:column-width="4cm"/></style:style>
</office:automatic-styles>
<office:body><office:spreadsheet>
"""


def value(cell, head):
    style = "head" if head else None
    if cell.startswith("="):
        formula = "of:" + re.sub(r"[A-Z]+\d+:[A-Z]+\d+", lambda m: "[." + m[0].replace(":", ":.") + "]", cell)
        return f'<table:table-cell table:formula="{formula}" office:value-type="float"/>'
    if re.fullmatch(r"\d{4}-\d\d-\d\d", cell):
        return f'<table:table-cell table:style-name="date" office:value-type="date" office:date-value="{cell}"/>'
    if re.fullmatch(r"\d\d:\d\d", cell):
        return f'<table:table-cell table:style-name="time" office:value-type="time" office:time-value="PT{cell[:2]}H{cell[3:]}M00S"/>'
    if re.fullmatch(r"-?\d+(\.\d+)?", cell):
        return f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
    if not cell:
        return "<table:table-cell/>"
    named = f' table:style-name="{style}"' if style else ""
    return f'<table:table-cell{named} office:value-type="string"><text:p>{html.escape(cell)}</text:p></table:table-cell>'


def main():
    source, target = sys.argv[1:]
    out = [HEAD]
    sheets = re.split(r"^# +(.+)$", open(source, encoding="utf-8").read(), flags=re.M)[1:]
    for name, body in zip(sheets[::2], sheets[1::2]):
        out.append(f'<table:table table:name="{html.escape(name)}"><table:table-column table:style-name="wide" table:number-columns-repeated="5"/>\n')
        rows, head = [], True
        for line in body.strip().splitlines():
            if re.fullmatch(r"[|:\- ]+", line) and line:
                continue
            cells = [c.strip() for c in line.strip("|").split("|")] if line.startswith("|") else [line]
            rows.append((cells, head and line.startswith("|")))
            head = head and not line.startswith("|")
        for cells, is_head in rows:
            out.append("<table:table-row>" + "".join(value(c, is_head) for c in cells) + "</table:table-row>\n")
        out.append("</table:table>\n")
    out.append("</office:spreadsheet></office:body></office:document>\n")
    with open(target, "w", encoding="utf-8") as file:
        file.write("".join(out))


if __name__ == "__main__":
    main()
