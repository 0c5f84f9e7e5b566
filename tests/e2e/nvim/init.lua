-- The configuration of a person who has only installed the plugin.
vim.o.swapfile = false
vim.o.shortmess = vim.o.shortmess .. 'I'
vim.o.laststatus = 2
vim.o.statusline = "%f %m %{v:lua.require'lacewing'.status()}"
vim.cmd('filetype plugin indent on')
