"""A unit's own rules for its pages: the table [tool.reportnlp.layout] of a settings file."""

from __future__ import annotations

from dataclasses import fields

from reportnlp.checking.fonts import FONT_SIZES
from reportnlp.checking.settings import nearest
from reportnlp.errors import SettingsError
from reportnlp.formats.house import PAGE_NUMBERS, Layout

_SIGNS = str.maketrans("123456789", "一二三四五六七八九")
_KEYS = tuple(field.name.replace("_", "-") for field in fields(Layout))
_MARGINS = ("top", "bottom", "left", "right")


def layout_of(table: object, source: str) -> Layout:
    """The layout that a settings table describes; what it leaves out is as in GB/T 9704-2012.

    source: where the table comes from, as the user would name it.

    Raises SettingsError for an unknown key or a value of the wrong kind or size.
    """
    if not isinstance(table, dict):
        raise SettingsError(f"{source} 的“layout”应是一个表（[layout]）。请改正后再试。")
    values: dict[str, object] = {}
    for key, value in table.items():
        if key not in _KEYS:
            raise SettingsError(
                f"{source} 的 layout 里没有“{key}”这项设置，最接近的是“{nearest(key, _KEYS)}”。"
                "请改正后再试。"
            )
        values[key.replace("-", "_")] = _value(key, value, source)
    return Layout(**values)  # type: ignore[arg-type]


def _value(key: str, value: object, source: str) -> object:
    place = f"{source} 的 layout.{key}"
    if key == "page-number":
        if value not in PAGE_NUMBERS:
            names = "、".join(PAGE_NUMBERS)
            raise SettingsError(f"{place} 不能是“{value}”，可用的有：{names}。请改正后再试。")
        return value
    if key.endswith("-font"):
        if not isinstance(value, str) or not (value.strip() or key == "latin-font"):
            raise SettingsError(f"{place} 应是字体名，如“仿宋_GB2312”。请改正后再试。")
        return value.strip()
    if key.endswith("-size") and isinstance(value, str):
        value = FONT_SIZES.get(value.strip().translate(_SIGNS), value)
    low, high, what = _range(key)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not low <= float(str(value)) <= high:
        raise SettingsError(f"{place} 应是 {low} 到 {high} 之间的数（{what}）。请改正后再试。")
    if key == "characters" and not isinstance(value, int):
        raise SettingsError(f"{place} 应是整数。请改正后再试。")
    return value if key == "characters" else float(str(value))


def _range(key: str) -> tuple[int, int, str]:
    if key in _MARGINS:
        return 5, 90, "毫米"
    if key == "line-pitch":
        return 10, 80, "磅"
    if key == "characters":
        return 10, 60, "每行字数"
    return 5, 72, "磅，或“三号”这样的字号"
