-- The server for `vim.lsp.config`. Neovim finds this file by its name; a user's `vim.lsp.config('lacewing', {…})` and the
-- options of `require('lacewing').setup()` go on top.

---@type vim.lsp.Config
return {
  cmd = require('lacewing.server').command(),
  filetypes = {
    'python',
    'javascript',
    'javascriptreact',
    'typescript',
    'typescriptreact',
    'java',
    'c',
    'cpp',
    'go',
    'rust',
    'cs',
    'kotlin',
    'scala',
    'swift',
    'php',
    'ruby',
    'sh',
    'bash',
    'zsh',
    'lua',
    'sql',
    'html',
    'css',
    'vue',
    'svelte',
    'json',
    'jsonc',
    'yaml',
    'toml',
    'markdown',
  },
  root_markers = { '.lacewing.toml', '.git', 'pyproject.toml', 'package.json', 'go.mod', 'Cargo.toml', 'pom.xml', 'CMakeLists.txt' },
  settings = { lacewing = vim.empty_dict() },
  before_init = function(params, config)
    params.initializationOptions = require('lacewing.server').initialization_options(config)
  end,
  handlers = {
    ['lacewing/status'] = function(_, status, context)
      require('lacewing.status').receive(context.client_id, status)
    end,
  },
  -- What lenses, code actions and ghost text name as their command: run here, so that the answer is shown.
  commands = {
    ['lacewing.explain'] = function(command, context)
      require('lacewing.commands').explain_at(context.client_id, command.arguments)
    end,
    ['lacewing.generateTest'] = function(command, context)
      require('lacewing.commands').test_at(context.client_id, command.arguments)
    end,
    ['lacewing.runTest'] = function(command, context)
      require('lacewing.commands').test_run_at(context.client_id, command.arguments)
    end,
  },
}
