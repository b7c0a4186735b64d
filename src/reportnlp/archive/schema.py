"""The tables of an archive, and how an older archive becomes a newer one."""

from __future__ import annotations

APPLICATION_ID = 0x52504E4C
"""Says that an SQLite file is an archive of ours ("RPNL")."""

_FIRST = """
CREATE TABLE documents (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE,
  version TEXT NOT NULL,
  format TEXT NOT NULL,
  title TEXT NOT NULL,
  unit TEXT NOT NULL,
  year INTEGER,
  covers INTEGER,
  kind TEXT NOT NULL,
  characters INTEGER NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX documents_by_unit ON documents (unit, covers);

CREATE TABLE files (
  path TEXT PRIMARY KEY,
  sha256 TEXT NOT NULL,
  stamp TEXT NOT NULL,
  version TEXT NOT NULL,
  failure TEXT NOT NULL,
  gone INTEGER NOT NULL,
  document_id INTEGER REFERENCES documents (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX files_by_document ON files (document_id);

CREATE TABLE sections (
  document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  label TEXT NOT NULL,
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  heading TEXT NOT NULL,
  confidence REAL NOT NULL,
  PRIMARY KEY (document_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE metrics (
  document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  text TEXT NOT NULL,
  value TEXT NOT NULL,
  value_max TEXT,
  unit TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  approx TEXT NOT NULL,
  period TEXT NOT NULL,
  change TEXT NOT NULL,
  section TEXT NOT NULL,
  part INTEGER NOT NULL,
  PRIMARY KEY (document_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE placeholders (
  document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  text TEXT NOT NULL,
  kind TEXT NOT NULL,
  unit TEXT NOT NULL,
  name TEXT NOT NULL,
  section TEXT NOT NULL,
  PRIMARY KEY (document_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE slogans (
  document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  text TEXT NOT NULL,
  kind TEXT NOT NULL,
  count INTEGER NOT NULL,
  variants TEXT NOT NULL,
  parts TEXT NOT NULL,
  section TEXT NOT NULL,
  PRIMARY KEY (document_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE passages (
  id INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  section TEXT NOT NULL,
  heading TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX passages_by_document ON passages (document_id);

-- Pairs of characters: see words.py. It keeps no text of its own; that stands in passages.
CREATE VIRTUAL TABLE words USING fts5 (
  body, heading, content = '', tokenize = 'ascii', columnsize = 1
);

-- What a person has put right; it outlives every new analysis.
CREATE TABLE identities (
  file TEXT PRIMARY KEY,
  unit TEXT NOT NULL,
  year INTEGER,
  kind TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE figures (
  name TEXT PRIMARY KEY,
  figure TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""

MIGRATIONS: tuple[str, ...] = (_FIRST,)
"""From version n to n + 1; an archive's version (`PRAGMA user_version`) counts those it has had."""

DETAILS = ("sections", "metrics", "placeholders", "slogans")
"""The tables with a row for each thing that was found, in the order of the text."""
