--- Lacewing for Neovim. Without any call the server starts with its defaults; `setup()` changes them.
local M = {}

---Takes the options and starts the server for the buffers it serves, opened ones too.
---@param options? lacewing.Options
function M.setup(options)
  require('lacewing.config').set(options or {})
  local config = require('lacewing.config').get()
  local server = { settings = { lacewing = config.settings } } ---@type vim.lsp.Config
  if config.command then
    server.cmd = config.command
  end
  if config.filetypes then
    server.filetypes = config.filetypes
  end
  vim.lsp.config('lacewing', server)
  vim.lsp.enable('lacewing')
end

---What the server is doing, in a few words for a statusline: '' where it does not run.
---@param buffer? integer default: the current one
---@return string
function M.status(buffer)
  return require('lacewing.status').text(buffer or 0)
end

return M
