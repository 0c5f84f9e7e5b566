from __future__ import annotations

import random
from pathlib import Path

import numpy as np

from lacewing.engine.engine import Engine, EngineQuery
from lacewing.engine.indexing import build_segment, without
from lacewing.engine.lexer import Lexer
from lacewing.engine.segment import Document, Segment
from lacewing.engine.sparse import MOST_PLACES, SparseIndex, sparse_index
from lacewing.engine.suffixes import matches
from lacewing.engine.vocabulary import Vocabulary

CODE = sorted((Path(__file__).parents[3] / "server/lacewing/engine").glob("*.py"))[:12]


def documents(vocabulary: Vocabulary) -> list[Document]:
    lexer = Lexer(vocabulary)
    found = []
    for path in CODE:
        tokens = lexer.lex(path.read_text().strip())
        found.append(Document(path.name, path.name, path.stat().st_size, tokens.ids, tokens.spaced))
    return found


def test_leaving_files_out_is_like_never_having_had_them() -> None:
    vocabulary = Vocabulary()
    learned = documents(vocabulary)
    gone = {0, 3, 4, len(learned) - 1}
    left = without(build_segment(learned, vocabulary), gone, vocabulary)
    anew = build_segment([each for number, each in enumerate(learned) if number not in gone], vocabulary)
    assert left.files == anew.files
    for name in left.arrays._fields:
        assert np.array_equal(getattr(left.arrays, name), getattr(anew.arrays, name)), name
    for kept, new in zip(left.sparse, anew.sparse, strict=True):
        # A sample of what is frequent stays a sample; everything else is the same. Before place 0 stands nothing.
        assert set(kept.places.tolist()) >= {place for place in _rare(new) if place}


def _rare(index: SparseIndex) -> set[int]:
    found: set[int] = set()
    heads = np.repeat(index.heads, np.diff(index.starts)).astype(np.int64)
    for key in np.unique(heads << 16 | index.tails).tolist():
        places = index.found(key).tolist()
        if len(places) < MOST_PLACES // 2:
            found.update(places)
    return found


def test_threads_change_nothing() -> None:
    vocabulary = Vocabulary()
    learned = documents(vocabulary)
    one, four = build_segment(learned, vocabulary), build_segment(learned, vocabulary, 4)
    for each, other in zip((*one.arrays, *_all(one)), (*four.arrays, *_all(four)), strict=True):
        assert np.array_equal(each, other)


def _all(segment: Segment) -> list[np.ndarray]:
    return [array for index in segment.sparse for array in index]


def test_documents_come_back_as_they_were() -> None:
    vocabulary = Vocabulary()
    learned = documents(vocabulary)
    segment = build_segment(learned, vocabulary)
    for document, entry in zip(learned, segment.files, strict=True):
        again = segment.document(entry)
        assert again.ids.tolist() == document.ids.tolist()
        assert again.spaced.tolist() == document.spaced.tolist()
        inside = np.arange(entry.start, entry.end)
        assert set(segment.file_of(inside).tolist()) <= {segment.numbers[document.path]}


def test_matches_never_reach_into_the_file_before() -> None:
    vocabulary = Vocabulary()
    lexer = Lexer(vocabulary)
    texts = {"a.py": "one two three", "b.py": "four five"}
    made = [Document(path, "", 1, *_lexed(lexer, text)) for path, text in texts.items()]
    segment = build_segment(made, vocabulary)
    stream = segment.tokens.tolist()
    whole = stream[: segment.files[1].end]
    found = matches(whole, stream, segment.literal)
    assert len(found) == len(made[1].ids) + 1


def _lexed(lexer: Lexer, text: str):  # type: ignore[no-untyped-def]
    tokens = lexer.lex(text)
    return tokens.ids, tokens.spaced


def test_sparse_contexts_are_found_by_their_hash() -> None:
    chance = random.Random(2)
    keys = np.array([chance.choice([7, 0xFFFF0001, 0x10002, 0x10003, 0x20002]) for _ in range(60)], np.uint32)
    index = sparse_index(keys)
    for key in (7, 0xFFFF0001, 0x10002, 0x10003, 0x20002):
        assert index.found(key).tolist() == np.nonzero(keys == key)[0].tolist()
    for key in (0, 8, 0x10004, 0xFFFFFFFF, 0x30000):
        assert not len(index.found(key))
    many = sparse_index(np.array([5] * 1000 + [6] * 3, np.uint32))
    assert many.found(5).tolist() == list(range(0, 1000, 11))
    assert many.found(6).tolist() == [1000, 1001, 1002]


def test_the_file_keeps_no_trace_of_what_was_forgotten(tmp_path: Path) -> None:
    engine = Engine()
    for number in range(30):
        engine.learn(f"kept{number}.py", f"common = value_{number}\n" * 20)
    engine.learn("sub/forgotten_name.py", "quite_unheard_of = 'Sesame4711'\n" * 20)
    engine.settle()
    engine.learn("kept3.py", "common = another\n" * 20)
    engine.save(tmp_path / "before")
    words = [b"quite_unheard_of", b"Sesame4711", b"forgotten_name"]
    assert all(word in (tmp_path / "before").read_bytes() for word in words)
    assert b"value_3" not in (tmp_path / "before").read_bytes()
    loaded = Engine.load(tmp_path / "before")
    loaded.forget("sub/forgotten_name.py")
    loaded.save(tmp_path / "after")
    left = (tmp_path / "after").read_bytes()
    assert not any(word in left for word in words)
    again = Engine.load(tmp_path / "after")
    assert len(again.paths()) == 30
    assert not again.predict(EngineQuery("q.py", "quite_unh")).tokens
    assert again.predict(EngineQuery("q.py", "common = value_2")).tokens[0][0].startswith("value_2")
    again.learn("back.py", "quite_unheard_of = 1\n")
    assert again.predict(EngineQuery("q.py", "quite_unh")).tokens[0][0] == "quite_unheard_of"
