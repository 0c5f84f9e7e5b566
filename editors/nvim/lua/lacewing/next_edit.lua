--- After a change: where else the same is still to be done, shown in place, gone to and made with one key.
local M = {}

local PAUSE = 350 -- ms without a change before the server is asked
local space = vim.api.nvim_create_namespace('lacewing.next_edit')

---@class lacewing.NextEdit
---@field id string
---@field uri string
---@field range lsp.Range
---@field newText string
---@field reason string

local found = {} ---@type lacewing.NextEdit[] likeliest first
local marked = {} ---@type table<integer, true> buffers with marks
local timer = assert(vim.uv.new_timer())
local asked = 0

---@param client vim.lsp.Client
local function execute(client, command, arguments)
  client:request('workspace/executeCommand', { command = command, arguments = arguments })
end

---@return vim.lsp.Client?
local function client_of(buffer)
  return vim.lsp.get_clients({ name = 'lacewing', bufnr = buffer })[1]
end

local function clear()
  for buffer in pairs(marked) do
    if vim.api.nvim_buf_is_valid(buffer) then
      vim.api.nvim_buf_clear_namespace(buffer, space, 0, -1)
    end
  end
  marked = {}
end

---@param buffer integer
---@param position lsp.Position
---@param encoding string
---@return integer row, integer column in bytes
local function place(buffer, position, encoding)
  local line = vim.api.nvim_buf_get_lines(buffer, position.line, position.line + 1, false)[1] or ''
  return position.line, vim.str_byteindex(line, encoding, position.character, false)
end

---@param edit lacewing.NextEdit
---@param encoding string
local function mark(edit, encoding)
  local buffer = vim.uri_to_bufnr(edit.uri)
  if not vim.api.nvim_buf_is_loaded(buffer) then
    return
  end
  marked[buffer] = true
  local row, column = place(buffer, edit.range.start, encoding)
  local end_row, end_column = place(buffer, edit.range['end'], encoding)
  local lines = vim.split(edit.newText, '\n', { plain = true })
  local options = {
    end_row = end_row,
    end_col = end_column,
    hl_group = 'LacewingNextEditOld',
    strict = false,
  } ---@type vim.api.keyset.set_extmark
  if #lines == 1 then
    if lines[1] ~= '' then
      vim.api.nvim_buf_set_extmark(buffer, space, end_row, end_column, {
        virt_text = { { lines[1], 'LacewingNextEditNew' } },
        virt_text_pos = 'inline',
        strict = false,
      })
    end
  else
    options.virt_lines = vim.tbl_map(function(line)
      return { { line, 'LacewingNextEditNew' } }
    end, lines)
  end
  vim.api.nvim_buf_set_extmark(buffer, space, row, column, options)
end

---Whether the cursor stands on a line that the edit changes.
---@param edit lacewing.NextEdit
local function under_cursor(edit)
  local row = vim.api.nvim_win_get_cursor(0)[1] - 1
  local here = vim.api.nvim_get_current_buf() == vim.uri_to_bufnr(edit.uri)
  return here and edit.range.start.line <= row and row <= edit.range['end'].line
end

---The edit at the cursor, else the likeliest.
---@return lacewing.NextEdit?
local function best()
  for _, edit in ipairs(found) do
    if under_cursor(edit) then
      return edit
    end
  end
  return found[1]
end

local function hint(key)
  local edit = best()
  if not edit or under_cursor(edit) then
    return
  end
  local buffer = vim.api.nvim_get_current_buf()
  local row = vim.api.nvim_win_get_cursor(0)[1] - 1
  local other = vim.uri_to_bufnr(edit.uri) ~= buffer
  local where = (other and vim.fs.basename(vim.uri_to_fname(edit.uri)) .. ':' or 'line ') .. (edit.range.start.line + 1)
  marked[buffer] = true
  vim.api.nvim_buf_set_extmark(buffer, space, row, 0, {
    virt_text = { { ('  → %s: %s (%s)'):format(where, edit.reason, key or ':Lacewing next_edit'), 'LacewingNextEditHint' } },
    virt_text_pos = 'eol',
  })
end

---@param edits lacewing.NextEdit[]
---@param encoding string
local function show(edits, encoding)
  clear()
  found = edits
  for _, edit in ipairs(edits) do
    pcall(mark, edit, encoding) -- the buffer may have changed meanwhile; the next answer comes
  end
  if #edits > 0 then
    hint(require('lacewing.config').get().keymaps.next_edit)
  end
end

---@param buffer integer
local function ask(buffer)
  local client = vim.api.nvim_buf_is_valid(buffer) and client_of(buffer)
  if not client then
    return
  end
  asked = asked + 1
  local number = asked
  local params = { textDocument = vim.lsp.util.make_text_document_params(buffer) }
  client:request('lacewing/nextEdit', params, function(problem, result)
    if number == asked and not problem then
      show(result and result ~= vim.NIL and result.edits or {}, client.offset_encoding)
    end
  end, buffer)
end

---Goes to the next edit; where the cursor stands at one already, makes it, and those like it on the line.
function M.go()
  local edit = best()
  if not edit then
    vim.notify('Lacewing: no next edit is known', vim.log.levels.INFO)
    return
  end
  local client = client_of(0)
  local encoding = client and client.offset_encoding or 'utf-16'
  if under_cursor(edit) then
    local buffer = vim.api.nvim_get_current_buf()
    local same = vim.tbl_filter(function(other)
      return under_cursor(other) and other.reason == edit.reason
    end, found)
    vim.lsp.util.apply_text_edits(same, buffer, encoding)
    timer:stop() -- what comes after it is wanted at once
    vim.schedule(function()
      timer:stop()
      ask(buffer)
    end)
  else
    vim.lsp.util.show_document({ uri = edit.uri, range = edit.range }, encoding, { reuse_win = true, focus = true })
    show(found, encoding)
  end
end

---What is offered, and all that do the same, is not wanted.
function M.dismiss()
  local edit, client = best(), client_of(0)
  if edit and client then
    execute(client, 'lacewing.nextEdit.dismiss', { edit.id })
    ask(vim.api.nvim_get_current_buf())
  end
end

---@param buffer integer
function M.attach(buffer)
  vim.api.nvim_set_hl(0, 'LacewingNextEditOld', { default = true, strikethrough = true, link = 'DiffDelete' })
  vim.api.nvim_set_hl(0, 'LacewingNextEditNew', { default = true, link = 'DiffAdd' })
  vim.api.nvim_set_hl(0, 'LacewingNextEditHint', { default = true, link = 'Comment' })
  local group = vim.api.nvim_create_augroup('lacewing.next_edit', { clear = false })
  vim.api.nvim_clear_autocmds({ group = group, buffer = buffer }) -- of an attachment before
  vim.api.nvim_create_autocmd({ 'TextChanged', 'TextChangedI' }, {
    group = group,
    buffer = buffer,
    callback = function()
      clear()
      found = {}
      timer:start(PAUSE, 0, vim.schedule_wrap(function()
        ask(buffer)
      end))
    end,
  })
end

return M
