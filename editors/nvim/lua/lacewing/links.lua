--- Links in the server's Markdown: shown as their text, and followed.
local M = {}

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

---Underlines the links of a buffer.
---@param buffer integer
---@param links table<integer, lacewing.Link[]>
function M.mark(buffer, links)
  local namespace = vim.api.nvim_create_namespace('lacewing.links')
  for number, found in pairs(links) do
    for _, link in ipairs(found) do
      local extent = { end_col = link.last, hl_group = 'Underlined' }
      vim.api.nvim_buf_set_extmark(buffer, namespace, number - 1, link.first, extent)
    end
  end
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

---The link under the cursor of the current window, else its line's first.
---@param links table<integer, lacewing.Link[]>
---@return lacewing.Link?
function M.at_cursor(links)
  local cursor = vim.api.nvim_win_get_cursor(0)
  return chosen(links[cursor[1]], cursor[2])
end

---Goes where a link leads, in `window` if that is still there.
---@param window integer
---@param link lacewing.Link
function M.go(window, link)
  if vim.api.nvim_win_is_valid(window) then
    vim.api.nvim_set_current_win(window)
  end
  vim.cmd("normal! m'")
  vim.cmd.edit(vim.fn.fnameescape(vim.fn.fnamemodify(link.path, ':~:.')))
  vim.api.nvim_win_set_cursor(0, { math.min(link.line, vim.api.nvim_buf_line_count(0)), 0 })
end

---Marks the links of a window's buffer; <CR> there follows the one under the cursor, q closes the window.
---@param window integer
---@param buffer integer
---@param places table<integer, lacewing.Link[]>
---@param from integer the window in which links are followed
---@param closes boolean whether the window closes when one is
function M.attach(window, buffer, places, from, closes)
  M.mark(buffer, places)
  vim.keymap.set('n', '<CR>', function()
    local link = M.at_cursor(places)
    if link then
      if closes then
        vim.api.nvim_win_close(0, true)
      end
      M.go(from, link)
    end
  end, { buffer = buffer, desc = 'Lacewing: go to this place' })
  vim.keymap.set('n', 'q', function()
    vim.api.nvim_win_close(window, true)
  end, { buffer = buffer, desc = 'Close' })
end

return M
