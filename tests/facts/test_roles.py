"""Roles and workplaces: every one that the vocabulary names is there, and the ladder has its heights."""

from rxladder.facts.load import load_packs
from rxladder.facts.roles import roles, workplaces


def test_the_vocabulary_names_only_known_roles_and_workplaces():
    kinds = load_packs().vocabulary.experience_kinds.values()
    assert {role for kind in kinds for role in kind.roles} <= set(roles())
    assert {place for kind in kinds for place in kind.workplaces} <= set(workplaces())


def test_the_ladder_rises_from_trainee_to_pharmacist():
    levels = [roles()[id_].level for id_ in ("trainee", "technician", "certified-technician", "pharmacist")]
    assert levels == sorted(levels)
    assert roles()["lateral-health"].level is None
