"""Gives an OpenDocument text its school dress: page size, running header, page numbers, colours and table borders."""

import argparse
import re
import zipfile

SIZES = {"a4": ("21cm", "29.7cm", "2.2cm"), "a5": ("14.8cm", "21cm", "1.7cm")}


def styles(xml, page, header, breaks, colour):
    width, height, margin = SIZES[page]
    xml = re.sub(r'fo:page-width="[^"]*"', f'fo:page-width="{width}"', xml)
    xml = re.sub(r'fo:page-height="[^"]*"', f'fo:page-height="{height}"', xml)
    for side in ("top", "bottom", "left", "right"):
        xml = re.sub(rf'(<style:page-layout-properties[^>]*fo:margin-{side}=)"[^"]*"', rf'\1"{margin}"', xml)
    xml = xml.replace(
        "<style:header-style />",
        '<style:header-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-bottom="0.4cm"/></style:header-style>')
    xml = re.sub(
        r"<style:footer>.*?</style:footer>",
        f'<style:header><text:p text:style-name="MP1">{header}</text:p></style:header>'
        '<style:footer><text:p text:style-name="MP1">Page <text:page-number text:select-page="current">1</text:page-number>'
        " of <text:page-count>1</text:page-count></text:p></style:footer>",
        xml, flags=re.S)
    xml = xml.replace("Times New Roman", "Caladea").replace("Arial", "Carlito")
    before = ' fo:break-before="page"' if breaks else ""
    for level, size in ((1, "16pt"), (2, "13pt")):
        xml = re.sub(
            rf'(<style:style style:name="Heading_20_{level}".*?)<style:text-properties.*?/>',
            rf'\1<style:paragraph-properties fo:keep-with-next="always" fo:margin-top="0.35cm" fo:margin-bottom="0.15cm"{before if level == 1 else ""}/>'
            rf'<style:text-properties fo:font-size="{size}" fo:font-weight="bold" fo:color="{colour}"/>',
            xml, count=1, flags=re.S)
    return xml


def content(xml, colour):
    border = f'fo:border="0.5pt solid {colour}" fo:padding="0.08cm"'
    return re.sub(
        r'(<style:style style:name="Table(?:HeaderRow|Row)Cell".*?<style:table-cell-properties) [^>]*/>',
        rf"\1 {border}/>", xml, flags=re.S)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("source")
    parser.add_argument("target")
    parser.add_argument("--page", choices=SIZES, default="a4")
    parser.add_argument("--header", default="Edify Greenfield School")
    parser.add_argument("--colour", default="#1f5f3f")
    parser.add_argument("--chapters-on-new-pages", action="store_true")
    given = parser.parse_args()
    with zipfile.ZipFile(given.source) as old, zipfile.ZipFile(given.target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "styles.xml":
                data = styles(data.decode(), given.page, given.header, given.chapters_on_new_pages, given.colour).encode()
            elif entry.filename == "content.xml":
                data = content(data.decode(), given.colour).encode()
            new.writestr(entry, data, zipfile.ZIP_STORED if entry.filename == "mimetype" else zipfile.ZIP_DEFLATED)


main()
