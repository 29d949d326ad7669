"""The usual ways of getting table cells out of reports in Python.

Started with a folder, it says which ways it has the libraries for, then
answers each way named on stdin with the milliseconds that all files of the
folder took, those of processor time, and the cells that were met. A way yields the text of each cell and
stops there: it recognizes, checks and publishes nothing.
"""
import csv
import email
import importlib
import io
import multiprocessing
import pathlib
import re
import resource
import sys
import time
import warnings
import zipfile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def python_docx(path):
    for table in docx.Document(path).tables:
        for row in table.rows:
            for cell in row.cells:
                yield cell.text


def zip_lxml(path):
    with zipfile.ZipFile(path) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    for cell in body.iter(W + "tc"):
        yield "".join(text.text or "" for text in cell.iter(W + "t"))


def openpyxl_read_only(path):
    book = openpyxl.load_workbook(path, read_only=True)
    for sheet in book:
        for row in sheet.iter_rows(values_only=True):
            yield from row


def sheet_lxml(path):
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        words = []
        if "xl/sharedStrings.xml" in names:
            items = etree.fromstring(package.read("xl/sharedStrings.xml")).iter(S + "si")
            words = ["".join(t.text or "" for t in item.iter(S + "t")) for item in items]
        for name in names:
            if name.startswith("xl/worksheets/sheet"):
                for cell in etree.fromstring(package.read(name)).iter(S + "c"):
                    value = cell.findtext(S + "v")
                    yield words[int(value)] if cell.get("t") == "s" else value


def lxml_html(path, data=None):
    page = html.fromstring(data or path.read_bytes())
    for cell in page.iter("td", "th"):
        yield cell.text_content()


def beautiful_soup(path):
    for cell in bs4.BeautifulSoup(path.read_bytes(), "lxml").find_all(["td", "th"]):
        yield cell.get_text()


def mht_lxml(path):
    for part in email.message_from_bytes(path.read_bytes()).walk():
        if part.get_content_type() == "text/html":
            yield from lxml_html(path, part.get_payload(decode=True))


def decoded(path):
    data = path.read_bytes()
    for charset in ["utf-8-sig", "gb18030"]:
        try:
            return data.decode(charset)
        except UnicodeDecodeError:
            pass
    return data.decode("utf-16", "replace")


def rtf_split(path):
    for cell in re.split(rb"\\cell\b", path.read_bytes()):
        yield re.sub(rb"\\[a-z]+-?\d* ?|[{}]", b"", cell)


def csv_rows(path):
    for row in csv.reader(io.StringIO(decoded(path))):
        yield from row


def text_split(path):
    return re.split(r"[\s|]+", decoded(path))


BY_ENDING = {".docx": zip_lxml, ".xlsx": sheet_lxml, ".html": lxml_html, ".htm": lxml_html, ".mht": mht_lxml, ".mhtml": mht_lxml,
             ".rtf": rtf_split, ".csv": csv_rows, ".txt": text_split, ".md": text_split}


def count(way, path):
    return sum(1 for _ in way(path))


def count_by_ending(path):
    return count(BY_ENDING[path.suffix.lower()], path)


def mix(files):
    """All formats, each in the quickest way, on two processors."""
    with multiprocessing.Pool(2) as pool:
        cells = sum(pool.imap_unordered(count_by_ending, files, chunksize=16))
        pool.close()
        pool.join()  # their processor time is known then
        return cells


WAYS = {"python-docx": (python_docx, "docx"), "zipfile+lxml": (zip_lxml, "lxml.etree"), "openpyxl": (openpyxl_read_only, "openpyxl"),
        "lxml.html": (lxml_html, "lxml.html"), "BeautifulSoup": (beautiful_soup, "bs4"), "mix": (None, "lxml.html")}


def load():
    """Imports what there is, and returns the ways that can be gone."""
    there = []
    for name, (_, module) in WAYS.items():
        try:
            globals()[module.split(".")[-1]] = importlib.import_module(module)
            there.append(name)
        except ImportError:
            pass
    return there


def processor():
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def main():
    warnings.simplefilter("ignore")  # openpyxl's about styles
    files = sorted(p for p in pathlib.Path(sys.argv[1]).rglob("*") if p.is_file())
    print(*load(), flush=True)
    for line in sys.stdin:
        way = WAYS[line.strip()][0]
        began, before = time.perf_counter(), processor()
        cells = sum(count(way, p) for p in files) if way else mix(files)
        print(1000 * (time.perf_counter() - began), 1000 * (processor() - before), cells, flush=True)


if __name__ == "__main__":
    main()
