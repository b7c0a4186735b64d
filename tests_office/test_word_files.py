"""What reportnlp writes as Word files, opened, printed and saved again by LibreOffice."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from lxml import etree

from conftest import Office
from reportnlp.checking.runner import check
from reportnlp.formats.files import read_document
from reportnlp.formats.layout import LaidParagraph, LaidRun, LaidTable, write_document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = "全县坚持以高质量发展为主线，统筹推进服务企业、项目建设和作风建设，累计走访企业**家次，"
FACTS = "部分,事项,数值,单位\n成效,走访企业,1286,家次\n成效,恳谈会,12,次\n"


def cell(text: str) -> tuple[LaidRun, ...]:
    return (LaidRun(text),)


REPORT = (
    LaidParagraph("title", (LaidRun("云岭县企业服务中心2023年工作总结"),)),
    LaidParagraph("addressee", (LaidRun("县政府："),)),
    LaidParagraph("heading1", (LaidRun("一、工作成效"),)),
    LaidParagraph(
        "body",
        (
            LaidRun("（一）服务企业走深走实。", kind="heading2"),
            LaidRun("召开恳谈会"),
            LaidRun("【待补：恳谈会次数（次）】", highlight=True, comment="请办公室填写。"),
            LaidRun("，参会企业家320人次。"),
        ),
    ),
    LaidParagraph("heading2", (LaidRun("（二）项目建设提速增效"),)),
    LaidParagraph("body", (LaidRun(TEXT + "办结率达98.6%。"),)),
    LaidParagraph("caption", (LaidRun("表1  主要指标"),)),
    LaidTable(((cell("指标"), cell("数值")), (cell("走访企业"), cell("XX家次")))),
    LaidParagraph("heading1", (LaidRun("二、存在问题"),)),
    *(LaidParagraph("body", (LaidRun("服务企业的办法还不够多，" * 30 + "有待改进。"),)),) * 3,
    LaidParagraph("signature", (LaidRun("云岭县企业服务中心"),)),
    LaidParagraph("date", (LaidRun("2024年1月5日"),)),
)


def run(*args: str | Path) -> None:
    command = [sys.executable, "-m", "reportnlp", *map(str, args)]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode in (0, 1), done.stderr


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every kind of Word file that reportnlp writes."""
    folder = tmp_path_factory.mktemp("files")
    write_document(folder / "laid.docx", REPORT, author="办公室")
    (folder / "facts.csv").write_text(FACTS, encoding="utf-8")
    laid, facts = folder / "laid.docx", folder / "facts.csv"
    run("check", laid, "--comments", folder / "commented.docx")
    run("fill", laid, "--facts", facts, "-o", folder / "filled.docx", "--author", "办公室")
    run("fill", laid, "--facts", facts, "-o", folder / "plain.docx", "--plain")
    run("draft", facts, "-o", folder / "draft.docx")
    run("check", folder / "filled.docx", "--comments", folder / "both.docx")
    return folder


FILES = ("laid", "commented", "filled", "plain", "draft", "both")


def words(path: Path) -> list[str]:
    """The text without page numbers, which LibreOffice counts itself."""
    document = read_document(path)
    kept = (p for p in document.paragraphs if not p.origin.startswith("页脚"))
    return [paragraph.span.cut(document.text) for paragraph in kept]


def anchors(path: Path) -> list[tuple[str, str]]:
    """What every comment says, and the words that it stands on, in the order of these."""
    root = body_of(path)
    said = {str(comment.comment_id): comment.text for comment in docx.Document(str(path)).comments}
    found: dict[str, str] = {}
    open_: set[str] = set()
    for item in root.iter():
        identifier = item.get(f"{W}id") or ""
        if item.tag == f"{W}commentRangeStart":
            open_.add(identifier)
            found[identifier] = ""
        elif item.tag == f"{W}commentRangeEnd":
            open_.discard(identifier)
        elif item.tag == f"{W}t":
            for key in open_:
                found[key] += item.text or ""
    return [(said[key], text) for key, text in found.items()]


def body_of(path: Path) -> etree._Element:
    with ZipFile(path) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def changes(path: Path, kind: str) -> list[str]:
    """The words inserted ("ins", "t") or deleted ("del", "delText"), joined where they touch."""
    tag = {"ins": "t", "del": "delText"}[kind]
    found: list[str] = []
    last = None
    for mark in body_of(path).iter(f"{W}{kind}"):
        text = "".join(item.text or "" for item in mark.iter(f"{W}{tag}"))
        if found and mark.getprevious() is last:
            found[-1] += text
        elif text:
            found.append(text)
        last = mark
    return found


@pytest.mark.parametrize("name", FILES)
def test_text_survives_opening_and_saving(office: Office, folder: Path, name: str) -> None:
    path = folder / f"{name}.docx"

    assert words(office.convert(path, "docx")) == words(path)


@pytest.mark.parametrize("name", FILES)
def test_it_prints(office: Office, folder: Path, name: str) -> None:
    path = folder / f"{name}.docx"
    printed = read_document(office.convert(path, "pdf")).text

    flat = "".join(printed.split())
    for text in words(path)[:3]:
        assert "".join(text.split())[:20] in flat


@pytest.mark.parametrize("name", ["laid", "commented", "both"])
def test_comments_survive_at_their_words(office: Office, folder: Path, name: str) -> None:
    path = folder / f"{name}.docx"

    assert anchors(path)
    assert anchors(office.convert(path, "docx")) == anchors(path)


@pytest.mark.parametrize("name", ["filled", "both"])
def test_changes_survive(office: Office, folder: Path, name: str) -> None:
    path = folder / f"{name}.docx"
    saved = office.convert(path, "docx")

    assert changes(path, "ins") == ["12次", "1286"]
    for kind in ("ins", "del"):
        assert changes(saved, kind) == changes(path, kind)


def test_accepting_all_changes_gives_the_filled_text(office: Office, folder: Path) -> None:
    accepted = office.change(".uno:AcceptAllTrackedChanges", folder / "filled.docx")

    assert words(accepted) == words(folder / "plain.docx")
    assert not changes(accepted, "ins")
    rules = {finding.name for finding in check(read_document(accepted))}
    assert not rules & {"bracket-placeholder", "star-placeholder"}


def test_refusing_all_changes_gives_the_draft(office: Office, folder: Path) -> None:
    refused = office.change(".uno:RejectAllTrackedChanges", folder / "filled.docx")

    assert words(refused) == words(folder / "laid.docx")


def test_a_page_holds_22_lines(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "lines.docx"
    lines = [f"第{number}行" for number in range(1, 45)]
    write_document(path, [LaidParagraph("body", (LaidRun(line),)) for line in lines])
    pages = office.convert(path, "pdf").read_bytes()

    import pypdfium2

    with pypdfium2.PdfDocument(pages) as document:
        texts = ["".join(page.get_textpage().get_text_range().split()) for page in document]
    assert [("第22行" in text, "第23行" in text) for text in texts] == [
        (True, False),
        (False, True),
    ]
