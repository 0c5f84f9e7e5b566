"""Settings of the model client."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class ModelOptions:
    """Which model answers, and how long one waits for it. The default is none: the embedded engine answers alone."""

    provider: Literal["none", "openai"] = field(
        default="none",
        metadata={
            "doc": "“openai” for any OpenAI-compatible server (OpenAI, vLLM, llama.cpp, LM Studio …), "
            "“none” for no model."
        },
    )
    endpoint: str = field(
        default="http://127.0.0.1:8080/v1", metadata={"doc": "Base URL of the server, up to and including /v1."}
    )
    name: str = field(
        default="", metadata={"doc": "The model's name as the server knows it; many local servers need none."}
    )
    api_key_env: str = field(
        default="LACEWING_API_KEY",
        metadata={
            "doc": "The environment variable that holds the API key, if one is needed. Without it the editor's secret "
            "storage, `api_key_command` and the system's keyring are asked (`lacewing setup model`)."
        },
    )
    api_key_command: tuple[str, ...] = field(
        default=(),
        metadata={"doc": 'A command that prints the API key, word by word, such as `["pass", "show", "llm"]`.'},
    )
    fim: str = field(
        default="chat",
        metadata={
            "doc": "How the model is asked to fill a hole: “suffix” (the server's own prompt + suffix), the name of a "
            "template (such as “qwen2.5-coder”), or “chat” for a model that only chats."
        },
    )
    context_tokens: int = field(
        default=1024, metadata={"doc": "Tokens of project context in a completion prompt.", "unit": "tokens"}
    )
    max_tokens: int = field(default=128, metadata={"doc": "Most tokens of one completion.", "unit": "tokens"})
    connect_timeout_s: float = field(
        default=5.0, metadata={"doc": "Wait for a connection at most this long.", "unit": "s"}
    )
    first_token_timeout_s: float = field(
        default=20.0, metadata={"doc": "Wait for the first token at most this long.", "unit": "s"}
    )
    stall_timeout_s: float = field(
        default=10.0, metadata={"doc": "Wait between two tokens at most this long.", "unit": "s"}
    )
