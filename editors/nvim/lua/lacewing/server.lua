--- How the server is started and what it is told first.
local M = {}

---The server's command: the executable that installed the plugin (`lacewing setup nvim --install`), else the one on PATH.
---@return string[]
function M.command()
  local written, installed = pcall(require, 'lacewing.installed')
  if written and vim.fn.executable(installed[1]) == 1 then
    return installed
  end
  return { 'lacewing', 'serve' }
end

---The command of the configuration in force, whatever it comes from.
---@return string[]
function M.configured_command()
  local command = vim.lsp.config.lacewing.cmd
  return type(command) == 'table' and command or M.command()
end

---The user's settings and what this plugin shows itself (docs/protocol.md).
---@param config vim.lsp.ClientConfig
---@return table
function M.initialization_options(config)
  local settings = vim.tbl_get(config, 'settings', 'lacewing') or {}
  return vim.tbl_extend('force', settings, { client = { showsExplanation = true, showsStatus = true } })
end

return M
