-- 利用者、 the users.
CREATE TABLE users (
-- <- symbols: @symbol.struct
--           ^^^^^ symbols: @name
--                 ^ symbols: @body blocks: @block
  id INT PRIMARY KEY,
  -- <- symbols: @symbol.field @name
  -- ^^^ symbols: @type
  team_id INT REFERENCES teams(id)
  --                     ^^^^^ scopes: @local.reference
);

CREATE TABLE app.teams (id serial, title text);
--           ^^^ symbols: @container
--               ^^^^^ symbols: @name

CREATE OR REPLACE VIEW names AS SELECT u.name FROM users u;
-- <- symbols: @symbol.struct
--                     ^^^^^ symbols: @name
--                              ^^^^^^^^^^^^^^^^^^^^^^^^^^ symbols: @body blocks: @block
--                                       ^^^^ scopes: @local.reference
--                                                 ^^^^^ scopes: @local.reference

CREATE UNIQUE INDEX by_name ON users (name);
-- <- symbols: @symbol.constant
--                  ^^^^^^^ symbols: @name

CREATE FUNCTION add(a int, b int) RETURNS int AS $$ BEGIN RETURN a + b; END; $$ LANGUAGE plpgsql;
-- <- symbols: @symbol.function
--              ^^^ symbols: @name
--                 ^^^^^^^^^^^^^^ symbols: @parameters

CREATE TYPE mood AS ENUM ('sad', 'ok');
-- <- symbols: @symbol.type
CREATE SEQUENCE numbers START 1;
-- <- symbols: @symbol.variable
CREATE SCHEMA app;
-- <- symbols: @symbol.module

SELECT CASE WHEN add(1, 2) > 2 THEN 1 ELSE 2 END FROM app.users;
--     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ blocks: @flow.branch
--               ^^^^^^^^^ calls: @call
--               ^^^ calls: @name scopes: @local.reference
--                                                        ^^^^^ scopes: @local.reference
SELECT app.total(1) FROM users;
--     ^^^ calls: @receiver
