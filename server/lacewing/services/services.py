"""The facade: open folders and documents, and every feature as one method of plain data. Knows nothing of LSP."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lacewing.config import Config, load_config
from lacewing.features.completion.session import CompletionSession
from lacewing.policy import Policy, load_policy
from lacewing.services.documents import Documents
from lacewing.services.folder import Folder, OnState
from lacewing.services.models import KEYS, Models, account_file, editor_keys
from lacewing.services.next_edits import NextEdits
from lacewing.services.questions import Questions
from lacewing.services.taste import Taste, adaptation_file
from lacewing.services.warm_up import warm_up
from lacewing.syntax.language import language_for_path
from lacewing.syntax.source import Source, source_of

# Features are imported by the methods that call them: the server answers `initialize` before it loads any, and a
# command loads only its own. `warm_up` has all of them ready.
if TYPE_CHECKING:
    from lacewing.features.completion.inline import CompletionSources
    from lacewing.features.completion.types import CompletionItem, InlineCompletion
    from lacewing.features.explain.types import Explanation
    from lacewing.features.lint.types import Finding
    from lacewing.features.navigation.types import FoundSymbol
    from lacewing.features.testgen.plan import Refusal
    from lacewing.features.testgen.types import GeneratedTests, TestRun
    from lacewing.services.context_answer import ContextAnswer
    from lacewing.services.model_status import ModelStatus
    from lacewing.services.navigation import Navigation
    from lacewing.services.wire_preview import WirePreview

Notify = Callable[[str], None]


class Services:
    """What the doors call. Methods that are not `async` do CPU work: a server calls them in a thread.

    `editor` holds the editor's settings (the `lacewing` section), `notify` receives sentences for the user, and
    `on_model_change` is called when a model fails or is back.
    """

    def __init__(
        self, editor: Mapping[str, Any] | None = None, cache_dir: Path | None = None, notify: Notify = lambda text: None
    ) -> None:
        self.notify = notify
        self._editor: Mapping[str, Any] = editor or {}
        self._cache_dir = cache_dir
        self._folders: dict[Path, Folder] = {}
        self._loose: dict[Path, Folder] = {}
        self._documents = Documents()
        self.document_opened = self._documents.open
        self.completing = CompletionSession()
        self.taste = Taste(adaptation_file(cache_dir))
        self._lock = threading.Lock()
        self._config = self._load_config(None)
        self.on_model_change: Callable[[], None] = lambda: None
        self._models = Models(
            self._config, account_file(cache_dir), lambda text: self.notify(text), lambda: self.on_model_change()
        )
        self.next_edits = NextEdits(self._documents, self._models, self.folder_of)
        self.questions = Questions(self._documents, self._models)

    # Folders and settings

    @property
    def folders(self) -> tuple[Folder, ...]:
        """The open folders, in the order they were opened."""
        return tuple(self._folders.values())

    @property
    def models(self) -> Models:
        """The configured models."""
        return self._models

    def model_status(self) -> ModelStatus | None:
        """How the models do, for the first folder where policies differ; None where none is configured."""
        return self._models.status(next(iter(self.folders), None))

    def open_folder(self, root: Path) -> Folder:
        """Open `root` (idempotent). Raises NotADirectoryError when it is no folder. Nothing is indexed yet."""
        root = root.resolve()
        if not root.is_dir():
            raise NotADirectoryError(f"{root} is not a folder")
        with self._lock:
            folder = self._folders.get(root)
            if folder is None:
                folder = self._folders[root] = self._new_folder(root, root)
        for source in self.documents():
            self._overlay(folder, source)
        return folder

    def close_folder(self, root: Path) -> None:
        """Close `root` if it is open."""
        with self._lock:
            folder = self._folders.pop(root.resolve(), None)
        if folder is not None:
            folder.close()

    async def configure(self, editor: Mapping[str, Any]) -> None:
        """The editor's settings changed: reload every layer; the model client is replaced when its options differ."""
        self._editor = editor
        self._config = self._load_config(None)
        for folder in self.folders:
            old_config, folder.config = folder.config, self._load_config(folder.root)
            folder.renew_policy()
            if (folder.config.project, folder.config.engine) != (old_config.project, old_config.engine):
                self.notify(f"Changed settings of the sections project and engine count when {folder.root} is reopened")
        for folder in self._loose_folders():
            folder.config = self._config
            folder.renew_policy()
        self.completing.clear()
        await self._models.configure(self._config, editor_keys(editor))

    def config_for(self, path: Path) -> Config:
        """The options in force for a file: its folder's, else the user's own."""
        folder = self.folder_of(path)
        return folder.config if folder else self._config

    def folder_of(self, path: Path) -> Folder | None:
        """The innermost open folder that holds `path`."""
        holding = (each for each in self.folders if path.is_relative_to(each.root))
        return max(holding, key=lambda each: len(each.root.parts), default=None)

    def watch(self, folder: Folder, stop: threading.Event, on_state: OnState = lambda state: None) -> Iterator[None]:
        """Follow the files of `folder` on disk until `stop` is set, a step for each change. Blocking.

        Ends at once where the settings say not to.
        """
        if folder.config.project.watch:
            from lacewing.project.watch import watch

            for batch in watch(folder.project, stop, self.notify):
                self.refresh(folder, batch, on_state)
                yield

    def refresh(self, folder: Folder, paths: Iterable[Path], on_state: OnState = lambda state: None) -> None:
        """Some files of `folder` changed on disk. Blocking, for long when they are many."""
        failure = folder.refresh(paths, on_state)
        if failure:
            self.notify(failure)

    async def close(self) -> None:
        """Close every folder and the model client."""
        for folder in self.folders:
            self.close_folder(folder.root)
        for folder in self._loose_folders():
            folder.close()
        self.taste.save()
        await self._models.close()

    # Documents

    def set_document(self, source: Source) -> None:
        """An editor shows this text for `source.path`: it overlays the file on disk, in the index too."""
        self._documents.put(source)
        for folder in self.folders:
            self._overlay(folder, source)

    def close_document(self, path: Path) -> None:
        """The editor closed the file: what is on disk counts again."""
        self._documents.drop(path)
        self.completing.forget(str(path))
        for folder in (*self.folders, *self._loose_folders()):
            relative = folder.project.relative(path)
            if relative is not None:
                folder.project.index.drop_overlay(relative)
        self._close_loose_folder(path.parent)

    def source(self, path: Path) -> Source:
        """The open document of `path`, else the file as UTF-8. Raises OSError when there is neither."""
        return self._documents.source(path)

    def documents(self) -> tuple[Source, ...]:
        """Every open document."""
        return tuple(self._documents)

    def _overlay(self, folder: Folder, source: Source) -> None:
        relative = folder.project.relative(source.path)
        if relative is not None and folder.project.included(source.path):
            from lacewing.project.open_facts import facts_of

            if (facts := facts_of(source)) is not None:
                folder.project.index.set_overlay(relative, facts, source)

    # Features

    def warm_up(self) -> Iterator[None]:
        """Pay for what the first requests would wait for, a part at each step."""
        return warm_up(self)

    def context(
        self, source: Source, offset: int, budget_tokens: float | None = None, without: Collection[str] = ()
    ) -> ContextAnswer:
        """The pieces of the project that a model would be shown for the cursor at byte `offset`.

        The budget is that of completion unless another is given; `without` names retrievers to leave out. Raises
        NoContextError for files that no model is asked about.
        """
        from lacewing.services.context_answer import ContextAnswer
        from lacewing.services.retrieval import check_askable, estimated_tokens, retrieve

        folder = self._folder_for(source)
        check_askable(folder, source)
        model = self._models.for_folder(folder, "completion")
        count = model.count_tokens if model is not None else estimated_tokens
        budget = folder.config.model.context_tokens if budget_tokens is None else budget_tokens
        context = retrieve(folder, self._documents, source, offset, budget, count, without)
        return ContextAnswer(folder.root, budget, context)

    async def wire_preview(self, source: Source, offset: int) -> WirePreview:
        """What would be sent for a completion at byte `offset`; NoContextError and ModelError where nothing is."""
        from lacewing.services.wire_preview import wire_preview

        folder = self._folder_for(source)
        sources, recording = self._completion_sources(folder, source), self._models.recording(folder)
        return await wire_preview(source, offset, sources, recording, folder.config.completion)

    async def inline_completions(
        self, source: Source, offset: int, manual: bool = False, count: int = 1
    ) -> list[InlineCompletion]:
        """Ghost texts for the cursor at byte `offset`, best first."""
        from lacewing.features.completion.inline import inline_completions

        self.taste.look(source, offset)
        sources = self._completion_sources(folder := self._folder_for(source), source)
        found = await inline_completions(source, offset, sources, folder.config.completion, manual, count)
        return found if manual else self.taste.shown(source, offset, found)

    def completions(self, source: Source, offset: int, ended: threading.Event | None = None) -> list[CompletionItem]:
        """The completion list for the cursor at byte `offset`, best first; [] when it has `ended` before its turn."""
        from lacewing.features.completion.listing import list_in_turn

        sources = self._completion_sources(folder := self._folder_for(source), source)
        return list_in_turn(source, offset, sources, folder.config.completion, ended)

    def described(self, item: CompletionItem, source: Source, offset: int) -> CompletionItem:
        """An entry of the list with its signature, its documentation and the import it needs in `source`."""
        from lacewing.features.completion.listing import described

        return described(item, source, offset, self._completion_sources(self._folder_for(source), source))

    def navigation(self, source: Source) -> Navigation:
        """The questions about names and structure of one text."""
        from lacewing.services.navigation import Navigation

        folder = self._folder_for(source)
        return Navigation(folder, source, self._relative(folder, source))

    def workspace_symbols(self, query: str, limit: int = 200) -> list[FoundSymbol]:
        """The definitions of all open folders whose names fit, best first."""
        from lacewing.services.navigation import search

        return search(self.folders, query, limit)

    def explain(self, source: Source, offset: int) -> Explanation | None:
        """What stands at byte `offset`, from facts alone."""
        from lacewing.features.explain.explain import explain

        folder = self._folder_for(source)
        path = self._relative(folder, source)
        read = self._reader(folder)
        return explain(source, path, offset, folder.project.index, folder.root, folder.config.explain, read)

    def hover(self, source: Source, offset: int) -> Explanation | None:
        """What the name at byte `offset` is, in few lines; None when no name of the project stands there."""
        from lacewing.features.explain.explain import hover

        folder = self._folder_for(source)
        if not folder.config.explain.hover:
            return None
        path = self._relative(folder, source)
        return hover(source, path, offset, folder.project.index, folder.root, self._reader(folder))

    def explain_named(self, folder: Folder, name: str) -> list[Explanation]:
        """What the definitions called `name` (`f`, `Type.f`, `file.py::f`) are, the best fit first."""
        from lacewing.features.explain.explain import explain_symbol
        from lacewing.features.explain.subject import find_symbol

        found = find_symbol(folder.project.index, name)
        read = self._reader(folder)
        made = (explain_symbol(at, folder.project.index, folder.root, folder.config.explain, read) for at in found)
        return [explanation for explanation in made if explanation is not None]

    async def explain_with_model(self, explanation: Explanation) -> Explanation:
        """The explanation with prose of the model, grounded in its facts; unchanged when no model may see the file."""
        from lacewing.services.model_prose import with_prose

        path = Path(explanation.path)
        folder = self.folder_of(path) or self._loose_folder(path.parent)
        model = self._models.for_folder(folder, "chat")
        return await with_prose(explanation, self.source(path), model, folder, self.questions, self.notify)

    def test_offered(self, source: Source, offset: int) -> str | None:
        """The name of the symbol at byte `offset` for which a test can be generated."""
        from lacewing.features.testgen.target import offered

        return offered(source, offset)

    def generate_tests(self, source: Source, offset: int) -> GeneratedTests | Refusal:
        """Tests for the symbol at byte `offset`, or why there are none; nothing is executed or written."""
        from lacewing.features.testgen.generate import attempt

        folder = self._folder_for(source)
        path, options = self._relative(folder, source), folder.config.testgen
        unsaved = self._documents.unsaved_in(folder.project)
        return attempt(source, path, offset, folder.project.index, folder.root, options, unsaved)

    def run_tests(self, source: Source, offset: int, cancelled: threading.Event | None = None) -> TestRun | Refusal:
        """Tests for the symbol at byte `offset` made and run in the sandbox, those that pass in `kept`.

        Executes the project's code, so it is for when the user asked; nothing of the project is written. Raises
        SandboxError when there can be no sandbox.
        """
        from lacewing.features.testgen.execute import generate_and_run

        folder = self._folder_for(source)
        path, options = self._relative(folder, source), folder.config.testgen
        index, unsaved = folder.project.index, self._documents.unsaved_in(folder.project)
        return generate_and_run(source, path, offset, index, folder.root, options, unsaved, cancelled)

    def files_to_check(self, folder: Folder) -> list[str]:
        """Those files of a folder that are in languages in which rules can find something. Asks the index."""
        from lacewing.features.lint.check import is_checked
        from lacewing.features.lint.rules import load_rules

        rules = load_rules()
        return [path for path in folder.project.index.files() if is_checked(language_for_path(path), rules)]

    def findings(self, source: Source) -> list[Finding]:
        """Findings of every rule over one file."""
        from lacewing.features.lint.check import check
        from lacewing.features.lint.rules import load_rules

        return check(source, load_rules(), self.config_for(source.path).lint)

    def _completion_sources(self, folder: Folder, source: Source) -> CompletionSources:
        from lacewing.services.completion_sources import completion_sources

        path = self._relative(folder, source)
        model = self._models.for_folder(folder, "completion") if folder.may_leave(source.path) else None
        return completion_sources(folder, source, path, model, self._documents, self.completing, self.taste)

    def _reader(self, folder: Folder) -> Callable[[str], Source | None]:
        def read(path: str) -> Source | None:
            data = self._documents.text_in(folder.project, path)
            return source_of(folder.root / path, data) if data is not None else None

        return read

    def _folder_for(self, source: Source) -> Folder:
        """The folder of `source`; a file outside every folder is served by its own directory, which is not indexed."""
        folder = self.folder_of(source.path)
        if folder is None:
            folder = self._loose_folder(source.path.parent)
            self._overlay(folder, source)
        return folder

    def _loose_folders(self) -> tuple[Folder, ...]:
        return tuple(self._loose.values())

    def _close_loose_folder(self, root: Path) -> None:
        """Close what served the files of `root` outside every folder, when none of them is open any more."""
        with self._lock:
            if any(source.path.parent == root for source in self.documents()):
                return
            folder = self._loose.pop(root, None)
        if folder is not None:
            folder.close()

    def _loose_folder(self, root: Path) -> Folder:
        with self._lock:
            folder = self._loose.get(root)
            if folder is None:
                folder = self._loose[root] = self._new_folder(root, None)
        return folder

    def _new_folder(self, root: Path, project: Path | None) -> Folder:
        """A folder under the settings and policy of `project`, the user's own when it is none."""
        return Folder(root, self._load_config(project), self._cache_dir, lambda: self._load_policy(project))

    def _load_policy(self, project: Path | None) -> Policy:
        policy = load_policy(project, self._config.privacy.policy_file)
        for problem in policy.problems:
            self.notify(problem)
        return policy

    def _relative(self, folder: Folder, source: Source) -> str:
        return folder.project.relative(source.path) or source.path.name

    def _load_config(self, root: Path | None) -> Config:
        loaded = load_config(root, {name: section for name, section in self._editor.items() if name != KEYS})
        for problem in loaded.problems:
            self.notify(problem)
        return loaded.config
