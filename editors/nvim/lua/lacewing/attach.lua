--- What a buffer gets when the server is attached to it.
local M = {}

---@param client vim.lsp.Client
---@param buffer integer
function M.attach(client, buffer)
  local config = require('lacewing.config').get()
  if config.ghost_text and vim.lsp.inline_completion then
    vim.lsp.inline_completion.enable(true, { bufnr = buffer })
    require('lacewing.ghost_text').map(buffer, config.keymaps)
  end
  if config.code_lens and client:supports_method('textDocument/codeLens') then
    M.show_lenses(buffer)
  end
  if config.next_edit then
    require('lacewing.next_edit').attach(buffer)
  end
  M.map(buffer, config.keymaps)
  M.make_folder_when_saved(buffer)
end

---A generated test may be the first of its folder: the folder is made when the test is saved, not before.
---@param buffer integer
function M.make_folder_when_saved(buffer)
  local folder = vim.fs.dirname(vim.api.nvim_buf_get_name(buffer))
  if vim.fn.isdirectory(folder) == 0 then
    vim.api.nvim_create_autocmd('BufWritePre', {
      group = vim.api.nvim_create_augroup('lacewing.folders', { clear = false }),
      buffer = buffer,
      once = true,
      callback = function()
        vim.fn.mkdir(folder, 'p')
      end,
    })
  end
end

---Lenses, kept up to date: Neovim 0.12 does that itself.
---@param buffer integer
function M.show_lenses(buffer)
  if vim.lsp.codelens.enable then
    vim.lsp.codelens.enable(true, { bufnr = buffer })
    return
  end
  local group = vim.api.nvim_create_augroup('lacewing.lenses', { clear = false })
  vim.api.nvim_clear_autocmds({ group = group, buffer = buffer })
  vim.api.nvim_create_autocmd({ 'BufEnter', 'InsertLeave', 'BufWritePost' }, {
    group = group,
    buffer = buffer,
    callback = function()
      vim.lsp.codelens.refresh({ bufnr = buffer })
    end,
  })
  vim.lsp.codelens.refresh({ bufnr = buffer })
end

---@param buffer integer
---@param keymaps lacewing.Keymaps
function M.map(buffer, keymaps)
  local function map(key, command, description)
    if key then
      vim.keymap.set('n', key, '<Cmd>Lacewing ' .. command .. '<CR>', { buffer = buffer, desc = description })
    end
  end
  map(keymaps.explain, 'explain', 'Lacewing: explain')
  map(keymaps.test, 'test', 'Lacewing: generate a test')
  map(keymaps.next_edit, 'next_edit', 'Lacewing: go to the next edit, or make it')
end

return M
