--- What the user chose, checked.
local M = {}

---Each key may be false: then nothing is mapped.
---@class lacewing.Keymaps
---@field accept string|false insert mode: accept the ghost text, else what the key does without Lacewing
---@field next string|false insert mode: the next ghost text
---@field previous string|false insert mode: the previous ghost text
---@field explain string|false normal mode: explain what the cursor is on
---@field test string|false normal mode: generate a test for it
---@field next_edit string|false normal mode: go to the next edit; make it where the cursor stands at it

---@class lacewing.Options
---@field command? string[] the server's command; default: `lacewing serve` as `lacewing setup` found it, else from PATH
---@field filetypes? string[] the file types it is started for
---@field settings? table the server's settings, as in docs/configuration.md, for example { completion = { multiline = false } }
---@field ghost_text? boolean show completions as ghost text while typing (Neovim 0.12); default: true
---@field code_lens? boolean show "Explain" and "Generate test" above functions; default: true
---@field next_edit? boolean after a change show where else the same is still to be done; default: true
---@field keymaps? lacewing.Keymaps

---@class lacewing.Config : lacewing.Options
---@field settings table
---@field ghost_text boolean
---@field code_lens boolean
---@field next_edit boolean
---@field keymaps lacewing.Keymaps
local defaults = {
  settings = vim.empty_dict(),
  ghost_text = true,
  code_lens = true,
  next_edit = true,
  keymaps = {
    accept = '<Tab>',
    next = '<M-]>',
    previous = '<M-[>',
    explain = false,
    test = false,
    next_edit = '<M-n>',
  },
}

local current = defaults ---@type lacewing.Config

---The defaults under `options`. Raises an error that names a wrong option.
---@param options lacewing.Options
function M.set(options)
  vim.validate('command', options.command, 'table', true)
  vim.validate('filetypes', options.filetypes, 'table', true)
  vim.validate('settings', options.settings, 'table', true)
  vim.validate('ghost_text', options.ghost_text, 'boolean', true)
  vim.validate('code_lens', options.code_lens, 'boolean', true)
  vim.validate('next_edit', options.next_edit, 'boolean', true)
  vim.validate('keymaps', options.keymaps, 'table', true)
  for name in pairs(options) do
    if defaults[name] == nil and name ~= 'command' and name ~= 'filetypes' then
      error(('lacewing: there is no option %q (see :help lacewing-options)'):format(name), 0)
    end
  end
  for name, key in pairs(options.keymaps or {}) do
    if defaults.keymaps[name] == nil or (key ~= false and type(key) ~= 'string') then
      error(('lacewing: keymaps.%s is no mapping of Lacewing or no key (see :help lacewing-keymaps)'):format(name), 0)
    end
  end
  current = vim.tbl_deep_extend('force', defaults, options)
end

---@return lacewing.Config
function M.get()
  return current
end

return M
