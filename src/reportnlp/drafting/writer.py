"""Writes one draft from its top to its end, following an outline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from reportnlp.drafting.asking import Asker
from reportnlp.drafting.draft import Candidate, DraftParagraph, Sentence
from reportnlp.drafting.outline import Outline, Part, Point, Topic
from reportnlp.drafting.ranking import rank
from reportnlp.drafting.remedies import TYPICAL_PROBLEMS, remedy_for, unanswered
from reportnlp.drafting.style import Style
from reportnlp.drafting.template import Place, deed_words, list_sentence, word_point
from reportnlp.drafting.themes import theme_phrases
from reportnlp.drafting.titles import Titles
from reportnlp.drafting.verification import refusals
from reportnlp.drafting.wording import Choice, phrases
from reportnlp.facts import Facts

_LIST_ITEM = 70
_RUN_IN = 130
_SHORT_TITLE = 24

Listener = Callable[[str, str], None]
"""Told what happens: ("heading", words), ("piece", text being written), ("sentence", text)."""
Chooser = Callable[[Sequence[Candidate]], int]
"""Asked which of the candidates that passed shall stand, the best first."""


@dataclass(slots=True)
class Writer:
    """Writes one draft from its top to its end."""

    outline: Outline
    asker: Asker
    style: Style
    titles: Titles
    choice: Choice
    listener: Listener | None
    chooser: Chooser | None
    before: str = ""
    closed: bool = False

    # -------------------------------------------------------------------- the report

    def report(self, *, whole: bool) -> list[DraftParagraph]:
        paragraphs = self._front() if whole else []
        labels = [label for label in self.style.order if self.outline.part(label) is not None]
        for number, label in enumerate(labels, start=1):
            part = self.outline.part(label)
            if part is not None:
                paragraphs += self._section(part, number if whole else 0)
        if whole:
            paragraphs += self._back()
        return paragraphs

    def _front(self) -> list[DraftParagraph]:
        facts = self.outline.facts
        paragraphs = []
        if facts.unit or facts.year:
            paragraphs.append(DraftParagraph("title", (Sentence(_title(facts)),)))
            self._tell("heading", _title(facts))
        if facts.author:
            paragraphs.append(DraftParagraph("author", (Sentence(facts.author),)))
        intro = self.outline.part("intro")
        sentences = self._paragraph(intro.topics, "intro") if intro else []
        if not any(fact.is_text for fact in (intro.facts if intro else ())):
            sentences = [self._opening(), *sentences]
        paragraphs.append(DraftParagraph("body", tuple(sentences), "intro"))
        return paragraphs

    def _opening(self) -> Sentence:
        facts = self.outline.facts
        part = self.outline.part("achievements")
        titles = [topic.title for topic in (part.topics if part else ()) if topic.title]
        titles = [title for title in titles if len(title) <= 10][:4]
        use = "opening" if len(titles) >= 2 else "opening-bare"
        if not facts.year:
            use = "opening-undated"
        phrase = self.choice.order(phrases(use), f"opening{facts.unit}")[0]
        self.choice.take(phrase)
        text = phrase.format(year=facts.year, unit=facts.unit or "本单位", topics="、".join(titles))
        return self._said(Sentence(text))

    def _back(self) -> list[DraftParagraph]:
        facts = self.outline.facts
        closing = self.outline.part("closing")
        sentences = self._paragraph(closing.topics, "closing") if closing else []
        if not sentences and "述" in facts.kind:
            sentences = [self._said(Sentence(self.choice.order(phrases("closing-述职"), "end")[0]))]
        paragraphs = []
        if sentences:
            paragraphs.append(DraftParagraph("body", tuple(sentences), "closing"))
        if facts.date:
            paragraphs.append(DraftParagraph("signature", (Sentence(facts.unit or facts.author),)))
            paragraphs.append(DraftParagraph("date", (Sentence(facts.date),)))
        return paragraphs

    def _section(self, part: Part, number: int) -> list[DraftParagraph]:
        words = self._section_words(part.label)
        sign = self.style.sign(1, number) if number else ""
        self._tell("heading", f"{sign}{words}")
        heading = DraftParagraph("heading1", (Sentence(f"{sign}{words}"),), part.label)
        body = {
            "achievements": self._achievements,
            "problems": self._problems,
            "plans": self._plans,
        }[part.label](part)
        return [heading, *body]

    def _section_words(self, label: str) -> str:
        year = self.outline.facts.year
        following = str(int(year) + 1) if year.isdigit() else ""
        own = self.style.heading(label)
        if own and ("{" not in own or year):
            return own.format(year=year, next=following)
        use = f"heading-{label}" if label != "plans" or following else "heading-plans-undated"
        return self.choice.order(phrases(use), f"{label}{self.outline.facts.unit}")[0].format(
            year=year, next=following
        )

    # -------------------------------------------------------------------- its sections

    def _achievements(self, part: Part) -> list[DraftParagraph]:
        if not part.facts:
            return [self._proposed("本部分还没有事实，请按实际工作填写。", part.label)]
        return self._topics(part)

    def _problems(self, part: Part) -> list[DraftParagraph]:
        if not part.facts:
            typical = self.choice.order(TYPICAL_PROBLEMS, "problems")[:3]
            words = "".join(f"“{word}”" for word in typical)
            return [
                self._proposed(f"本部分还没有事实，可从{words}等方面据实查找填写。", part.label)
            ]
        lead = self._lead_sentence("problems-lead", "", len(part.topics))
        return self._listed(part, lead)

    def _plans(self, part: Part) -> list[DraftParagraph]:
        problems = self.outline.part("problems")
        plan_texts = list(part.facts)
        open_problems = unanswered(problems.facts if problems else (), plan_texts)
        paragraphs: list[DraftParagraph] = []
        if part.facts:
            year = self.outline.facts.year
            following = str(int(year) + 1) if year.isdigit() else ""
            use = "plans-lead" if following else "plans-lead-undated"
            lead = self._lead_sentence(use, following, len(part.topics))
            titled = [topic for topic in part.topics if topic.title]
            if len(titled) >= 2 and any(len(topic.facts) > 1 for topic in titled):
                paragraphs.append(DraftParagraph("body", (lead,), part.label))
                paragraphs += self._topics(part)
            else:
                paragraphs += self._listed(part, lead)
        for problem in open_problems:
            words = problem.topic or _first_clause(problem.note)
            words = words.replace("“", "‘").replace("”", "’")
            remedy = remedy_for(problem)
            advice = f"建议{remedy}" if remedy else "请补充相应的举措，或说明上文哪一条与它对应"
            paragraphs.append(self._proposed(f"针对“{words}”，{advice}。", part.label))
        if not paragraphs:
            paragraphs.append(self._proposed("本部分还没有事实，请按下一步安排填写。", part.label))
        return paragraphs

    def _lead_sentence(self, use: str, following: str, points: int) -> Sentence:
        use = f"{use}-one" if points == 1 else use
        phrase = self.choice.order(phrases(use), f"{use}{self.outline.facts.unit}")[0]
        self.choice.take(phrase)
        return self._said(Sentence(phrase.format(next=following)))

    def _topics(self, part: Part) -> list[DraftParagraph]:
        """A paragraph a topic, under its heading; topics without a title are plain paragraphs."""
        bodies = []
        titles = self.titles.of(part.topics, part.label, self.choice)
        titled = [topic for topic in part.topics if topic.title]
        if len(titled) >= 2:
            # No sentence shall sound like a heading, be it one that comes later.
            self.before = "".join(f"{title}。" for title in titles.values()) + self.before
        for topic in part.topics:
            if topic.title:
                self._tell("heading", titles[topic.title])
            bodies.append(self._paragraph([topic], part.label))
        sizes = [sum(len(s.text) for s in body) for body in bodies]
        run_in = self.style.run_in
        if run_in is None:
            run_in = sum(sizes) < _RUN_IN * len(sizes)
        paragraphs = []
        number = 0
        for topic, body in zip(part.topics, bodies, strict=True):
            heading = ""
            if topic.title and len(titled) >= 2:
                number += 1
                heading = f"{self.style.sign(2, number)}{titles[topic.title]}"
                if not run_in:
                    paragraphs.append(DraftParagraph("heading2", (Sentence(heading),), part.label))
                    heading = ""
                else:
                    heading += "。"
            paragraphs.append(DraftParagraph("body", tuple(body), part.label, heading))
        return paragraphs

    def _listed(self, part: Part, lead: Sentence) -> list[DraftParagraph]:
        """Points as 一是…；二是…, in one paragraph where they are short."""
        items = [self._item(topic, part.label) for topic in part.topics]
        items = [item for item in items if item.text]
        if len(items) == 1:
            alone = replace(items[0], text=_stopped(items[0].text))
            return [DraftParagraph("body", (lead, alone), part.label)]
        together = self.style.list_points
        if together is None:
            together = all(
                len(item.text) <= _LIST_ITEM and "。" not in item.text[:-1] for item in items
            )
        if together:
            texts = list_sentence([item.text for item in items])
            pieces = _cut_list(texts, items)
            return [DraftParagraph("body", (lead, *pieces), part.label)]
        paragraphs = [DraftParagraph("body", (lead,), part.label)]
        for number, item in enumerate(items, start=1):
            text = _stopped(item.text)
            heading = self.style.sign(2, number) if len(items) > 1 else ""
            paragraphs.append(
                DraftParagraph("body", (replace(item, text=text),), part.label, heading)
            )
        return paragraphs

    def _item(self, topic: Topic, label: str) -> Sentence:
        """A problem or plan with its words and figures as one item of a list."""
        texts = []
        for index, fact in enumerate(f for f in topic.facts if f.is_text):
            words = deed_words(fact) if index == 0 else fact.note.strip()
            texts.append(words.rstrip("。；"))
        figures = [fact for fact in topic.facts if not fact.is_text]
        if not texts and topic.title and figures:
            texts.append(topic.title)
        text = "。".join(texts) if any("。" in t for t in texts) else "，".join(texts)
        candidates: tuple[Candidate, ...] = ()
        source = "template"
        if figures:
            worded = self._point(Point(tuple(figures)), Place(label, first=False))
            text = f"{text}，{worded.text.rstrip('。')}" if text else worded.text.rstrip("。")
            candidates, source = worded.candidates, worded.source
        self.before += text
        return Sentence(text, topic.facts, candidates, source)

    def _paragraph(self, topics: Sequence[Topic], label: str) -> list[Sentence]:
        sentences: list[Sentence] = []
        for topic in topics:
            for point in topic.points:
                after_period = bool(sentences) and not point.period and _has_period(sentences[-1])
                place = Place(
                    label,
                    topic.title,
                    first=not sentences or after_period,
                    # Not two topics running: a clause of purpose everywhere is a mannerism.
                    last=point is topic.points[-1] and not self.closed,
                    yearly=self._is_yearly(),
                )
                sentences.append(self._said(self._point(point, place)))
            end = sentences[-1].text[:-1] if sentences else ""
            self.closed = end.endswith(theme_phrases("closing"))
        return sentences

    def _proposed(self, words: str, label: str) -> DraftParagraph:
        text = f"【请核实：{words}】"
        return DraftParagraph("body", (self._said(Sentence(text, proposal=True)),), label)

    # -------------------------------------------------------------------- a sentence

    def _point(self, point: Point, place: Place) -> Sentence:
        variants = word_point(point, self.choice, place)
        others = self.outline.facts.facts
        made = [
            Candidate(
                variant.text,
                "template",
                self.choice.seed,
                refusals(
                    variant.text, point.facts, locked=(*variant.locked, point.period), others=others
                ),
                phrase=variant.phrase,
            )
            for variant in variants
        ]
        sound = [candidate for candidate in made if not candidate.reasons] or [
            # The template is exact by construction; what the second reading doubts is told.
            replace(made[-1], reasons=())
        ]
        doubted = [c for c in made if c.reasons and c.text != sound[0].text]
        # A sentence that says its aim already wants no clause more.
        bare = sound[0].phrase not in (*theme_phrases("opening"), *theme_phrases("closing"))
        written = self.asker.candidates(
            point, plain=variants[-1], framed=place.first and bare, section=place.section,
            topic=place.topic,
            before=self.before, others=others, seed=self.choice.seed,
        )  # fmt: skip
        ranked = rank(
            [*self.asker.weighed(self.before, [*sound, *written]), *doubted],
            before=self.before,
            sentence_length=self.style.sentence_length,
        )
        passed = [candidate for candidate in ranked if not candidate.reasons]
        index = self.chooser(passed) if self.chooser and len(passed) > 1 else 0
        chosen = passed[index]
        self.choice.take(chosen.phrase)
        return Sentence(chosen.text, point.facts, ranked, chosen.source)

    def _said(self, sentence: Sentence) -> Sentence:
        self.before += sentence.text
        self._tell("sentence", sentence.text)
        return sentence

    def _is_yearly(self) -> bool:
        kind = self.outline.facts.kind
        return bool(self.outline.facts.year) and not any(
            w in kind for w in ("季", "半年", "月", "周")
        )

    def _tell(self, what: str, words: str) -> None:
        if self.listener is not None:
            self.listener(what, words)


def _title(facts: Facts) -> str:
    kind = facts.kind or "工作总结"
    if not facts.year:
        return f"{facts.unit}{kind}"
    year = f"{facts.year}年度" if "述" in kind else f"{facts.year}年"
    return f"{facts.unit}{year}{kind}"


def _stopped(text: str) -> str:
    return text if text.endswith(("。", "！")) else f"{text.rstrip('；，')}。"


def _first_clause(text: str) -> str:
    for mark in "，。；,;":
        text = text.split(mark)[0]
    return text if len(text) <= _SHORT_TITLE else text[:_SHORT_TITLE] + "……"


def _has_period(sentence: Sentence) -> bool:
    return any(fact.period for fact in sentence.facts) and "，" in sentence.text[:14]


def _cut_list(text: str, items: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The listed text, cut where each item ends, so that each piece knows its facts."""
    pieces, position = [], 0
    for index, item in enumerate(items):
        end = len(text)
        if index + 1 < len(items):
            words = item.text.rstrip("。；")
            end = text.index(words, position) + len(words) + 1
        pieces.append(replace(item, text=text[position:end]))
        position = end
    return tuple(pieces)
