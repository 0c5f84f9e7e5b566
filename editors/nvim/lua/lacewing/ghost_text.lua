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

---Maps the keys in the buffer.
---@param buffer integer
---@param keymaps lacewing.Keymaps
function M.map(buffer, keymaps)
  local ghost = vim.lsp.inline_completion
  local function map(key, action, description)
    if key then
      vim.keymap.set('i', key, action, { buffer = buffer, expr = true, desc = description })
    end
  end
  map(keymaps.accept, function()
    -- A popup menu has the key first: what it shows is what the eye is on.
    if vim.fn.pumvisible() == 0 and ghost.get({ bufnr = buffer }) then
      return ''
    end
    return otherwise(keymaps.accept --[[@as string]])
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
