"""Calls a function with candidate arguments and records what each call does. Runs inside the sandbox, never elsewhere.

Usage: `record.py RESULT`, with the job as JSON on standard input (see `record.py` of the package above) and the
observations as JSON written to the file RESULT. Standard library only, Python 3.8 on.
"""

from __future__ import annotations

import ast
import asyncio
import contextlib
import importlib
import inspect
import io
import itertools
import json
import os
import random
import signal
import sys
import time
import traceback
import warnings
from pathlib import Path
from typing import Any

from search import changed  # type: ignore[import-not-found]
from values import LONGEST, Unwritable, described, unstable, written  # type: ignore[import-not-found]

# A project may have modules of these names: ours are kept by reference only.
del sys.path[0], sys.modules["search"], sys.modules["values"]
_MOST_ITEMS = 50
_MOST_IN_VAIN = 150
_CLOCK = frozenset(["time", "time_ns", "monotonic", "perf_counter", "localtime", "gmtime", "now", "today", "utcnow"])
_CHANCE = frozenset(["random", "getrandbits", "urandom", "getpid", "uuid4", "uuid1", "token_bytes"])
_EFFECTS = {
    "subprocess.Popen": "it starts a process", "os.system": "it starts a process",
    "socket.connect": "it uses the network", "socket.getaddrinfo": "it uses the network",
    "os.remove": "it removes files", "os.mkdir": "it makes folders", "os.rename": "it renames files",
}  # fmt: skip


class TookTooLong(BaseException):
    """The call's own time limit; no handler of the code under test catches it by `except Exception`."""


class _NoInstance(Exception):
    pass


class Recorder:
    """Calls of one target, with the lines and effects of each."""

    def __init__(self, job: dict[str, Any]) -> None:
        self.job = job
        self.module = importlib.import_module(job["module"])
        self.file = os.path.realpath(self.module.__file__ or "")
        self.scope = dict(vars(self.module))
        for statement in job["imports"]:
            exec(statement, self.scope)
        self.arcs: dict[tuple[str, int, int], int] = {}
        self.effect = ""
        self.raises: dict[str, set[int]] = {}
        self.own: dict[str, bool] = {}
        sys.addaudithook(self._audit)
        signal.signal(signal.SIGALRM, self._alarm)

    def _alarm(self, *_: Any) -> None:
        raise TookTooLong

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in _EFFECTS:
            self.effect = _EFFECTS[event]
        elif (
            event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        ):
            self.effect = "it writes files"

    def _profile(self, frame: Any, event: str, argument: Any) -> None:
        # An event loop looks at the clock for its own ends.
        if frame.f_globals.get("__name__", "").partition(".")[0] in ("asyncio", "selectors"):
            return
        if event == "c_call" and (argument.__name__ in _CLOCK or argument.__name__ in _CHANCE):
            owner = getattr(argument, "__module__", None) or getattr(
                getattr(argument, "__self__", None), "__module__", type(getattr(argument, "__self__", None)).__name__
            )
            if owner in ("time", "datetime", "posix", "_random", "Random", "random", "_uuid"):
                self.effect = "it reads the clock" if argument.__name__ in _CLOCK else "it uses chance"

    def _trace(self, frame: Any, event: str, _argument: Any) -> Any:
        if event != "call" or not self._is_own(frame.f_code.co_filename):
            return None
        last = [0]

        def local(inner: Any, kind: str, _value: Any) -> Any:
            if kind == "line" or kind == "return":
                line = inner.f_lineno if kind == "line" else -1
                self.hit.add((frame.f_code.co_name, last[0], line))
                last[0] = line
            return local

        return local

    def _is_own(self, name: str) -> bool:
        known = self.own.get(name)
        if known is None:
            known = self.own[name] = name.startswith(self.job["tree"]) and os.path.realpath(name) == self.file
        return known

    def observe(self, arguments: dict[str, Any], receiver: str, claim: dict[str, str] | None = None) -> dict[str, Any]:
        """What a call with `arguments` (values by parameter) does; `receiver` is evaluated anew for each call.

        `claim` is what a document says of the call (`view` and `text`): `holds` in the answer says whether it is so.
        """
        self.claim = claim
        self.holds: bool | None = None
        self.hit: set[tuple[str, int, int]] = set()
        self.effect = ""
        printed = io.StringIO()
        before = {name: _snapshot(value) for name, value in arguments.items()}
        instance = None
        signal.setitimer(signal.ITIMER_REAL, self.job["call_seconds"])
        try:
            with (
                contextlib.redirect_stdout(printed),
                contextlib.redirect_stderr(io.StringIO()),
                warnings.catch_warnings(),
            ):
                warnings.simplefilter("ignore")
                if receiver:
                    try:
                        instance = eval(receiver, self.scope)
                    except Exception as error:
                        raise _NoInstance from error
                outcome = self._call(instance, arguments)
            signal.setitimer(signal.ITIMER_REAL, 0)
        except TookTooLong:
            outcome = {"kind": "nothing", "why": "it takes too long"}
        except _NoInstance:
            outcome = {"kind": "nothing", "why": "no instance could be made"}
        except BaseException as error:  # noqa: BLE001 - SystemExit ends a call as any other exception does
            signal.setitimer(signal.ITIMER_REAL, 0)
            outcome = self._raised(error)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            sys.settrace(None)
            sys.setprofile(None)
        if outcome.get("text") == "None" and outcome["kind"] == "returns":
            outcome = self._silent(outcome, printed.getvalue(), before, arguments)
        if self.effect:
            outcome = {"kind": "nothing", "why": self.effect}
        outcome["holds"] = self.holds
        outcome["arcs"] = sorted(self.arcs.setdefault((str(n), a, b), len(self.arcs)) for n, a, b in self.hit)
        return outcome

    def _call(self, instance: Any, arguments: dict[str, Any]) -> dict[str, Any]:
        job = self.job
        owner = getattr(self.module, job["owner"]) if job["owner"] else self.module
        holder = instance if instance is not None else owner
        positional, named = _written(job["params"], arguments)
        view = "{}"
        sys.setprofile(self._profile)
        sys.settrace(self._trace)
        result = getattr(holder, job["name"])
        if job["kind"] != "property":
            result = result(*positional, **named)
        if inspect.iscoroutine(result):
            result = asyncio.run(result)
        if inspect.isgenerator(result) or (
            type(result).__module__ in ("builtins", "itertools") and hasattr(result, "__next__")
        ):
            result, view = list(itertools.islice(result, _MOST_ITEMS + 1)), "list({})"
        sys.settrace(None)
        sys.setprofile(None)
        if view != "{}" and len(result) > _MOST_ITEMS:
            return {"kind": "nothing", "why": "its result does not end"}
        if self.claim is not None and self.claim["kind"] == "returns":
            self.holds = self._holds(result, self.claim)
        outcome: dict[str, Any] = described(result)
        if view != "{}":
            outcome = {**outcome, "view": view} if outcome["kind"] == "returns" else {"kind": "nothing"}
        return outcome

    def _holds(self, result: Any, claim: dict[str, str]) -> bool:
        try:
            return bool(eval(claim["view"].format("_"), {**self.scope, "_": result}) == eval(claim["text"], self.scope))
        except Exception:  # noqa: BLE001 - any comparison may fail in any way
            return False

    def _silent(
        self, outcome: dict[str, Any], printed: str, before: dict[str, Any], arguments: dict[str, Any]
    ) -> dict[str, Any]:
        """A call that gives None: what it printed, or how it changed its arguments."""
        if printed and not unstable(printed) and len(printed) <= LONGEST:
            return {"kind": "prints", "text": repr(printed), "imports": []}
        changes = [[name, after] for name, value in arguments.items() if (after := _snapshot(value)) != before[name]]
        if changes and all(after for _, after in changes):
            return {"kind": "changes", "text": "None", "fields": changes, "imports": []}
        return outcome

    def _raised(self, error: BaseException) -> dict[str, Any]:
        sys.settrace(None)
        sys.setprofile(None)
        frames = [entry for entry in traceback.extract_tb(error.__traceback__) if entry.filename != __file__]
        if not frames or not self._is_raise(frames[-1]) or isinstance(error, (AssertionError, GeneratorExit)):
            return {"kind": "nothing", "why": f"it fails with {type(error).__name__}"}
        message = str(error)
        imports: dict[str, None] = {}
        if self.claim is not None and self.claim["kind"] == "raises":
            self.holds = self.claim["text"] in [owner.__name__ for owner in type(error).__mro__]
        try:
            name = written(type(error), imports)
        except Unwritable:
            return {"kind": "nothing", "why": "its exception has no class to name"}
        return {
            "kind": "raises", "text": name, "imports": list(imports),
            "place": frames[-1].lineno, "message": "" if unstable(message) or len(message) > 200 else message,
        }  # fmt: skip

    def _is_raise(self, frame: traceback.FrameSummary) -> bool:
        """Whether the exception came from a `raise` of the project itself, not from a misused operation."""
        if not frame.filename.startswith(self.job["tree"]):
            return False
        if frame.filename not in self.raises:
            tree = ast.parse(Path(frame.filename).read_bytes())
            self.raises[frame.filename] = {
                line for node in ast.walk(tree) if isinstance(node, ast.Raise)
                for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
            }  # fmt: skip
        return frame.lineno in self.raises[frame.filename]


def _snapshot(value: Any) -> str:
    """The expression of a value that a call could change; "" for others."""
    if not isinstance(value, (list, dict, set, bytearray)):
        return ""
    try:
        return str(written(value, {}))
    except Unwritable:
        return ""


def _written(params: list[list[Any]], arguments: dict[str, Any]) -> tuple[list[Any], dict[str, Any]]:
    positional: list[Any] = []
    named: dict[str, Any] = {}
    by_keyword = False
    for name, kind in params:
        if name not in arguments:
            by_keyword = by_keyword or kind in ("positional", "positional_only")
        elif kind == "variadic":
            positional += arguments[name]
        elif kind == "keyword_variadic":
            named.update(arguments[name])
        elif kind == "keyword_only" or by_keyword:
            named[name] = arguments[name]
        else:
            positional.append(arguments[name])
    return positional, named


def run(job: dict[str, Any]) -> dict[str, Any]:
    """All observations of a job."""
    recorder = Recorder(job)
    deadline = time.monotonic() + job["seconds"]
    observations = []
    for number, case in enumerate(job["cases"]):
        if time.monotonic() > deadline:
            break
        try:
            values = {name: eval(text, recorder.scope) for name, text in case["arguments"]}
        except Exception:  # noqa: BLE001 - an argument that cannot be made is no candidate
            continue
        observations.append({**recorder.observe(values, case["receiver"], case["claim"]), "case": number})
    if job["search"]:
        observations += _search(recorder, job, observations, deadline)
    return {"observations": observations, "arcs": len(recorder.arcs)}


def _search(
    recorder: Recorder, job: dict[str, Any], known: list[dict[str, Any]], deadline: float
) -> list[dict[str, Any]]:
    """Vary the inputs that reached something new, and keep what reaches more."""
    chance = random.Random(0)
    seen: set[int] = set()
    seeds = []
    for observation in known:
        if not seen.issuperset(observation["arcs"]):
            seen.update(observation["arcs"])
            seeds.append(job["cases"][observation["case"]])
    pools = {name: _values(texts, recorder.scope) for name, texts in job["pools"].items()}
    found: list[dict[str, Any]] = []
    tried = {json.dumps(case, sort_keys=True) for case in job["cases"]}
    vain = 0
    for _ in range(job["search"] if seeds else 0):
        vain += 1
        if time.monotonic() > deadline or vain > _MOST_IN_VAIN:
            break
        case = _variant(chance.choice(seeds), job, recorder.scope, pools, chance)
        key = json.dumps(case, sort_keys=True)
        if case is None or key in tried:
            continue
        tried.add(key)
        values = {name: eval(text, recorder.scope) for name, text in case["arguments"]}
        observation = recorder.observe(values, case["receiver"])
        if not seen.issuperset(observation["arcs"]):
            seen.update(observation["arcs"])
            seeds.append(case)
            found.append({**observation, **case})
            vain = 0
    return found


def _values(texts: list[str], scope: dict[str, Any]) -> list[Any]:
    values = []
    for text in texts:
        with contextlib.suppress(Exception):
            values.append(eval(text, scope))
    return values


def _variant(
    case: dict[str, Any], job: dict[str, Any], scope: dict[str, Any], pools: dict[str, list[Any]], chance: random.Random
) -> dict[str, Any] | None:
    arguments = dict(case["arguments"])
    missing = [name for name in pools if name not in arguments and pools[name]]
    optional = [name for name in arguments if name in job["optional"]]
    way = chance.random()
    receiver = case["receiver"]
    try:
        if job["receivers"] and way > 0.85:
            receiver = chance.choice(job["receivers"])
        elif missing and way < 0.25:
            name = chance.choice(missing)
            arguments[name] = written(chance.choice(pools[name]), {})
        elif optional and way < 0.3:
            del arguments[chance.choice(optional)]
        elif arguments:
            name = chance.choice(list(arguments))
            value = changed(eval(arguments[name], scope), job["words"], job["numbers"], pools.get(name, []), chance)
            arguments[name] = written(value, {})
    except Exception:  # noqa: BLE001 - a change that fails is no candidate
        return None
    order = [name for name, _ in job["params"]]
    return {
        "arguments": [[name, arguments[name]] for name in order if name in arguments],
        "receiver": receiver,
        "claim": None,
    }


def main() -> None:
    """Read the job, run it, write the observations."""
    job = json.loads(sys.stdin.buffer.read())
    # The program under test may print at any time, also at exit: results go to a file of their own.
    try:
        result = run(job)
    except BaseException as error:  # noqa: BLE001 - whatever importing the module raises is the answer
        result = {"error": f"{type(error).__name__}: {error}"}
    Path(sys.argv[1]).write_text(json.dumps(result), "utf-8")


if __name__ == "__main__":
    main()
