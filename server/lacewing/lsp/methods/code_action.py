"""`textDocument/codeAction` and `codeAction/resolve`: the next edit, explain, generate tests, fix findings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from lacewing.features.testgen.types import GeneratedTests
from lacewing.lsp.arguments import as_arguments, place_from
from lacewing.lsp.commands.next_edit import at_cursor
from lacewing.lsp.convert import to_diagnostic, to_span, to_workspace_edit
from lacewing.lsp.editing import workspace_edit
from lacewing.lsp.methods.next_edit import next_edits_at
from lacewing.lsp.offered_edits import range_of
from lacewing.lsp.protocol import RequestError
from lacewing.text.edit import FileEdit

if TYPE_CHECKING:
    from collections.abc import Awaitable, Sequence

    from lacewing.lsp.server import LacewingServer, Place
    from lacewing.text.position import Span

EXPLAIN_KIND = "lacewing.explain"
# Not below `source`: VS Code leaves those out of what it offers at the cursor.
TEST_KIND = "lacewing.test"
RUN_KIND = "lacewing.test.run"
NEXT_EDIT_KIND = "lacewing.nextEdit"
FIX_KIND = types.CodeActionKind.QuickFix.value


def register(server: LacewingServer) -> None:
    """Serve both."""
    kinds = [FIX_KIND, NEXT_EDIT_KIND, EXPLAIN_KIND, TEST_KIND, RUN_KIND]
    options = types.CodeActionOptions(code_action_kinds=kinds, resolve_provider=True)

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, options)
    def code_action(params: types.CodeActionParams) -> Awaitable[list[types.CodeAction | types.Command] | None]:
        place = server.place(params.text_document.uri, params.range.start)
        return server.at_place(place, _actions, params.range, params.context.only)

    @server.feature(types.CODE_ACTION_RESOLVE)
    def resolve(action: types.CodeAction) -> Awaitable[types.CodeAction]:
        return _resolve(server, action)


def _actions(
    server: LacewingServer, place: Place, range_: types.Range, only: Sequence[str] | None
) -> list[types.CodeAction | types.Command]:
    found: list[types.CodeAction] = []
    if _wanted(FIX_KIND, only):
        found += _fixes(server, place, to_span(place.source.lines, range_, server.client.encoding))
    if _wanted(NEXT_EDIT_KIND, only):
        found += _next_edit(server, place)
    if _wanted(EXPLAIN_KIND, only):
        found += _explain(server, place)
    if _wanted(TEST_KIND, only) or _wanted(RUN_KIND, only):
        found += [action for action in _tests(server, place) if _wanted(str(action.kind), only)]
    if server.client.code_action_literals:
        return list(found)
    return [action.command for action in found if action.command is not None]


def _wanted(kind: str, only: Sequence[str] | None) -> bool:
    """Whether a client that asks for `only` these kinds wants `kind`: kinds are dotted hierarchies."""
    names = [str(getattr(name, "value", name)) for name in only or ()]
    return not names or any(not name or kind == name or kind.startswith(name + ".") for name in names)


def _fixes(server: LacewingServer, place: Place, span: Span) -> list[types.CodeAction]:
    actions = []
    source = place.source
    for finding in server.services.findings(source):
        touched = finding.span.overlaps(span) or finding.span.contains(span.start)
        if not finding.fix or not touched:
            continue
        edit = FileEdit(str(source.path), finding.fix, version=source.version)
        actions.append(
            types.CodeAction(
                title=f"Fix: {finding.message}",
                kind=FIX_KIND,
                diagnostics=[to_diagnostic(source.lines, finding, server.client.encoding)],
                edit=to_workspace_edit([edit], server.client, lambda _path: source, lambda _path: place.uri),
            )
        )
    return actions


def _next_edit(server: LacewingServer, place: Place) -> list[types.CodeAction]:
    """Makes the next edit when the cursor stands there, else goes there."""
    edits = next_edits_at(server, place)
    if not edits:
        return []
    here = at_cursor(place, edits)
    if here:
        title = f"Next edit: {here[0].reason}"
    else:
        try:
            line = range_of(server, edits[0]).start.line + 1
        except OSError:
            return []
        path = Path(edits[0].path)
        where = f"line {line}" if path == place.source.path else f"{path.name}, line {line}"
        title = f"Go to the next edit in {where}: {edits[0].reason}"
    command = types.Command(title, "lacewing.nextEdit", arguments=as_arguments(server, place))
    return [types.CodeAction(title=title, kind=NEXT_EDIT_KIND, command=command)]


def _explain(server: LacewingServer, place: Place) -> list[types.CodeAction]:
    explanation = server.explanation(place)
    if explanation is None:
        return []
    title = f"Explain `{explanation.title.rpartition(' ')[2]}`"  # "function area": the name is its last word
    command = types.Command(title, "lacewing.explain", arguments=as_arguments(server, place))
    return [types.CodeAction(title=title, kind=EXPLAIN_KIND, command=command)]


def _tests(server: LacewingServer, place: Place) -> list[types.CodeAction]:
    name = server.services.test_offered(place.source, place.offset)
    if name is None:
        return []
    arguments = as_arguments(server, place)
    title = f"Generate test for `{name}`"
    generate = types.CodeAction(title=title, kind=TEST_KIND)
    if server.client.resolves_edits and server.client.code_action_literals:
        generate.data = {"arguments": arguments, "version": place.source.version}
    else:
        generate.command = types.Command(title, "lacewing.generateTest", arguments=arguments)
    title += " and run it"
    run = types.Command(title, "lacewing.runTest", arguments=arguments)
    return [generate, types.CodeAction(title=title, kind=RUN_KIND, command=run)]


async def _resolve(server: LacewingServer, action: types.CodeAction) -> types.CodeAction:
    data: Any = action.data
    if not isinstance(data, dict) or "arguments" not in data:
        return action
    place = await place_from(server, data["arguments"])
    if data.get("version") != place.source.version:
        raise RequestError(types.LSPErrorCodes.ContentModified, "the document changed meanwhile; ask again")
    await server.in_thread(server.overlay, place.uri, place.source)
    generated = await server.in_slow_thread(server.services.generate_tests, place.source, place.offset)
    if not isinstance(generated, GeneratedTests):
        raise RequestError(types.LSPErrorCodes.RequestFailed, generated.reason)
    action.edit = await workspace_edit(server, [generated.edit])
    return action
