"""Unit, year and kind, read from name, title and text."""

from __future__ import annotations

import pytest

from reportnlp.extraction.identity import identify


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.txt", "临溪县水利局2021年工作总结\n正文。", ("临溪县水利局", 2021, 2021, "工作总结")),
        (
            "a.txt",
            "临溪县水利局二〇二三年工作总结\n正文。",
            ("临溪县水利局", 2023, 2023, "工作总结"),
        ),
        (
            "a.txt",
            "渌湾市供水局机关党委书记\n2023年度抓机关党建工作述职报告\n正文。",
            ("渌湾市供水局机关", 2023, 2023, "党建工作述职报告"),
        ),
        (
            "a.txt",
            "丰禾县总工会2021年工作总结和2022年工作要点\n正文。",
            ("丰禾县总工会", 2021, 2021, "工作总结"),
        ),
        (
            "2018年云岭区政府工作报告.txt",
            "政府工作报告\n各位代表：\n一、2017年工作回顾\n正文。",
            ("云岭区", 2018, 2017, "政府工作报告"),
        ),
        (
            "定稿.docx",
            "关于2020年度工作情况的报告\n临江区科技局\n正文。",
            ("临江区科技局", 2020, 2020, "工作报告"),
        ),
        (
            "临江区科技局_2019_述职.txt",
            "尊敬的各位领导：\n一年来我做了许多工作。",
            ("临江区科技局", 2019, 2019, ""),
        ),
        ("x.txt", "会议记录\n今天开会。", ("", None, None, "")),
    ],
)
def test_identity(name: str, text: str, expected: tuple[str, int | None, int | None, str]) -> None:
    found = identify(name, text)

    assert (found.unit, found.year, found.covers, found.kind) == expected
