--- What the servers last said they are doing, by client.
local M = {}

---@class lacewing.Status the parameters of `lacewing/status` (docs/protocol.md)
---@field state 'starting'|'indexing'|'ready'|'error'
---@field message string
---@field model? string
---@field done? integer files
---@field total? integer files

local by_client = {} ---@type table<integer, lacewing.Status>

---@param client_id integer
---@param status lacewing.Status
function M.receive(client_id, status)
  by_client[client_id] = status
  vim.api.nvim_exec_autocmds('User', { pattern = 'LacewingStatus', modeline = false, data = status })
  vim.cmd.redrawstatus()
end

---@param buffer integer
---@return string
function M.text(buffer)
  local client = vim.lsp.get_clients({ name = 'lacewing', bufnr = buffer })[1]
  if not client then
    return ''
  end
  local status = by_client[client.id]
  if not status then
    return 'lacewing: starting'
  end
  if status.state == 'indexing' and type(status.total) == 'number' then
    return ('lacewing: indexing %d/%d'):format(status.done, status.total)
  end
  if status.state == 'error' then
    return 'lacewing: ' .. status.message
  end
  return 'lacewing: ' .. status.state
end

return M
