"""A cache that an attacker can write to: nothing of it runs, and nothing of it is believed."""

from __future__ import annotations

import hashlib
import io
import json
import marshal
import os
import pickle
import zipfile
from pathlib import Path

import jinja2
import numpy as np
import pytest

from dcenergy import cache
from dcenergy.language import KEPT, recalled
from dcenergy.report import render

NUMBERS = {"kw": np.linspace(0.0, 1.0, 8760)}
FORMS = {"kw": cache.Form("float64", (8760,))}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DCENERGY_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


def recall() -> tuple[cache.Arrays, tuple[str, ...]]:
    return cache.recall("name", lambda: NUMBERS, lambda arrays: cache.expect(arrays, FORMS))


def computed_anew(note: str) -> bool:
    """Whether the right numbers came, with a note of this kind, where others were planted."""
    arrays, notes = recall()
    return arrays.keys() == {"kw"} and np.array_equal(arrays["kw"], NUMBERS["kw"]) and note in " ".join(notes)


def plant(folder: Path, arrays: cache.Arrays, name: str = "name") -> None:
    """Write what an attacker who knows the form of entries would."""
    folder.mkdir(exist_ok=True)
    (folder / "name.npz").write_bytes(cache.written(name, arrays))


class Bomb:
    """Leaves a file where it is unpickled."""

    def __reduce__(self):
        return (os.mkdir, (os.environ["DCENERGY_CACHE_DIR"] + "/ran",))


def test_compiled_templates_are_never_loaded(folder: Path):
    # as Jinja keeps them: magic, the pickled checksum of the source, marshalled code that ran at the first report
    source = Path(render.environment().loader.searchpath[0]) / "report.html.j2"
    code = compile(f"import os; os.mkdir({str(folder / 'ran')!r})", "planted", "exec")
    checksum = hashlib.sha1(source.read_bytes()).hexdigest()
    planted = jinja2.bccache.bc_magic + pickle.dumps(checksum, 2) + marshal.dumps(code)
    key = hashlib.sha1(b"report.html.j2|" + str(source).encode()).hexdigest()
    for place in (folder, folder / f"pages-jinja2-{jinja2.__version__}"):
        place.mkdir(parents=True, exist_ok=True)
        (place / f"__jinja2_{key}.cache").write_bytes(planted)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    render.environment().get_template("report.html.j2")
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_a_pickle_in_an_entry_does_not_run(folder: Path):
    content = io.BytesIO()
    np.savez(content, allow_pickle=True, kw=np.array([Bomb()], dtype=object))
    folder.mkdir()
    (folder / "name.npz").write_bytes(content.getvalue())
    recall()
    assert not (folder / "ran").exists()


@pytest.mark.parametrize(
    ("arrays", "note"),
    [
        ({"kw": np.ones(8760), "more": np.ones(1)}, "holds other arrays"),
        ({}, "holds other arrays"),
        ({"kw": np.ones(8760, dtype=np.float32)}, "is not float64 of shape (8760,)"),
        ({"kw": np.ones(8760, dtype="U1")}, "is not float64 of shape (8760,)"),
        ({"kw": np.ones(8784)}, "is not float64 of shape (8760,)"),
        ({"kw": np.ones((8760, 1))}, "is not float64 of shape (8760,)"),
        ({"kw": np.full(8760, np.nan)}, "not finite"),
        ({"kw": np.full(8760, np.inf)}, "not finite"),
    ],
)
def test_an_entry_of_another_form_is_computed_anew(folder: Path, arrays: cache.Arrays, note: str):
    plant(folder, arrays)
    assert computed_anew(note)
    assert recall()[1] == ()  # and kept


def test_an_entry_is_that_of_its_name(folder: Path):
    plant(folder, {"kw": np.ones(8760)}, name="another")
    assert computed_anew("its digest is not that of its content")


def test_an_entry_with_other_numbers_fails_its_digest(folder: Path):
    arrays = {"kw": np.ones(8760)}
    plant(folder, arrays)
    with np.load(folder / "name.npz") as planted:
        seal = planted[cache.SEAL]
    np.savez(folder / "name.npz", kw=2 * arrays["kw"], sha256=seal)
    assert computed_anew("its digest is not that of its content")


def test_an_entry_that_unpacks_to_more_is_not_unpacked(folder: Path):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("kw.npy", bytes(50_000_000))
    folder.mkdir()
    (folder / "name.npz").write_bytes(content.getvalue())
    assert computed_anew("packed")


def test_a_huge_entry_is_not_read(folder: Path):
    folder.mkdir()
    with (folder / "name.npz").open("wb") as file:
        file.truncate(10**11)  # a sparse file of 100 GB
    assert computed_anew("larger than")


@pytest.mark.parametrize("mode", [0o777, 0o770, 0o1777, 0o722])
def test_a_folder_that_others_can_write_to_is_not_used(folder: Path, mode: int):
    plant(folder, {"kw": np.ones(8760)})
    folder.chmod(mode)
    assert computed_anew("others can write to it")
    assert {path.name for path in folder.iterdir()} == {"name.npz"}


def test_a_folder_of_another_user_is_not_used(folder: Path, monkeypatch: pytest.MonkeyPatch):
    plant(folder, {"kw": np.ones(8760)})
    monkeypatch.setattr(os, "geteuid", lambda: folder.stat().st_uid + 1)
    assert computed_anew("belongs to another user")


def test_an_entry_that_others_can_write_to_is_not_read(folder: Path):
    plant(folder, {"kw": np.ones(8760)})
    (folder / "name.npz").chmod(0o666)
    assert computed_anew("others can write to it")


def test_an_entry_that_is_a_link_or_a_pipe_is_not_read(folder: Path, tmp_path: Path):
    plant(tmp_path / "elsewhere", {"kw": np.ones(8760)})
    folder.mkdir()
    (folder / "name.npz").symlink_to(tmp_path / "elsewhere" / "name.npz")
    assert computed_anew("could not be read")
    (folder / "name.npz").unlink(missing_ok=True)
    os.mkfifo(folder / "name.npz", 0o600)
    assert computed_anew("it is no file")


@pytest.mark.parametrize(
    ("variable", "value"),
    [("DCENERGY_CACHE_DIR", "cache"), ("XDG_CACHE_HOME", "."), ("HOME", ""), ("HOME", "home"), ("HOME", None)],
)
def test_the_current_folder_is_never_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str | None
):
    # a mailed project may hold `cache`, `dcenergy`, `home/.cache`, `~/.cache` and `.cache`
    for each in ("DCENERGY_CACHE_DIR", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.delenv(each, raising=False)
    if value is not None:
        monkeypatch.setenv(variable, value)
    project = tmp_path / "project"
    for planted in ("cache", "dcenergy", "home/.cache/dcenergy", "~/.cache/dcenergy", ".cache/dcenergy"):
        (project / planted).mkdir(parents=True, mode=0o700)
        plant(project / planted, {"kw": np.ones(8760)})
    before = sorted(project.rglob("*"))
    monkeypatch.chdir(project)
    assert computed_anew("DCENERGY_CACHE_DIR")
    assert sorted(project.rglob("*")) == before


@pytest.mark.parametrize("template", ["{hall.text.__globals__}", "{hall!r:>9999999999}", "{hall:>9999999999}", "{"])
def test_a_kept_message_asks_for_nothing_but_its_places(template: str):
    kept = KEPT + json.dumps([template, template, 1, {"hall": "Hall 1"}, "informs"])
    with pytest.raises(ValueError, match="none of ours"):
        recalled(kept)
