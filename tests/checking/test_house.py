from __future__ import annotations

from pathlib import Path

import pytest

from reportnlp.checking.house import layout_of
from reportnlp.checking.settings import load_settings
from reportnlp.errors import SettingsError
from reportnlp.formats.house import Layout


def test_what_is_not_said_is_as_in_the_standard() -> None:
    table = {"left": 27, "line-pitch": 33.0, "body-size": "小三", "title-size": "2号"}

    assert layout_of(table, "甲") == Layout(left=27.0, line_pitch=33.0, body_size=15.0)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"body-fnt": "仿宋"}, "甲 的 layout 里没有“body-fnt”这项设置，最接近的是“body-font”"),
        ({"left": "28mm"}, "甲 的 layout.left 应是 5 到 90 之间的数（毫米）"),
        ({"left": True}, "甲 的 layout.left 应是 5 到 90 之间的数（毫米）"),
        ({"line-pitch": 280}, "甲 的 layout.line-pitch 应是 10 到 80 之间的数（磅）"),
        ({"body-size": "三十号"}, "甲 的 layout.body-size 应是 5 到 72 之间的数"),
        ({"characters": 27.5}, "甲 的 layout.characters 应是整数"),
        ({"body-font": 3}, "甲 的 layout.body-font 应是字体名"),
        ({"page-number": "居中"}, "甲 的 layout.page-number 不能是“居中”，可用的有：outside"),
        ("仿宋", "甲 的“layout”应是一个表"),
    ],
)
def test_mistakes_are_named(table: object, message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        layout_of(table, "甲")

    assert str(caught.value).startswith(message)


def test_a_settings_file_has_it(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[tool.reportnlp.layout]\nbody-font = "仿宋"\n', encoding="utf-8"
    )

    settings = load_settings(tmp_path / "a.docx")

    assert settings.layout == Layout(body_font="仿宋")
    assert load_settings(tmp_path.parent).layout is None
