-- What files say, by the hash of their content: several paths, also of past branches, share one row of facts.
CREATE TABLE facts (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,       -- hash of content, grammar and extraction (facts_key)
    outline BLOB NOT NULL,          -- calls and imports, compressed
    uses BLOB NOT NULL,             -- references, compressed
    seen INTEGER NOT NULL           -- Unix seconds when a file last had it; orphans are dropped oldest first
);

CREATE TABLE file (
    path TEXT PRIMARY KEY,          -- relative to the root, POSIX
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    language TEXT NOT NULL,
    facts_id INTEGER REFERENCES facts (id),     -- NULL: the file can't be used, the note says why
    note TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE INDEX file_facts ON file (facts_id);

-- One definition. id = facts_id * 2^20 + its number in the file, so a file's symbols lie together and in order.
CREATE TABLE symbol (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL COLLATE NOCASE,
    container TEXT NOT NULL,        -- last part of the dotted container
    data TEXT NOT NULL              -- the rest, a JSON array
);
CREATE INDEX symbol_name ON symbol (name);
CREATE INDEX symbol_container ON symbol (container) WHERE container <> '';

-- Which facts call (1) or refer to (2) a name.
CREATE TABLE mention (
    name TEXT NOT NULL,
    facts_id INTEGER NOT NULL,
    how INTEGER NOT NULL,
    PRIMARY KEY (name, facts_id)
) WITHOUT ROWID;

-- Every name that is defined somewhere, once, with an index of its trigrams for substring search.
CREATE TABLE symbol_word (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE VIRTUAL TABLE symbol_trigram USING fts5 (name, content = 'symbol_word', content_rowid = 'id', tokenize = 'trigram', detail = 'full');
CREATE TRIGGER symbol_word_added AFTER INSERT ON symbol_word BEGIN
    INSERT INTO symbol_trigram (rowid, name) VALUES (new.id, new.name);
END;
CREATE TRIGGER symbol_word_dropped AFTER DELETE ON symbol_word BEGIN
    INSERT INTO symbol_trigram (symbol_trigram, rowid, name) VALUES ('delete', old.id, old.name);
END;
