"""Settings of test generation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class TestgenOptions:
    """What `lacewing.testgen` in the settings may hold."""

    __test__ = False

    lens: bool = field(
        default=True, metadata={"doc": "Show a “Generate test” lens above every function that tests can be made for."}
    )
    framework: Literal["auto", "pytest", "unittest"] = field(
        default="auto", metadata={"doc": "Test framework to write for; auto finds it from the project."}
    )
    python: str = field(
        default="", metadata={"doc": "Interpreter that runs generated tests; empty takes the project's environment."}
    )
    max_rows: int = field(default=6, metadata={"doc": "Most rows of one parametrised table."})
    max_tests: int = field(default=8, metadata={"doc": "Most test functions for one function or method."})
    max_methods: int = field(default=12, metadata={"doc": "Most methods tested when a whole class is asked for."})
    max_calls: int = field(
        default=400, metadata={"doc": "Most calls tried for one function when running is asked for."}
    )
    seconds: float = field(
        default=30.0, metadata={"doc": "Wall-clock limit of one execution in the sandbox, in seconds."}
    )
    call_seconds: float = field(
        default=1.0, metadata={"doc": "Limit of one call while values are recorded, in seconds."}
    )
    memory_megabytes: int = field(default=2048, metadata={"doc": "Address space of an execution, in megabytes."})
    processes: int = field(default=32, metadata={"doc": "Most processes an execution may have at once."})
    scratch_megabytes: int = field(
        default=512, metadata={"doc": "Largest project, in megabytes, that is copied to run tests in."}
    )
