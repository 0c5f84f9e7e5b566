local json = require("cjson")
-- <- imports: @import
--    ^^^^ imports: @alias
--                    ^^^^^ imports: @module
require "side"
-- <- imports: @import

--- 箱、 a box.
local Box = {}
-- <- symbols: @extent @symbol.variable
--    ^^^ symbols: @name scopes: @local.definition.variable
Box.version = "1"
-- <- symbols: @symbol.field @container
--  ^^^^^^^ symbols: @name scopes: @member.reference

function Box.new(width, ...)
-- <- symbols: @symbol.function scopes: @local.scope
--       ^^^ symbols: @container scopes: @receiver
--           ^^^ symbols: @name
--              ^^^^^^^^^^^^ symbols: @parameters
--               ^^^^^ scopes: @local.definition.parameter
  local self = setmetatable({}, Box)
  -- <- symbols: @body blocks: @block
  --           ^^^^^^^^^^^^^^^^^^^^^ calls: @call
  --           ^^^^^^^^^^^^ calls: @name scopes: @local.reference
  --                       ^^^^^^^^^ calls: @arguments
  return self
  -- <- blocks: @flow.return
end

function Box:area(w)
-- <- symbols: @symbol.method
--           ^^^^ symbols: @name
  for i = 1, 10 do print(i) end
  -- <- blocks: @flow.loop
  --  ^ scopes: @local.definition.variable
  if w then goto done elseif self.x then error("だめ") end
  -- <- blocks: @flow.branch
  --             ^^^^ scopes: @local.label
  --                                     ^^^^^^^^^^^ blocks: @flow.raise
  self:other(1):more()
  -- <- calls: @call
  -- <- calls: @receiver
  --            ^^^^ calls: @name
  pcall(print, w)
  -- <- blocks: @flow.catch
  ::done::
end

local function helper(x) return x end
-- <- symbols: @symbol.function
--             ^^^^^^ symbols: @name scopes: @local.definition.function

return Box
