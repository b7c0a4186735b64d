"""The words by which offices call the columns, parts and head lines of a facts file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

_WORDS = {
    "id": "id 编号 编码 数据编号",
    "section": "section 部分 所属部分 板块 章节 类别",
    "topic": "topic 主题 标题 小标题 所属主题 条目 工作类别",
    "name": "name 事项 指标 指标名称 事项名称 统计指标 统计事项 指标事项 事项指标 名称 项目",
    "value": "value 数值 数量 数据 数 值 完成数 完成值 指标值 本年数 今年数 本期数 填报数 实绩",
    "unit": "unit 单位 计量单位 数量单位",
    "approx": "approx 约数 概数 是否约数 近似",
    "period": "period 时期 时间 期间 时段 统计时期 统计期 起止时间",
    "source": "source 来源 数据来源 出处 提供部门 数据提供部门",
    "department": "department 责任部门 负责部门 责任单位 责任科室 填报部门 填报科室 部门 科室",
    "note": "note 备注 说明 内容 具体内容 文字 文字内容 文字材料 做法 情况说明 表述",
    # Known and not needed: what `collect` writes for the eye.
    "sentence": "sentence 原句 草稿原句",
    "last": "last 上年数 去年数 上年 上年数值 上期数 去年同期",
    "number": "number 序号 no no.",
}
COLUMNS: Mapping[str, str] = MappingProxyType(
    {word: column for column, words in _WORDS.items() for word in words.split()}
)
"""From the words of a column head, in small letters, to the column."""

CHINESE_HEADS: Mapping[str, str] = MappingProxyType(
    {column: words.split()[1] for column, words in _WORDS.items()}
)
"""From a column to what we call it when writing."""

_HEAD_WORDS = {
    "unit": "unit 单位 单位名称 填报单位 报告单位 所在单位 部门 机构",
    "author": "author 作者 述职人 报告人 署名 落款",
    "year": "year 年度 年份 报告年度 报告年份 年",
    "kind": "kind 文种 报告类型 报告种类 材料类型 类型 报告名称",
    "date": "date 日期 成文日期 落款日期 报告日期",
}
HEAD_KEYS: Mapping[str, str] = MappingProxyType(
    {word: key for key, words in _HEAD_WORDS.items() for word in words.split()}
)
"""From the words of a head line, in small letters, to the field of `Facts`."""

SECTION_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "intro": "引言",
        "achievements": "成效",
        "problems": "问题",
        "plans": "思路",
        "closing": "结尾",
    }
)
"""From a section to what we call it when writing."""

_SECTIONS: Mapping[str, str] = MappingProxyType(
    {
        word: section
        for section, words in {
            "intro": "intro 引言 前言 开头 开篇 概述 总述 导语 基本情况 总体情况",
            "achievements": "achievements 成效 成绩 亮点 做法 工作 履职 工作情况",
            "problems": "problems 问题 不足 短板 差距 困难 存在问题",
            "plans": "plans 思路 打算 计划 下一步 下步 安排 规划 举措 明年",
            "closing": "closing 结尾 结语 结束语 结束 尾声",
        }.items()
        for word in words.split()
    }
)
_TELLING = (
    # The first kind of which a word is found tells the part: 下一步工作 is a plan.
    ("problems", ("问题", "不足", "短板", "差距", "薄弱")),
    ("plans", ("思路", "打算", "计划", "下一步", "下步", "下阶段", "安排", "明年", "努力方向")),
    ("achievements", ("成效", "成绩", "亮点", "做法", "工作", "履职", "完成情况", "特色")),
    ("intro", ("引言", "前言", "开头", "概述")),
    ("closing", ("结尾", "结语", "结束语")),
)
_NUMBERING = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．]|第[一二三四五]部分[：:]?)"
)
_BRACKETS = re.compile(r"[（(\[【][^（）()\[\]【】]{0,40}[）)\]】]")
_SPACES = re.compile(r"[\s*＊:：\u3000]+")


def bare(words: str) -> str:
    """A column head without what is around its words: "数值（必填）*" is "数值"."""
    return _SPACES.sub("", _BRACKETS.sub("", words)).lower()


def bracketed(words: str) -> str:
    """What a column head says in brackets: the 万元 of "数值（万元）"; "" where nothing."""
    match = _BRACKETS.search(words)
    return match.group()[1:-1].strip() if match else ""


def section_of(words: str) -> str:
    """One of `FACT_SECTIONS` for the words of a section cell; "" where they tell none."""
    name = _NUMBERING.sub("", bare(words))
    known = _SECTIONS.get(name)
    if known:
        return known
    return next((section for section, cues in _TELLING if any(c in name for c in cues)), "")
