--- `:checkhealth lacewing`.
local M = {}

local health = vim.health

local function check_neovim()
  health.start('Neovim')
  if vim.fn.has('nvim-0.12') == 1 then
    health.ok(tostring(vim.version()) .. ' has all that is used')
  elseif vim.fn.has('nvim-0.11') == 1 then
    health.warn(tostring(vim.version()) .. ' has no ghost text', 'Neovim 0.12 or newer shows it')
  else
    health.error(tostring(vim.version()) .. ' is too old', 'Neovim 0.11 or newer is needed, 0.12 for ghost text')
  end
end

local function check_server()
  health.start('Server')
  local executable = require('lacewing.server').configured_command()[1]
  local path = vim.fn.exepath(executable)
  if path == '' then
    health.error(('%s cannot be executed'):format(executable), {
      'Install it: pip install lacewing (or pipx, or uv tool)',
      "Or name it: require('lacewing').setup({ command = { '/path/to/lacewing', 'serve' } })",
    })
    return
  end
  local asked, answer = pcall(function()
    return vim.system({ path, '--version' }, { text = true, timeout = 20000 }):wait()
  end)
  if asked and answer.code == 0 then
    health.ok(('%s (%s)'):format(vim.trim(answer.stdout), path))
  else
    health.error(('%s does not answer --version'):format(path), asked and vim.trim(answer.stderr or '') or tostring(answer))
  end
end

local function check_clients()
  health.start('Running')
  local clients = vim.lsp.get_clients({ name = 'lacewing' })
  if #clients == 0 then
    health.info('not running; it starts with the first file of a language it serves')
  end
  for _, client in ipairs(clients) do
    local buffers = vim.tbl_count(client.attached_buffers)
    health.ok(('%s: %d buffer%s'):format(client.root_dir or 'no project', buffers, buffers == 1 and '' or 's'))
  end
end

function M.check()
  check_neovim()
  if vim.fn.has('nvim-0.11') == 1 then
    check_server()
    check_clients()
  end
end

return M
