--- An explanation in a floating window whose links can be followed.
local links = require('lacewing.links')

local M = {}

---@class lacewing.Explanation
---@field title string
---@field markdown string

---The text as Neovim shows it in a floating window, so that links are where they are looked for: with one blank line where
---there are several.
---@param markdown string
---@return string
local function collapsed(markdown)
  local lines = {}
  for line in vim.gsplit(markdown, '\n', { plain = true }) do
    if line:find('%S') or (lines[#lines] or ''):find('%S') then
      table.insert(lines, line)
    end
  end
  return table.concat(lines, '\n')
end

---Shows it at the cursor. Asked for once more, the cursor goes into the window; <CR> there follows a link, q closes it.
---@param explanation lacewing.Explanation
function M.show(explanation)
  local lines, places = links.read(collapsed(explanation.markdown))
  local from = vim.api.nvim_get_current_win()
  local buffer, window = vim.lsp.util.open_floating_preview(lines, 'markdown', {
    border = 'rounded',
    title = ' Lacewing ',
    focus_id = 'lacewing.explanation',
    max_width = math.min(100, math.floor(vim.o.columns * 0.9)),
    max_height = math.floor(vim.o.lines * 0.7),
    wrap = true,
  })
  links.attach(window, buffer, places, from, true)
end

return M
