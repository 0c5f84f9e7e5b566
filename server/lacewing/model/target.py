"""What a request is made for: one model at one address, all that a provider needs to know of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from lacewing.model.errors import ModelConfigError
from lacewing.model.options import ModelOptions
from lacewing.model.presets import Dialect, Preset, load_presets
from lacewing.model.templates import suggested_template, template_names


@dataclass(frozen=True, slots=True)
class Target:
    """One model at one address. `fim` is "suffix", the name of a format in `fim/`, or "chat"; `url` the base of routes.

    `key_origin` says where the key was found or looked for, as part of a sentence.
    """

    protocol: str
    model: str
    url: str
    fim: str
    dialect: Dialect = field(default_factory=Dialect)
    api_key: str = field(default="", repr=False)
    key_origin: str = "the settings"

    @property
    def description(self) -> str:
        """The model in words for the user."""
        return f"{self.model or 'the model'} at {urlsplit(self.url).netloc}"


def resolve(options: ModelOptions) -> tuple[ModelOptions, Target, tuple[str, ...]]:
    """`options` with what its provider's preset says where they say nothing, the target, and sentences for the user.

    Raises ModelConfigError naming the wrong setting.
    """
    preset = load_presets().get(options.provider)
    if preset is None:
        known = ", ".join(["none", *load_presets()])
        raise ModelConfigError(f"model.provider = {options.provider!r} is unknown; known are {known}")
    url = (options.endpoint or preset.url).rstrip("/")
    parts = urlsplit(url)
    schemes = ("ws", "wss") if urlsplit(preset.url).scheme in ("ws", "wss") else ("http", "https")
    if parts.scheme not in schemes or not parts.hostname:
        raise ModelConfigError(f"model.endpoint = {url!r} is no {schemes[0]}(s) URL")
    fim, notes = _fim(options, preset)
    resolved = replace(options, endpoint=url, api_key_env=options.api_key_env or preset.key, fim=fim)
    return resolved, Target(preset.protocol, options.name, url, fim, preset.dialect), notes


def _fim(options: ModelOptions, preset: Preset) -> tuple[str, tuple[str, ...]]:
    """The way to fill holes, and what to say about it."""
    asked, model = options.fim or preset.fim, options.name
    if asked:
        if asked not in ("chat", "suffix", *template_names()):
            known = ", ".join(["chat", "suffix", *template_names()])
            raise ModelConfigError(f"model.fim = {asked!r} is unknown; known are {known}")
        return asked, ()
    suggested = suggested_template(model)
    if suggested:
        return suggested, (
            f"model.fim is not set: from its name, {model} is taken to fill holes in the format {suggested!r}. "
            f"Set model.fim to {suggested!r} to say so, or to the right one",
        )
    return "chat", (
        f"model.fim is not set, and {model or 'the model'} fills holes by chat; "
        "a fill-in-the-middle format suits code models better",
    )
