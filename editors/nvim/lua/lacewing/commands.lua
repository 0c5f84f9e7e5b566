--- `:Lacewing` and what stands behind lenses and code actions.
local M = {}

---@param text string
---@param level? integer one of vim.log.levels
local function tell(text, level)
  vim.notify('Lacewing: ' .. text, level or vim.log.levels.INFO)
end

---Asks the server to execute a command; `answered` gets its result. An error is told to the user.
---@param client vim.lsp.Client
---@param command string
---@param arguments any[]
---@param answered fun(result: any)
local function execute(client, command, arguments, answered)
  client:request('workspace/executeCommand', { command = command, arguments = arguments }, function(problem, result)
    if problem then
      tell(problem.message, vim.log.levels.ERROR)
    else
      answered(result)
    end
  end)
end

---The server of the current buffer, or one that runs at all; tells the user when none does.
---@return vim.lsp.Client?
local function running()
  local client = vim.lsp.get_clients({ name = 'lacewing', bufnr = 0 })[1]
  if not client then
    tell('the server does not run for this buffer (:checkhealth lacewing says why)', vim.log.levels.WARN)
  end
  return client
end

---Calls `act` with the client's id and the cursor as the arguments of a server command.
---@param act fun(client_id: integer, arguments: any[])
local function at_cursor(act)
  local client = running()
  if client then
    local place = vim.lsp.util.make_position_params(0, client.offset_encoding)
    act(client.id, { place.textDocument.uri, place.position })
  end
end

---@param client_id integer
---@param arguments any[] uri and position
function M.explain_at(client_id, arguments)
  execute(assert(vim.lsp.get_client_by_id(client_id)), 'lacewing.explain', arguments, function(explanation)
    if not explanation or explanation == vim.NIL then
      tell('nothing here that can be explained')
    else
      require('lacewing.explanation').show(explanation)
    end
  end)
end

---@param client_id integer
---@param arguments any[] uri and position
local function context_at(client_id, arguments)
  execute(assert(vim.lsp.get_client_by_id(client_id)), 'lacewing.context', arguments, function(document)
    require('lacewing.context').show(document)
  end)
end

---@param client_id integer
---@param arguments any[] uri and position
function M.test_at(client_id, arguments)
  execute(assert(vim.lsp.get_client_by_id(client_id)), 'lacewing.generateTest', arguments, function(written)
    local lines = { ('%d test%s for %s'):format(#written.names, #written.names == 1 and '' or 's', written.path) }
    tell(table.concat(vim.list_extend(lines, written.notes or {}), '\n'))
  end)
end

---@param client_id integer
---@param arguments any[] uri and position
function M.test_run_at(client_id, arguments)
  tell('generating and running …')
  execute(assert(vim.lsp.get_client_by_id(client_id)), 'lacewing.runTest', arguments, function(run)
    local lines = { ('%d passed, %d left out'):format(#run.passed, #run.failed) }
    for _, failed in ipairs(run.failed) do
      table.insert(lines, ('%s: %s'):format(failed.name, failed.reason))
    end
    tell(table.concat(lines, '\n'), #run.passed > 0 and vim.log.levels.INFO or vim.log.levels.WARN)
  end)
end

---@param client vim.lsp.Client
local function show_status(client)
  execute(client, 'lacewing.status', {}, function(status)
    local lines = {
      ('server %s, model: %s'):format(status.version, status.model ~= vim.NIL and status.model or 'none'),
    }
    for _, folder in ipairs(status.folders) do
      table.insert(lines, ('%s: %s, %s'):format(folder.root, folder.state, folder.message))
    end
    tell(table.concat(lines, '\n'))
  end)
end

---@param client vim.lsp.Client
local function rebuild(client)
  tell('making the index anew …')
  execute(client, 'lacewing.index.rebuild', {}, function()
    tell('the index is up to date')
  end)
end

---@param act fun(client: vim.lsp.Client)
local function with_server(act)
  return function()
    local client = running()
    if client then
      act(client)
    end
  end
end

---@type table<string, fun()>
local subcommands = {
  explain = function()
    at_cursor(M.explain_at)
  end,
  test = function()
    at_cursor(M.test_at)
  end,
  test_run = function()
    at_cursor(M.test_run_at)
  end,
  context = function()
    at_cursor(context_at)
  end,
  next_edit = function()
    require('lacewing.next_edit').go()
  end,
  dismiss_next_edit = function()
    require('lacewing.next_edit').dismiss()
  end,
  status = with_server(show_status),
  rebuild = with_server(rebuild),
}

---@param name string '' is status
function M.run(name)
  local act = subcommands[name == '' and 'status' or name]
  if act then
    act()
  else
    tell(('no command %q; there are: %s'):format(name, table.concat(M.complete(''), ', ')), vim.log.levels.ERROR)
  end
end

---@param typed string
---@return string[]
function M.complete(typed)
  local names = vim.tbl_filter(function(name)
    return vim.startswith(name, typed)
  end, vim.tbl_keys(subcommands))
  table.sort(names)
  return names
end

return M
