"""The part of a Word file that holds its comments, and those that say more about them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from reportnlp.formats.ooxml import attribute, children, kind_of
from reportnlp.formats.package import Package, parse_part, parse_xml, relationships
from reportnlp.formats.packing import as_part, free_name, with_part
from reportnlp.formats.styles import read_styles

if TYPE_CHECKING:
    from lxml.etree import _Element

_MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATION = {
    False: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
    True: "http://purl.oclc.org/ooxml/officeDocument/relationships/comments",
}
_PARAGRAPH_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
# What Word adds in parts of their own: answers and "done", lasting ids, times in UTC.
_COMPANIONS = ("commentsExtended", "commentsIds", "commentsExtensible")
_NOT_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF], "�")


def open_comments(package: Package, main: str, body: _Element) -> CommentPart:
    """The comments of a Word file; an empty part where it has none.

    main, body: name and root of the part with the body.

    Raises UnreadableFileError if a part is broken.
    """
    links = {link.kind: link.target for link in relationships(package, main)}
    space = body.tag[1:].partition("}")[0]
    name = links.get("comments", "")
    root = parse_part(package, name) if name else None
    is_new = root is None
    if root is None:
        name = free_name(package, posixpath.join(posixpath.dirname(main), "comments.xml"))
        root = parse_xml(f'<w:comments xmlns:w="{space}"/>'.encode(), name, package.path)
    companions = {
        links[kind]: found
        for kind in _COMPANIONS
        if kind in links and (found := parse_part(package, links[kind])) is not None
    }
    styles = read_styles(parse_part(package, links["styles"])) if "styles" in links else None
    ids = {chain[0].name.casefold(): key for key, chain in styles.chains.items()} if styles else {}
    used = [attribute(item, "id") or "" for item in children(root, "comment")]
    used += [attribute(item, "id") or "" for item in body.iter(f"{{{space}}}commentRangeStart")]
    numbers = [int(identifier) for identifier in used if identifier.isdecimal()]
    return CommentPart(
        package,
        main,
        name,
        root,
        space,
        is_new,
        companions,
        (ids.get("annotation text", ""), ids.get("annotation reference", "")),
        max(numbers, default=-1) + 1,
    )


@dataclass(slots=True)
class CommentPart:
    """The comments of a Word file while they are being changed.

    space:      namespace of the file's edition.
    companions: from the names of the parts that say more to their roots.
    styles:     ids of the styles for text and marks of comments, "" where it has none.
    free:       the next id.
    """

    package: Package
    main: str
    name: str
    root: _Element
    space: str
    is_new: bool
    companions: dict[str, _Element]
    styles: tuple[str, str]
    free: int
    _touched: set[str] = field(default_factory=set)
    _form: _Element | None = None

    def comments_of(self, author: str) -> dict[str, str]:
        """From the ids of an author's comments to their text, a line a paragraph."""
        return {
            attribute(comment, "id") or "": "\n".join(
                _text_of(paragraph) for paragraph in children(comment, "p")
            )
            for comment in children(self.root, "comment")
            if attribute(comment, "author") == author
        }

    def is_answered(self, identifier: str) -> bool:
        """Whether somebody wrote an answer to a comment."""
        ids = self._paragraph_ids(identifier)
        return any(
            value in ids
            for root in self.companions.values()
            for item in root
            for key, value in item.attrib.items()
            if str(key).endswith("}paraIdParent")
        )

    def remove(self, identifier: str) -> None:
        """Takes a comment out, and what the other parts say about it."""
        gone = set(self._paragraph_ids(identifier))
        # Durable ids link the second and the third of these parts.
        gone |= {
            str(value)
            for root in self.companions.values()
            for item in root
            if not gone.isdisjoint(item.attrib.values())
            for key, value in item.items()
            if str(key).endswith("}durableId")
        }
        for name, root in self.companions.items():
            for item in [item for item in root if not gone.isdisjoint(item.attrib.values())]:
                root.remove(item)
                self._touched.add(name)
        for comment in self._found(identifier):
            self.root.remove(comment)
            self._touched.add(self.name)

    def add(self, text: str, author: str, written: datetime) -> str:
        """Adds a comment; its id. text: a line a paragraph."""
        identifier = str(self.free)
        self.free += 1
        comment = self._element(
            self.root,
            "comment",
            id=identifier,
            author=author,
            date=word_time(written),
            initials=author[:1].upper(),
        )
        if self._form is None:
            self._form = self._new_form()
        for number, line in enumerate(text.split("\n")):
            # A copy of a form: a third of the time that new elements take.
            paragraph = deepcopy(self._form)
            comment.append(paragraph)
            if number:
                paragraph.remove(paragraph[1])
            paragraph[-1][-1].text = line.translate(_NOT_XML)
        self._touched.add(self.name)
        return identifier

    def reference(self, identifier: str) -> _Element:
        """The run that shows where a comment belongs."""
        run = self.root.makeelement(f"{{{self.space}}}r")
        if self.styles[1]:
            self._element(self._element(run, "rPr"), "rStyle", val=self.styles[1])
        self._element(run, "commentReference", id=identifier)
        return run

    def mark(self, name: str, identifier: str) -> _Element:
        """commentRangeStart or commentRangeEnd of a comment."""
        mark = self.root.makeelement(f"{{{self.space}}}{name}")
        mark.set(f"{{{self.space}}}id", identifier)
        return mark

    def changed_parts(self) -> dict[str, bytes]:
        """The parts that are no longer as they were."""
        roots = self.companions | {self.name: self.root}
        changed = {name: as_part(root) for name, root in roots.items() if name in self._touched}
        if self.is_new and self.name in self._touched:
            relation = _RELATION[self.space.startswith("http://purl")]
            changed |= with_part(self.package, self.main, self.name, relation, _MEDIA)
        return changed

    def _new_form(self) -> _Element:
        """A paragraph of a comment: properties, the run with its sign, the run with its text."""
        paragraph = self.root.makeelement(f"{{{self.space}}}p", nsmap={"w": self.space})
        properties = self._element(paragraph, "pPr")
        if self.styles[0]:
            self._element(properties, "pStyle", val=self.styles[0])
        # Many reports have their indent and pitch in the style of all text.
        self._element(properties, "spacing", before="0", after="0", line="240", lineRule="auto")
        self._element(properties, "ind", firstLineChars="0", firstLine="0")
        self._element(properties, "jc", val="left")
        sign = self._element(paragraph, "r")
        if self.styles[1]:
            self._element(self._element(sign, "rPr"), "rStyle", val=self.styles[1])
        self._element(sign, "annotationRef")
        run = self._element(paragraph, "r")
        look = self._element(run, "rPr")
        self._element(look, "rFonts", hint="eastAsia")
        self._element(look, "sz", val="21")
        text = self._element(run, "t")
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        return paragraph

    def _element(self, parent: _Element, name: str, **values: str) -> _Element:
        from lxml.etree import SubElement

        element = SubElement(parent, f"{{{self.space}}}{name}")
        for key, value in values.items():
            element.set(f"{{{self.space}}}{key}", value)
        return element

    def _found(self, identifier: str) -> list[_Element]:
        return [i for i in children(self.root, "comment") if attribute(i, "id") == identifier]

    def _paragraph_ids(self, identifier: str) -> frozenset[str]:
        return frozenset(
            key
            for comment in self._found(identifier)
            for paragraph in children(comment, "p")
            if (key := paragraph.get(_PARAGRAPH_ID))
        )


def word_time(moment: datetime) -> str:
    """A time as Word writes it: that of the writer's clock, marked as if it were UTC."""
    return moment.replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def _text_of(element: _Element) -> str:
    return "".join(_texts(element))


def _texts(element: _Element) -> Iterator[str]:
    for item in element.iter():
        kind = kind_of(item)
        if kind == "t":
            yield item.text or ""
        elif kind == "tab":
            yield "\t"
