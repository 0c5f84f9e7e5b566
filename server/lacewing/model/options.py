"""Settings of the model client."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ModelOptions:
    """Which model answers, and how long one waits for it. The default is none: the embedded engine answers alone."""

    provider: str = field(
        default="none",
        metadata={
            "doc": "Who serves the model: “none”, or one of those `lacewing setup model` lists, such as “ollama”, "
            '“llamacpp”, “deepseek” or “openai-compatible”. `model = "provider:name"` outside any section sets this '
            "and the name."
        },
    )
    endpoint: str = field(
        default="", metadata={"doc": "Base URL of the server, where it is not the provider's usual one."}
    )
    name: str = field(
        default="", metadata={"doc": "The model's name as the server knows it; many local servers need none."}
    )
    api_key_env: str = field(
        default="",
        metadata={
            "doc": "The environment variable that holds the API key, where it is not the provider's usual one. Without "
            "it the editor's secret storage, `api_key_command` and the system's keyring are asked (`lacewing setup "
            "model`)."
        },
    )
    api_key_command: tuple[str, ...] = field(
        default=(),
        metadata={"doc": 'A command that prints the API key, word by word, such as `["pass", "show", "llm"]`.'},
    )
    fim: str = field(
        default="",
        metadata={
            "doc": "How the model is asked to fill a hole: “suffix” (its own route), the name of a format (such "
            "as “qwen2.5-coder”), or “chat” for a model that only chats. Empty for the provider's usual way."
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
    retries: int = field(
        default=2,
        metadata={
            "doc": "Try a chat request again this often after a fault that may pass, if no other model stands in."
        },
    )
    retry_for_s: float = field(
        default=60.0, metadata={"doc": "Begin no further try later than this after the first.", "unit": "s"}
    )


def named(text: str) -> dict[str, str]:
    """The settings that "provider:name" is short for; what follows the first colon is the name."""
    provider, _, name = text.partition(":")
    return {"provider": provider or "none", "name": name}
