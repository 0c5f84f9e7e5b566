--- An explanation in a floating window whose links can be followed.
local M = {}

---@class lacewing.Explanation
---@field title string
---@field markdown string

---Where a link to a `file:` address leads: the column range of the text in its line, and the place.
---@class lacewing.Link
---@field first integer 0-based byte column
---@field last integer exclusive
---@field path string
---@field line integer 1-based

---The lines with links shortened to their text, as code (else `__init__.py` would be set in bold), and where they were,
---by 1-based line.
---@param markdown string
---@return string[] lines
---@return table<integer, lacewing.Link[]> links
function M.read(markdown)
  local lines, links = {}, {}
  for number, line in ipairs(vim.split(vim.trim(markdown), '\n', { plain = true })) do
    local shown, from = '', 1
    while true do
      local first, last, text, path, target = line:find('%[([^%]]+)%]%((file:[^)#]+)#L(%d+)%)', from)
      if not first then
        break
      end
      shown = shown .. line:sub(from, first - 1)
      text = '`' .. text:gsub('`', '') .. '`'
      links[number] = links[number] or {}
      table.insert(links[number], {
        first = #shown,
        last = #shown + #text,
        path = vim.uri_to_fname(path),
        line = tonumber(target),
      })
      shown = shown .. text
      from = last + 1
    end
    lines[number] = shown .. line:sub(from)
  end
  return lines, links
end

---@param links lacewing.Link[]?
---@param column integer 0-based
---@return lacewing.Link? the one under the column, else the line's first
local function chosen(links, column)
  for _, link in ipairs(links or {}) do
    if column >= link.first and column < link.last then
      return link
    end
  end
  return links and links[1]
end

---@param from integer the window the explanation was asked in
---@param links table<integer, lacewing.Link[]>
local function follow(from, links)
  local cursor = vim.api.nvim_win_get_cursor(0)
  local link = chosen(links[cursor[1]], cursor[2])
  if not link then
    return
  end
  vim.api.nvim_win_close(0, true)
  if vim.api.nvim_win_is_valid(from) then
    vim.api.nvim_set_current_win(from)
  end
  vim.cmd("normal! m'")
  vim.cmd.edit(vim.fn.fnameescape(vim.fn.fnamemodify(link.path, ':~:.')))
  vim.api.nvim_win_set_cursor(0, { math.min(link.line, vim.api.nvim_buf_line_count(0)), 0 })
end

---Shows it at the cursor. Asked for once more, the cursor goes into the window; <CR> there follows a link, q closes it.
---@param explanation lacewing.Explanation
function M.show(explanation)
  local lines, links = M.read(explanation.markdown)
  local from = vim.api.nvim_get_current_win()
  local buffer, window = vim.lsp.util.open_floating_preview(lines, 'markdown', {
    border = 'rounded',
    title = ' Lacewing ',
    focus_id = 'lacewing.explanation',
    max_width = math.min(100, math.floor(vim.o.columns * 0.9)),
    max_height = math.floor(vim.o.lines * 0.7),
    wrap = true,
  })
  for number, found in pairs(links) do
    for _, link in ipairs(found) do
      vim.api.nvim_buf_set_extmark(buffer, vim.api.nvim_create_namespace('lacewing.explanation'), number - 1, link.first, {
        end_col = link.last,
        hl_group = 'Underlined',
      })
    end
  end
  vim.keymap.set('n', '<CR>', function()
    follow(from, links)
  end, { buffer = buffer, desc = 'Lacewing: go to this place' })
  vim.keymap.set('n', 'q', function()
    vim.api.nvim_win_close(window, true)
  end, { buffer = buffer, desc = 'Close' })
end

return M
