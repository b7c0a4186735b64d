"""Names that differ by a slip, and those that are two names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportnlp.checking.slips import (
    are_confused,
    are_contrasted,
    difference,
    look_or_sound_alike,
    sound_alike,
)


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ("税月先锋", "税悦先锋", "character"),
        ("兰台暖心", "暖心兰台", "order"),
        ("检验检测", "检测检验", "order"),
        ("妇幼保健计划", "妇幼保健和计划", "extra"),
        ("阳光之家", "阳光家园", "reworded"),
    ],
)
def test_kinds_of_difference(first: str, second: str, kind: str) -> None:
    there, back = difference(first, second), difference(second, first)

    assert there is not None and back is not None
    assert there.kind == back.kind == kind
    assert (there.old, there.new) == (back.new, back.old)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("红色引擎", "红色引擎"),
        ("春风行动", "银发课堂"),
        ("一网通办", "一网统管"),
        ("幸福", "幸福食堂"),
    ],
)
def test_equal_and_distant_names_have_no_difference(first: str, second: str) -> None:
    assert difference(first, second) is None


@given(st.text("东风春雨行动", max_size=8), st.text("东风春雨行动", max_size=8))
def test_difference_is_symmetric(first: str, second: str) -> None:
    there, back = difference(first, second), difference(second, first)

    assert (there and there.kind) == (back and back.kind)


def test_sounds_and_shapes() -> None:
    assert sound_alike("筑", "逐") and sound_alike("坊", "访")
    assert not sound_alike("快", "速") and are_confused("快", "速")
    assert look_or_sound_alike("国", "囯") and not look_or_sound_alike("国", "围")
    assert are_contrasted("东", "西") and not are_contrasted("东", "一")
