-- The writer adds a batch's new words to the trigrams with one statement: FTS5 does that in a quarter of the time that
-- a trigger for each row takes.
DROP TRIGGER symbol_word_added;
