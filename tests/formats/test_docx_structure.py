from __future__ import annotations

from docx_builder import DELETED_MARK, NOTE, box, p, part, r, read, shown, tbl, tc, text_of, tr

# ---------------------------------------------------------------------------- tracked changes


def test_insertions_are_in_and_deletions_out() -> None:
    gone = '<w:del w:id="1"><w:r><w:delText>28</w:delText></w:r></w:del>'
    new = f'<w:ins w:id="2">{r("32")}</w:ins>'

    assert text_of(p("走访", gone, new, "家。")) == "走访32家。"


def test_deletion_of_a_text_that_was_itself_inserted() -> None:
    gone = '<w:del w:id="2"><w:r><w:delText>旧</w:delText><w:tab/></w:r></w:del>'
    both = f'<w:ins w:id="1">{gone}</w:ins>'

    assert text_of(p("甲", both, "乙")) == "甲乙"


def test_moved_text_stands_where_it_went() -> None:
    body = (
        p(f'<w:moveFrom w:id="1">{r("搬")}</w:moveFrom>', "甲", properties="")
        + p("乙", f'<w:moveTo w:id="2">{r("搬")}</w:moveTo>')
        + p(
            f'<w:moveFrom w:id="3">{r("全段")}</w:moveFrom>',
            properties="<w:rPr><w:moveFrom/></w:rPr>",
        )
        + p("丙")
    )

    assert text_of(body) == "甲\n乙搬\n丙"


def test_paragraph_with_a_deleted_mark_joins_the_next() -> None:
    document = read(p("上半", properties=DELETED_MARK) + p("句，") + p("下一段"))

    assert shown(document) == [("", "上半句，"), ("", "下一段")]


def test_deleted_mark_before_a_table_or_the_end() -> None:
    gone = p(
        '<w:del w:id="1"><w:r><w:delText>删</w:delText></w:r></w:del>', properties=DELETED_MARK
    )

    assert text_of(p("甲", properties=DELETED_MARK) + tbl(tr("乙"))) == "甲\n乙"
    assert text_of(p("甲") + gone) == "甲"
    assert text_of(tbl(tr(tc(p("甲"), gone), "乙"))) == "甲\n乙"


def test_format_changes_do_not_count() -> None:
    changed = (
        '<w:rPrChange w:id="1"><w:rPr><w:vanish/></w:rPr></w:rPrChange>',
        '<w:pPrChange w:id="2"><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:pPrChange>',
    )
    document = read(p(r("甲", changed[0]), properties=changed[1]))

    assert document.text == "甲"
    assert document.paragraphs[0].level == 0


def test_deleted_and_inserted_rows() -> None:
    body = tbl(
        tr("甲", properties='<w:del w:id="1"/>'),
        tr("乙", properties='<w:ins w:id="2"/>'),
        tr("丙", tc("丁", properties='<w:cellDel w:id="3"/>')),
    )

    assert shown(read(body)) == [("表1 第1行 第1列", "乙"), ("表1 第2行 第1列", "丙")]


# -------------------------------------------------------------------------------------- tables


def test_cells_say_where_they_stand() -> None:
    document = read(
        tbl(tr("项目", "数量")) + p("间") + tbl(tr("甲"), tr(tc(p("一"), p("二")), "乙"))
    )

    assert shown(document) == [
        ("表1 第1行 第1列", "项目"),
        ("表1 第1行 第2列", "数量"),
        ("", "间"),
        ("表2 第1行 第1列", "甲"),
        ("表2 第2行 第1列", "一"),
        ("表2 第2行 第1列", "二"),
        ("表2 第2行 第2列", "乙"),
    ]


def test_nested_table() -> None:
    inner = tbl(tr("内"))
    document = read(tbl(tr("甲", tc(p("前"), inner, p("后"), inner, p()))))

    assert shown(document) == [
        ("表1 第1行 第1列", "甲"),
        ("表1 第1行 第2列", "前"),
        ("表1 第1行 第2列 内表1 第1行 第1列", "内"),
        ("表1 第1行 第2列", "后"),
        ("表1 第1行 第2列 内表2 第1行 第1列", "内"),
    ]


def test_merged_cells_count_once_and_columns_follow_the_grid() -> None:
    document = read(
        tbl(
            tr(tc("合并", properties='<w:gridSpan w:val="2"/>'), "丙"),
            tr(tc("竖", properties='<w:vMerge w:val="restart"/>'), "乙", "丙"),
            tr(tc("遗", properties="<w:vMerge/>"), "乙", "丙"),
            tr("丁", properties='<w:gridBefore w:val="1"/>'),
            tr(tc("首", properties='<w:vMerge w:val="continue"/>')),
        )
    )

    assert shown(document) == [
        ("表1 第1行 第1列", "合并"),
        ("表1 第1行 第3列", "丙"),
        ("表1 第2行 第1列", "竖"),
        ("表1 第2行 第2列", "乙"),
        ("表1 第2行 第3列", "丙"),
        ("表1 第3行 第2列", "乙"),
        ("表1 第3行 第3列", "丙"),
        ("表1 第4行 第2列", "丁"),
        ("表1 第5行 第1列", "首"),
    ]


def test_cells_merged_sideways_in_the_old_way() -> None:
    row = tr(
        tc("甲", properties='<w:hMerge w:val="restart"/>'), tc("藏", properties="<w:hMerge/>"), "乙"
    )

    assert text_of(tbl(row)) == "甲\n乙"


# --------------------------------------------------------------------------------- text boxes


def test_text_box_follows_its_paragraph_once() -> None:
    document = read(p("前", box(p("框一"), p("框二")), "后") + p("下一段"))

    assert shown(document) == [
        ("", "前后"),
        ("文本框1", "框一"),
        ("文本框1", "框二"),
        ("", "下一段"),
    ]


def test_text_box_of_old_programs_alone() -> None:
    old = (
        "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
        + p("旧框")
        + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )

    assert shown(read(p(old))) == [("文本框1", "旧框")]


def test_branch_with_the_text_is_taken() -> None:
    run = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='x'><w:drawing/></mc:Choice>"
        "<mc:Fallback><w:t>替代</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    )

    assert text_of(p("甲", run)) == "甲替代"
    block = (
        f"<mc:AlternateContent><mc:Choice Requires='x'>{p('新')}</mc:Choice>"
        f"<mc:Fallback>{p('旧')}</mc:Fallback></mc:AlternateContent>"
    )
    assert text_of(block) == "新"


def test_text_boxes_in_boxes_tables_and_without_words() -> None:
    inner = p("外", box(p("内")))
    body = p("甲", box(p()), box(inner)) + tbl(
        tr(tc(p("格", box(p("格框"), tbl(tr("框表"))))), "乙")
    )

    assert shown(read(body)) == [
        ("", "甲"),
        ("文本框1", "外"),
        ("文本框2", "内"),
        ("表1 第1行 第1列", "格"),
        ("文本框3", "格框"),
        ("文本框3 内表1 第1行 第1列", "框表"),
        ("表1 第1行 第2列", "乙"),
    ]


def test_text_box_in_a_deletion_is_out() -> None:
    assert text_of(p("甲", f"<w:del w:id='1'>{box(p('框'))}</w:del>")) == "甲"


# ------------------------------------------------------------- footnotes, headers, comments


def test_notes_follow_the_body_in_the_order_of_the_text() -> None:
    def note(kind: str, number: int, text: str) -> str:
        return f'<w:{kind} w:id="{number}">{p(f"<w:r><w:{kind}Ref/></w:r>", text)}</w:{kind}>'

    document = read(
        p("甲", NOTE.format("footnote", 5), "乙", NOTE.format("footnote", 2))
        + p(NOTE.format("endnote", 2)),
        footnotes=note("footnote", -1, "线")
        + note("footnote", 2, "后注")
        + note("footnote", 5, "先注")
        + note("footnote", 6, "无主"),
        endnotes=note("endnote", 2, "尾"),
    )

    assert shown(document) == [("", "甲乙"), ("脚注1", "先注"), ("脚注2", "后注"), ("尾注1", "尾")]


def test_note_of_a_deleted_reference_is_out() -> None:
    gone = f'<w:del w:id="1">{NOTE.format("footnote", 2)}</w:del>'

    assert text_of(p("甲", gone), footnotes=f'<w:footnote w:id="2">{p("注")}</w:footnote>') == "甲"


def section(*references: str, more: str = "") -> str:
    items = "".join(
        f'<w:{name.rstrip("0123456789")}Reference w:type="{kind}" r:id="{name}"/>'
        for name, _, kind in (item.partition(":") for item in references)
    )
    return f"<w:sectPr>{items}{more}</w:sectPr>"


def test_headers_and_footers_once_after_all_else() -> None:
    body = p("甲", properties=section("header1:default", "footer1:default")) + p("乙")
    body += section("header2:default", "header1:default", "footer1:default", "header3:default")
    margins = {
        "header1": p("某市文件"),
        "header2": p("某市") + p(),
        "header3": p("某市文件"),
        "footer1": p("— 1 —"),
    }

    assert shown(read(body, margins=margins)) == [
        ("", "甲"),
        ("", "乙"),
        ("页眉1", "某市文件"),
        ("页眉2", "某市"),
        ("页脚1", "— 1 —"),
    ]


def test_headers_that_are_turned_off_are_out() -> None:
    body = p("甲") + section("header1:first", "header2:even")
    margins = {"header1": p("首页"), "header2": p("偶数页")}

    assert text_of(body, margins=margins) == "甲"
    first = body.replace("</w:sectPr>", "<w:titlePg/></w:sectPr>")
    even = "<w:evenAndOddHeaders/>"
    assert text_of(first, margins=margins, settings=even) == "甲\n首页\n偶数页"


def test_comments_are_no_text() -> None:
    body = p(
        '<w:commentRangeStart w:id="0"/>',
        "甲",
        '<w:commentRangeEnd w:id="0"/>',
        '<w:r><w:commentReference w:id="0"/></w:r>',
    )
    comments = part("comments", f'<w:comment w:id="0">{p("批注")}</w:comment>')

    assert text_of(body, extra={"word/comments.xml": comments}) == "甲"
