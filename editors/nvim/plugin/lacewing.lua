-- Loaded at start-up: the command and the server's registration, nothing more. Modules are loaded when they are used.

if vim.g.loaded_lacewing then
  return
end
vim.g.loaded_lacewing = true

if vim.fn.has('nvim-0.11') == 0 then
  vim.notify('Lacewing needs Neovim 0.11 or newer, and 0.12 for ghost text', vim.log.levels.WARN)
  return
end

vim.api.nvim_create_user_command('Lacewing', function(command)
  require('lacewing.commands').run(command.args)
end, {
  nargs = '?',
  desc = 'Lacewing: explain, generate tests, show context, status',
  complete = function(typed)
    return require('lacewing.commands').complete(typed)
  end,
})

-- Not the configuration's `on_attach`, which a user's own would replace.
vim.api.nvim_create_autocmd('LspAttach', {
  group = vim.api.nvim_create_augroup('lacewing', {}),
  callback = function(event)
    local client = vim.lsp.get_client_by_id(event.data.client_id)
    if client and client.name == 'lacewing' then
      require('lacewing.attach').attach(client, event.buf)
    end
  end,
})

-- `vim.g.lacewing = false` in the configuration leaves starting the server to it.
if vim.g.lacewing ~= false then
  vim.lsp.enable('lacewing')
end
