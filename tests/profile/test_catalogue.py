import pytest

from dcenergy.errors import ProfileError
from dcenergy.profile import catalogue


def test_names_are_paths_without_suffix_group_by_group():
    names = catalogue.names()
    assert {"dongjiang-lake", "cluster/guian", "base/large-colocation"} <= set(names)
    groups = [name.rpartition("/")[0] for name in names]
    assert groups == sorted(groups, key=["", "cluster", "base"].index)
    for group in set(groups):
        inside = [name for name in names if name.rpartition("/")[0] == group]
        assert inside == sorted(inside)


def test_every_shipped_profile_says_in_a_line_what_it_is():
    for entry in catalogue.entries():
        assert 20 < len(entry.summary) < 120, entry.name
        assert "$schema" not in entry.summary


def test_a_shipped_profile_is_found_by_name():
    assert catalogue.find("base/large-colocation").name == "large-colocation.yaml"


def test_an_unknown_name_is_answered_with_the_nearest():
    with pytest.raises(ProfileError, match="did you mean `dongjiang-lake`"):
        catalogue.find("dongjang-lake")
