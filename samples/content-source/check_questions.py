"""Proves that every entry of ../content.questions.json is true of the files: run it after build.sh.

For an answered question each expected document exists, the asker may see it, and each part of the answer stands in it:
on the expected page where the format has pages. For a question that is not answered, the asker may see none of the
documents that hold the answer. Needs poppler-utils (pdftotext).
"""

import html
import json
import pathlib
import re
import subprocess
import sys
import zipfile

SAMPLES = pathlib.Path(__file__).resolve().parent.parent
CONTENT = SAMPLES / "content"
FIELDS = {"question", "role", "grades", "user", "expectedDocuments", "expectedPage", "answerContains", "outcome"}


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
    data = path.read_bytes()
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as package:
            parts = [package.read(n).decode() for n in package.namelist() if re.match(r"word/(document|footnotes)\.xml", n)]
        markup = re.sub(r"</w:p>|<w:tab/>", " ", " ".join(parts))
        return [plain(html.unescape(re.sub(r"<[^>]+>", "", markup)))]
    if data[:2] == b"\xff\xfe":
        text = data[2:].decode("utf-16-le")
    else:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = data.decode("windows-1252")
    if path.suffix == ".html":
        article = re.search(r"<article>(.*?)</article>", text, re.S).group(1)
        text = html.unescape(re.sub(r"<[^>]+>", "", article))
    return [plain(text)]


def sees(entry, document):
    role, parts = entry["role"], document.split("/")
    if parts[0] == "users":
        return role == "student" and parts[1] == entry["user"]
    if parts[0] == "SOP":
        return role == "admin"
    if parts[0] == "General":
        return role in ("admin", "teacher")
    return role in ("admin", "teacher") or (role == "student" and parts[3] in entry["grades"])


def faults(entry, cache):
    if not FIELDS <= entry.keys() or entry.keys() - FIELDS - {"hiddenDocuments"}:
        yield "wrong fields"
    for document in entry["expectedDocuments"] + entry.get("hiddenDocuments", []):
        if not (CONTENT / document).is_file():
            yield f"no such document: {document}"
            return
    for document in entry.get("hiddenDocuments", []):
        if sees(entry, document):
            yield f"not hidden: {document}"
    if entry["outcome"] == "NotFound":
        if entry["expectedDocuments"] or entry["answerContains"] or entry["expectedPage"] is not None:
            yield "an unanswered question expects something"
        return
    if not entry["expectedDocuments"] or not entry["answerContains"]:
        yield "an answered question expects nothing"
    for document in entry["expectedDocuments"]:
        if not sees(entry, document):
            yield f"hidden from the asker: {document}"
        text = cache.setdefault(document, pages(CONTENT / document))
        if document.endswith(".pdf") != (entry["expectedPage"] is not None) and len(entry["expectedDocuments"]) == 1:
            yield "a page is expected exactly of documents that have pages"
    where = entry["expectedPage"]
    if len(entry["expectedDocuments"]) == 1:
        chosen = text[where - 1] if where else " ".join(text)
    else:
        chosen = " ".join(" ".join(cache[d]) for d in entry["expectedDocuments"])
    for part in entry["answerContains"]:
        if plain(part) not in chosen:
            yield f"'{part}' is not there"


def main():
    entries = json.loads((SAMPLES / "content.questions.json").read_text(encoding="utf-8"))
    cache, bad = {}, 0
    for entry in entries:
        for fault in faults(entry, cache):
            bad += 1
            print(f"{entry['question']}: {fault}")
    answered = sum(e["outcome"] == "Answered" for e in entries)
    hidden = sum(bool(e.get("hiddenDocuments")) for e in entries)
    print(f"{len(entries)} questions: {answered} answered, {hidden} hidden by access, "
          f"{len(entries) - answered - hidden} covered nowhere; {bad} faults")
    sys.exit(bad > 0)


if __name__ == "__main__":
    main()
