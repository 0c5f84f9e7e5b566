"""A model of a hundred kilobytes for llama.cpp, whose weights are set by hand so that its answers are known.

Its one layer does nothing, so the next token depends on the last alone: after the token that ends a prompt with a hole,
and after a line end, it says "count" and stops; after "~" it says "~" without end.
"""

from __future__ import annotations

from pathlib import Path

import gguf
import numpy as np

ANSWER = "count"
ENDLESS = "~"
_WIDTH = 64
_SPECIAL = {
    "fim_pre": "<|fim_prefix|>",
    "fim_suf": "<|fim_suffix|>",
    "fim_mid": "<|fim_middle|>",
    "fim_pad": "<|fim_pad|>",
    "fim_rep": "<|repo_name|>",
    "fim_sep": "<|file_sep|>",
}
_END, _TURN_START, _TURN_END = "<|endoftext|>", "<|im_start|>", "<|im_end|>"
_CHAT = (
    "{% for m in messages %}{{'<|im_start|>' + m['role'] + '\n' + m['content'] + '<|im_end|>\n'}}{% endfor %}"
    "{% if add_generation_prompt %}{{'<|im_start|>assistant\n'}}{% endif %}"
)


def write_tiny_model(path: Path) -> None:
    """Write the model to `path`, in llama.cpp's GGUF."""
    names = _byte_names()
    special = [*_SPECIAL.values(), _END, _TURN_START, _TURN_END]
    tokens = [*names, names[ord(" ")] * 2, *special]
    ids = {token: number for number, token in enumerate(tokens)}
    writer = gguf.GGUFWriter(path, "llama")
    _write_shape(writer, len(tokens))
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(tokens)
    kinds = [gguf.TokenType.CONTROL if token in special else gguf.TokenType.NORMAL for token in tokens]
    writer.add_token_types(kinds)
    writer.add_token_merges([f"{names[ord(' ')]} {names[ord(' ')]}"])
    writer.add_eos_token_id(ids[_END])
    writer.add_bos_token_id(ids[_END])
    writer.add_eot_token_id(ids[_TURN_END])
    writer.add_add_bos_token(False)
    for key, token in _SPECIAL.items():
        writer.add_uint32(f"tokenizer.ggml.{key}_token_id", ids[token])
    writer.add_chat_template(_CHAT)
    _write_weights(writer, ids, names[ord("\n")])
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _byte_names() -> list[str]:
    """GPT-2's letters for the 256 bytes: printable ones stand for themselves, the others are moved beyond them."""
    printable = {*range(33, 127), *range(161, 173), *range(174, 256)}
    others = iter(range(256, 512))
    return [chr(byte) if byte in printable else chr(next(others)) for byte in range(256)]


def _write_shape(writer: gguf.GGUFWriter, tokens: int) -> None:
    writer.add_name("tiny")
    writer.add_context_length(4096)
    writer.add_embedding_length(_WIDTH)
    writer.add_block_count(1)
    writer.add_feed_forward_length(_WIDTH)
    writer.add_head_count(2)
    writer.add_head_count_kv(2)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(_WIDTH // 2)
    writer.add_vocab_size(tokens)
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)


def _write_weights(writer: gguf.GGUFWriter, ids: dict[str, int], newline: str) -> None:
    drawn = np.random.default_rng(1)
    embedding = drawn.normal(0, 1, (len(ids), _WIDTH))
    output = drawn.normal(0, 0.01, (len(ids), _WIDTH))
    before = [_SPECIAL["fim_mid"], *ANSWER]
    for token, following in zip(before, [*ANSWER, _END], strict=True):
        output[ids[following]] = embedding[ids[token]]
    output[ids[ANSWER[0]]] += embedding[ids[newline]]
    output[ids[ENDLESS]] = embedding[ids[ENDLESS]]
    square = np.zeros((_WIDTH, _WIDTH), np.float16)
    for name in ("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down"):
        writer.add_tensor(f"blk.0.{name}.weight", square)
    for name in ("blk.0.attn_norm", "blk.0.ffn_norm", "output_norm"):
        writer.add_tensor(f"{name}.weight", np.ones(_WIDTH, np.float32))
    writer.add_tensor("token_embd.weight", embedding.astype(np.float16))
    writer.add_tensor("output.weight", output.astype(np.float16))
