--- Keys for ghost text. Showing and accepting it is Neovim's own (|lsp-inline_completion|).
local M = {}

---What a mapping that is not Lacewing's gives for an `expr` mapping to return.
---@param mapping vim.api.keyset.get_keymap
---@return string
local function result_of(mapping)
  local remapped = mapping.noremap == 0
  if mapping.callback and mapping.expr ~= 1 then
    vim.schedule(mapping.callback)
    return ''
  end
  local keys = mapping.rhs or ''
  if mapping.expr == 1 then
    keys = (mapping.callback and mapping.callback() or mapping.rhs and vim.api.nvim_eval(mapping.rhs) or '')
    keys = mapping.replace_keycodes == 1 and keys or vim.fn.keytrans(keys)
  end
  if remapped and keys ~= '' then
    vim.api.nvim_feedkeys(vim.keycode(keys), 'm', false)
    return ''
  end
  return keys
end

---What `key` does in insert mode without Lacewing: another plugin's or Neovim's own mapping, else the key itself.
---@param key string
---@return string keys to feed
local function otherwise(key)
  local wanted = vim.fn.keytrans(vim.keycode(key))
  for _, mapping in ipairs(vim.api.nvim_get_keymap('i')) do
    if vim.fn.keytrans(mapping.lhsraw or vim.keycode(mapping.lhs)) == wanted then
      return result_of(mapping)
    end
  end
  return key
end

---@param buffer integer
---@param item vim.lsp.inline_completion.Item
---@return boolean whether it was put in place of what was typed of it since it came
local function insert(buffer, item)
  local client = assert(vim.lsp.get_client_by_id(item.client_id))
  local asked = vim.tbl_get(item, 'command', 'arguments', 2) ---@type lsp.Position
  local cursor = vim.api.nvim_win_get_cursor(0)
  local row, column, line = cursor[1] - 1, cursor[2], vim.api.nvim_get_current_line()
  local first_row, first_column, last_row, last_column = item.range:to_extmark()
  local text = item.insert_text --[[@as string]]
  if asked.line ~= row or first_row ~= row or not vim.startswith(text, line:sub(first_column + 1, column)) then
    return false
  end
  if last_row == row then
    last_column = last_column + column - vim.str_byteindex(line, client.offset_encoding, asked.character, false)
  end
  local lines = vim.split(text, '\n', { plain = true })
  vim.api.nvim_buf_set_text(buffer, row, first_column, last_row, last_column, lines)
  vim.api.nvim_win_set_cursor(0, { row + #lines, #lines[#lines] + (#lines == 1 and first_column or 0) })
  client:exec_cmd(item.command, { bufnr = buffer })
  return true
end

---Neovim asks for ghost text a moment after the last key, and would put one that is older beside what was typed since.
---@param buffer integer
---@param key string
---@return fun(item: vim.lsp.inline_completion.Item): vim.lsp.inline_completion.Item?
local function accepting(buffer, key)
  return function(item)
    if type(item.insert_text) ~= 'string' or not item.range or not vim.tbl_get(item, 'command', 'arguments', 2) then
      return item
    end
    if not insert(buffer, item) then
      vim.api.nvim_feedkeys(vim.keycode(otherwise(key)), 'n', false)
    end
  end
end

---Hides ghost text as soon as something else is typed, until the next comes: Neovim leaves it for a moment.
---@param buffer integer
local function hide_when_contradicted(buffer)
  local space = vim.api.nvim_create_namespace('nvim.lsp.inline_completion')
  local group = vim.api.nvim_create_augroup('lacewing.ghost_text', { clear = false })
  vim.api.nvim_clear_autocmds({ group = group, buffer = buffer }) -- of an attachment before
  local contradicted = false
  vim.api.nvim_create_autocmd('InsertCharPre', {
    group = group,
    buffer = buffer,
    callback = function()
      local mark = vim.api.nvim_buf_get_extmarks(buffer, space, 0, -1, { details = true })[1]
      local text = mark and vim.tbl_get(mark, 4, 'virt_text', 1, 1) or ''
      contradicted = text == '' or not vim.startswith(text, vim.v.char)
    end,
  })
  -- Neovim's own, which is older, has just shown what is left of it again.
  vim.api.nvim_create_autocmd('CursorMovedI', {
    group = group,
    buffer = buffer,
    callback = function()
      if contradicted then
        vim.api.nvim_buf_clear_namespace(buffer, space, 0, -1)
      end
    end,
  })
end

---Maps the keys in the buffer.
---@param buffer integer
---@param keymaps lacewing.Keymaps
function M.map(buffer, keymaps)
  local ghost = vim.lsp.inline_completion
  hide_when_contradicted(buffer)
  local function map(key, action, description)
    if key then
      vim.keymap.set('i', key, action, { buffer = buffer, expr = true, desc = description })
    end
  end
  map(keymaps.accept, function()
    -- A popup menu has the key first: what it shows is what the eye is on.
    local key = keymaps.accept --[[@as string]]
    if vim.fn.pumvisible() == 0 and ghost.get({ bufnr = buffer, on_accept = accepting(buffer, key) }) then
      return ''
    end
    return otherwise(key)
  end, 'Lacewing: accept the ghost text')
  local function select(key, count, description)
    map(key, function()
      vim.schedule(function()
        ghost.select({ bufnr = buffer, count = count })
      end)
      return ''
    end, description)
  end
  select(keymaps.next, 1, 'Lacewing: next ghost text')
  select(keymaps.previous, -1, 'Lacewing: previous ghost text')
end

return M
