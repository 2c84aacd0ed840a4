"""What is kept between runs: by content and code, never stale, never in the way."""

import os

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dcenergy import cache, cache_folder

ARRAYS = {"hours": np.linspace(0.0, 1.0, 300), "words": np.array(["file", "Zürich", "a note; with 5 °C"])}
FORMS = {"hours": cache.Form("float64", (300,)), "words": cache.Form("U", (None,))}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("DCENERGY_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


def never():
    raise AssertionError("computed again")


def recall(compute=lambda: ARRAYS, name="name"):
    return cache.recall(name, compute, lambda arrays: cache.expect(arrays, FORMS))


def same(arrays):
    return arrays.keys() == ARRAYS.keys() and all(np.array_equal(arrays[name], ARRAYS[name]) for name in ARRAYS)


def test_computes_once():
    arrays, notes = recall()
    assert same(arrays)
    assert notes == ()
    again, notes = recall(never)
    assert same(again)
    assert notes == ()


def test_leaves_nothing_but_the_entry(folder):
    recall()
    assert [path.name for path in folder.iterdir()] == ["name.npz"]
    assert folder.stat().st_mode & 0o077 == 0


@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7), cut=st.booleans())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_entry_is_never_believed(folder, place, bit, cut):
    path = folder / "name.npz"
    path.unlink(missing_ok=True)
    recall()
    content = bytearray(path.read_bytes())
    position = int(place * len(content))
    if cut:
        del content[position:]
    else:
        content[position] ^= 1 << bit
    path.write_bytes(bytes(content))
    arrays, notes = recall()
    # some bits of a zip (dates, attributes) mean nothing to us; the arrays are right either way
    assert same(arrays)
    assert notes == () or "could not be read" in notes[0]
    assert same(recall(never)[0])


def test_a_folder_that_cannot_be_written_costs_a_note(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("DCENERGY_CACHE_DIR", str(tmp_path / "file" / "cache"))
    arrays, notes = recall()
    assert same(arrays)
    assert len(notes) == 1
    assert "The cache could not be written" in notes[0]


def test_errors_of_the_computation_pass_through():
    with pytest.raises(AssertionError, match="computed again"):
        recall(never)


def test_the_folder_is_the_first_that_is_named(tmp_path, monkeypatch):
    home, xdg = str(tmp_path), str(tmp_path / "xdg")
    assert cache_folder.named({"DCENERGY_CACHE_DIR": home, "XDG_CACHE_HOME": xdg}) == tmp_path
    assert cache_folder.named({"DCENERGY_CACHE_DIR": "", "XDG_CACHE_HOME": xdg}) == tmp_path / "xdg" / "dcenergy"
    assert cache_folder.named({"HOME": home}) == tmp_path / ".cache" / "dcenergy"


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


def test_the_oldest_entries_make_room(folder, monkeypatch):
    first, later, other = (letter * 64 for letter in "abc")
    recall(name=first)
    size = (folder / f"{first}.npz").stat().st_size
    monkeypatch.setattr(cache, "LARGEST_FOLDER_BYTES", 2 * size + 1)
    (folder / "mine.npz").write_bytes(b"x" * 3 * size)  # no entry: neither counted nor removed
    os.utime(folder / f"{first}.npz", (1000, 1000))
    recall(name=later)
    os.utime(folder / f"{later}.npz", (2000, 2000))
    recall(name=other)
    assert {path.name for path in folder.iterdir()} == {f"{later}.npz", f"{other}.npz", "mine.npz"}
