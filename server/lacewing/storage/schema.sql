-- What files say, by the hash of their content: several paths, also of past branches, share one row.
CREATE TABLE facts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,   -- never used twice: the words of facts that are gone stay in `posting`
    key BLOB NOT NULL UNIQUE,               -- hash of content, grammar and extraction (facts_key)
    language TEXT NOT NULL,
    seen INTEGER NOT NULL                   -- Unix seconds when a file last had it; orphans are dropped oldest first
);

-- The large part of facts, apart so that the table above stays small. Both blobs are sealed (storage/sealed) as those
-- of the facts' key.
CREATE TABLE content (
    facts_id INTEGER PRIMARY KEY REFERENCES facts (id),
    outline BLOB NOT NULL,                  -- symbols and imports (stored_facts)
    digest BLOB NOT NULL                    -- what retrieval needs (catalog/digest)
);

CREATE TABLE file (
    path TEXT PRIMARY KEY,                  -- relative to the root, POSIX
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    made_by TEXT NOT NULL,                  -- language, grammar and extraction: other ones read the file again
    facts_id INTEGER REFERENCES facts (id), -- NULL: the file can't be used, the note says why
    note TEXT NOT NULL DEFAULT '',
    seal INTEGER NOT NULL DEFAULT 0         -- of its path and the key of its facts (storage/sealed)
) WITHOUT ROWID;
CREATE INDEX file_facts ON file (facts_id, path, seal);

-- Every name that is defined somewhere, once; ASCII letters in either case lie together.
CREATE TABLE name (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE UNIQUE INDEX name_folded ON name (name COLLATE NOCASE, name COLLATE BINARY);

-- Which facts (rowid) hold a word in their text, in a name they define, in the last part of a container of theirs.
-- ASCII letters count in either case. Bytes beyond ASCII are parts of words, as in stored_facts.
CREATE VIRTUAL TABLE posting USING fts5 (
    words, names, containers, content = '', columnsize = 0, detail = column, tokenize = "ascii tokenchars '_'"
);
