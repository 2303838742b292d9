from copy import copy
from dataclasses import replace
from typing import Any

from layers.atlas import Atlas
from layers.edition import edition


def with_other(atlas: Atlas, **given: Any) -> Atlas:
    made = copy(atlas)
    vars(made).update(given)
    return made


def test_it_changes_with_the_figures_and_with_the_groups(atlas: Atlas) -> None:
    groups = atlas.grouping
    assert groups is not None
    of = groups.of.copy()
    of.iloc[0] = of[of != of.iloc[0]].iloc[0]
    names = {code: f"{name} new" for code, name in groups.names.items()}
    plain = with_other(atlas, grouping=None)
    every = [
        atlas,
        plain,
        with_other(atlas, manifest={**atlas.manifest, "digest": "0" * 64}),
        with_other(atlas, grouping=replace(groups, of=of)),
        with_other(atlas, grouping=replace(groups, names=names)),
    ]
    assert len({edition(one) for one in every}) == len(every)
    same = with_other(atlas, grouping=replace(groups, of=groups.of.copy()))
    assert edition(same) == edition(atlas)
    assert edition(plain) == atlas.manifest["digest"][:12]
    assert edition(atlas).startswith(f"{edition(plain)}-")
