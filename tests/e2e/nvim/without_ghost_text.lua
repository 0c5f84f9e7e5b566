-- The plugin in a Neovim without what 0.12 brought (0.11 lacks it). Started with -l FILE; exits 1 when something fails.
vim.lsp.inline_completion = false -- nil would load it again
local refreshed = 0
local codelens = vim.lsp.codelens
codelens.enable = nil
codelens.refresh = function()
  refreshed = refreshed + 1
end

local function wait(what, condition)
  if not vim.wait(60000, condition, 100) then
    io.stderr:write('never: ' .. what .. '\n')
    os.exit(1)
  end
  io.stdout:write('ok: ' .. what .. '\n')
end

local function float()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      return vim.api.nvim_win_get_buf(window)
    end
  end
end

vim.cmd.runtime({ 'plugin/lacewing.lua', bang = true })
vim.cmd.packloadall()
vim.cmd.edit(vim.fn.fnameescape(_G.arg[1]))
vim.bo.filetype = 'python'
wait('the server gets ready', function()
  return require('lacewing').status() == 'lacewing: ready'
end)
wait('lenses are asked for', function()
  return refreshed > 0
end)
assert(vim.fn.maparg('<Tab>', 'i', false, true).buffer ~= 1, 'Tab is mapped without ghost text')
vim.fn.search('^def ordinalize')
vim.cmd('Lacewing explain')
wait('an explanation is shown', function()
  return float() and vim.api.nvim_buf_get_lines(float(), 0, 1, false)[1]:find('ordinalize', 1, true) ~= nil
end)
vim.cmd('qall!')
