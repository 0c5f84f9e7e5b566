-- What retrieval needs of a content (project/digest.py), made together with its facts.
ALTER TABLE facts ADD COLUMN digest BLOB NOT NULL DEFAULT x'';
-- Paths and keys of all files are asked for often: two indexes answer, without a look at the large rows of `facts`.
CREATE INDEX facts_key ON facts (key);
DROP INDEX file_facts;
CREATE INDEX file_facts ON file (facts_id, path);
