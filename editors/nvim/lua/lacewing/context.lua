--- What a model would be shown of the project for the cursor, in a window beside the code.
local links = require('lacewing.links')

local M = {}

local NAME = 'lacewing://context'

---The window that shows the document, if there is one.
---@return integer?
local function shown()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_buf_get_name(vim.api.nvim_win_get_buf(window)) == NAME then
      return window
    end
  end
end

---@param lines string[]
---@return integer
local function read_only_buffer(lines)
  local buffer = vim.api.nvim_create_buf(false, true)
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, lines)
  vim.bo[buffer].bufhidden = 'wipe'
  vim.bo[buffer].filetype = 'markdown'
  vim.bo[buffer].modifiable = false
  return buffer
end

---Shows it in a split that takes the cursor, in place of the one shown before. <CR> there follows a link, q closes it.
---@param document { title: string, markdown: string }
function M.show(document)
  local lines, places = links.read(document.markdown)
  local before, from = shown(), vim.api.nvim_get_current_win()
  if before then
    vim.api.nvim_win_close(before, true)
  end
  local buffer = read_only_buffer(lines)
  vim.api.nvim_buf_set_name(buffer, NAME)
  local window = vim.api.nvim_open_win(buffer, true, { split = 'right' })
  vim.wo[window].wrap = true
  vim.wo[window].linebreak = true
  links.attach(window, buffer, places, from, false)
end

return M
