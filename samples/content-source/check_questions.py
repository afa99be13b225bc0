"""Proves that every entry of ../content.questions.jsonl is true of the files: run it after build.sh.

For an answered question each expected document exists, the asker may see it, and each part of the answer stands in it:
on the expected page where the format has pages. For a question that is not answered, the asker may see none of the
documents that hold the answer. Needs poppler-utils (pdftotext).
"""

import datetime
import email
import email.policy
import html
import io
import json
import pathlib
import re
import subprocess
import sys
import zipfile

SAMPLES = pathlib.Path(__file__).resolve().parent.parent
CONTENT = SAMPLES / "content"
FIELDS = {"question", "user", "roles", "grades", "documents", "hidden", "page", "says", "outcome"}


def plain(text):
    text = re.sub(r"-\n\s*", "", text)
    text = text.replace("\u2019", "'").replace("\u00a0", " ").replace("\u2010", "-").replace("**", "").replace("`", "")
    text = text.replace("\ufb01", "fi").replace("\ufb02", "fl")
    return re.sub(r"\s+", " ", text).casefold()


def pages(path):
    """The text of a document, page by page; one page where the format has none."""
    if path.suffix == ".pdf":
        run = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True)
        raw = subprocess.run(["pdftotext", str(path), "-"], capture_output=True)
        both = zip(run.stdout.decode().split("\f"), raw.stdout.decode().split("\f"))
        return [plain(a) + " " + plain(b) for a, b in both]
    return READERS.get(path.suffix, text_pages)(path.read_bytes())


def shown(markup, space):
    """The text of a markup, with white space where an element of those ends."""
    return plain(html.unescape(re.sub(r"<[^>]+>", "", re.sub(space, " ", markup))))


def parts(data, pattern):
    """The texts of a package's parts by name, in the order of their numbers."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [n for n in package.namelist() if re.fullmatch(pattern, n)]
        return {n: package.read(n).decode() for n in sorted(names, key=lambda n: [int(d) for d in re.findall(r"\d+", n)])}


def docx_pages(data):
    return [" ".join(shown(m, r"</w:p>|<w:tab/>") for m in parts(data, r"word/(document|footnotes)\.xml").values())]


def pptx_pages(data):
    """Slide by slide, each with its notes."""
    notes = parts(data, r"ppt/notesSlides/notesSlide\d+\.xml")
    relations = parts(data, r"ppt/slides/_rels/slide\d+\.xml\.rels")
    pages = []
    for name, slide in parts(data, r"ppt/slides/slide\d+\.xml").items():
        target = re.search(r"notesSlides/notesSlide\d+\.xml", relations[f"ppt/slides/_rels/{name.rsplit('/', 1)[1]}.rels"])
        pages.append(shown(slide + (notes["ppt/" + target[0]] if target else ""), "</a:p>"))
    return pages


def xlsx_pages(data):
    """Sheet by sheet; dates as people and as standards write them."""
    strings = [html.unescape(re.sub(r"<[^>]+>", "", m)) for m in re.findall(
        r"<si>(.*?)</si>", "".join(parts(data, r"xl/sharedStrings\.xml").values()), re.S)]
    def cell(match):
        value = re.search(r"<v>(.*?)</v>", match[2])
        if not value:
            return ""
        if 't="s"' in match[1]:
            return strings[int(value[1])]
        number = float(value[1])
        return str(datetime.date(1899, 12, 30) + datetime.timedelta(number)) if 40000 < number < 60000 else value[1]
    return [plain(" ".join(cell(m) for m in re.finditer(r"<c ([^>]*[^/])>(.*?)</c>", sheet, re.S)))
            for sheet in parts(data, r"xl/worksheets/sheet\d+\.xml").values()]


def epub_pages(data):
    return [" ".join(shown(m, r"</(p|h\d|li|dt|dd)>") for m in parts(data, r".*/ch\d+\.xhtml").values())]


def eml_pages(data):
    message = email.message_from_bytes(data, policy=email.policy.default)
    texts = [plain(message.get_body(("plain",)).get_content())]
    for part in message.iter_attachments():
        texts += docx_pages(part.get_content())
    return [" ".join(texts)]


def zip_pages(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [" ".join(t for n in package.namelist()
                         for t in READERS.get(pathlib.Path(n).suffix, text_pages)(package.read(n)))]


def html_pages(data):
    return [shown(re.search(r"<article>(.*?)</article>", data.decode(), re.S)[1], r"(?!)")]


def text_pages(data):
    if data[:2] == b"\xff\xfe":
        text = data[2:].decode("utf-16-le")
    else:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = data.decode("windows-1252")
    return [plain(text)]


READERS = {".docx": docx_pages, ".pptx": pptx_pages, ".xlsx": xlsx_pages, ".epub": epub_pages, ".eml": eml_pages,
           ".zip": zip_pages, ".html": html_pages}
PAGED = (".pdf", ".pptx", ".xlsx")


def sees(entry, document):
    role, parts = entry["roles"][0], document.split("/")
    if parts[0] == "users":
        return role == "student" and parts[1] == entry["user"]
    if parts[0] == "SOP":
        return role == "admin"
    if parts[0] == "General":
        return role in ("admin", "teacher")
    return role in ("admin", "teacher") or (role == "student" and parts[3] in entry.get("grades", []))


def faults(entry, cache):
    if entry.keys() - FIELDS or not {"question", "user", "roles"} <= entry.keys():
        yield "wrong fields"
    for document in entry.get("documents", []) + entry.get("hidden", []):
        if not (CONTENT / document).is_file():
            yield f"no such document: {document}"
            return
    for document in entry.get("hidden", []):
        if sees(entry, document):
            yield f"not hidden: {document}"
    if entry.get("outcome") == "notFound":
        if entry.get("documents") or entry.get("says") or "page" in entry:
            yield "an unanswered question expects something"
        return
    if not entry.get("documents") or not entry.get("says"):
        yield "an answered question expects nothing"
    for document in entry["documents"]:
        if not sees(entry, document):
            yield f"hidden from the asker: {document}"
        text = cache.setdefault(document, pages(CONTENT / document))
        if document.endswith(PAGED) != ("page" in entry) and len(entry["documents"]) == 1:
            yield "a page is expected exactly of documents that have pages"
    where = entry.get("page")
    if len(entry["documents"]) == 1:
        chosen = text[where - 1] if where else " ".join(text)
    else:
        chosen = " ".join(" ".join(cache[d]) for d in entry["documents"])
    for part in entry["says"]:
        if plain(part) not in chosen:
            yield f"'{part}' is not there"


def main():
    entries = [json.loads(line) for line in (SAMPLES / "content.questions.jsonl").read_text(encoding="utf-8").splitlines()]
    cache, bad = {}, 0
    for entry in entries:
        for fault in faults(entry, cache):
            bad += 1
            print(f"{entry['question']}: {fault}")
    answered = sum("outcome" not in e for e in entries)
    hidden = sum(bool(e.get("hidden")) for e in entries)
    print(f"{len(entries)} questions: {answered} answered, {hidden} hidden by access, "
          f"{len(entries) - answered - hidden} covered nowhere; {bad} faults")
    sys.exit(bad > 0)


if __name__ == "__main__":
    main()
