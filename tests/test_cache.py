"""What is kept between runs: by content and code, never stale, never in the way."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dcenergy import cache

ARRAYS = {"hours": np.linspace(0.0, 1.0, 300), "words": np.array(["file", "Zürich", "a note; with 5 °C"])}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("DCENERGY_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


def never():
    raise AssertionError("computed again")


def same(arrays):
    return arrays.keys() == ARRAYS.keys() and all(np.array_equal(arrays[name], ARRAYS[name]) for name in ARRAYS)


def test_computes_once():
    arrays, notes = cache.recall("name", lambda: ARRAYS)
    assert same(arrays)
    assert notes == ()
    again, notes = cache.recall("name", never)
    assert same(again)
    assert notes == ()


def test_leaves_nothing_but_the_entry(folder):
    cache.recall("name", lambda: ARRAYS)
    assert [path.name for path in folder.iterdir()] == ["name.npz"]


@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7), cut=st.booleans())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_entry_is_never_believed(folder, place, bit, cut):
    path = folder / "name.npz"
    path.unlink(missing_ok=True)
    cache.recall("name", lambda: ARRAYS)
    content = bytearray(path.read_bytes())
    position = int(place * len(content))
    if cut:
        del content[position:]
    else:
        content[position] ^= 1 << bit
    path.write_bytes(bytes(content))
    arrays, notes = cache.recall("name", lambda: ARRAYS)
    # some bits of a zip (dates, attributes) mean nothing to us; the arrays are right either way
    assert same(arrays)
    assert notes == () or "could not be read" in notes[0]
    assert same(cache.recall("name", never)[0])


def test_pickles_are_not_read(folder):
    folder.mkdir()
    np.savez(folder / "name.npz", hours=np.array([print], dtype=object))
    arrays, notes = cache.recall("name", lambda: ARRAYS)
    assert same(arrays)
    assert "could not be read" in notes[0]


def test_a_folder_that_cannot_be_written_costs_a_note(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("DCENERGY_CACHE_DIR", str(tmp_path / "file" / "cache"))
    arrays, notes = cache.recall("name", lambda: ARRAYS)
    assert same(arrays)
    assert len(notes) == 1
    assert "The cache could not be written" in notes[0]


def test_errors_of_the_computation_pass_through():
    with pytest.raises(AssertionError, match="computed again"):
        cache.recall("name", never)


def test_the_folder_is_the_first_that_is_named(tmp_path, monkeypatch):
    assert cache.folder() == tmp_path / "cache"
    monkeypatch.setenv("DCENERGY_CACHE_DIR", "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert cache.folder() == tmp_path / "xdg" / "dcenergy"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache.folder() == tmp_path / ".cache" / "dcenergy"


def test_every_input_and_every_line_of_code_counts(tmp_path, monkeypatch):
    code = tmp_path / "code.py"
    code.write_text("x = 1")
    names = [cache.digest(["a", b"b"], [code])]
    names += [cache.digest(["ab"], [code]), cache.digest(["a", "c"], [code]), cache.digest(["a", b"b"], [])]
    code.write_text("x = 2")
    names.append(cache.digest(["a", b"b"], [code]))
    monkeypatch.setattr(cache, "__version__", "0.0.0")
    names.append(cache.digest(["a", b"b"], [code]))
    assert len(set(names)) == len(names)
