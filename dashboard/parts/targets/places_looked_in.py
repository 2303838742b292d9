"""Where a team looks, in words: districts, own groups of wards, wards, networks and practices."""

from dashboard.parts.patients_outside import here_only
from dashboard.parts.targets.target_definition import Targets
from dashboard.wording.group_names import group_names
from dashboard.wording.lists import listed
from layers.atlas import Atlas


def where(atlas: Atlas, targets: Targets) -> str:
    """Such as "Rotherham and Sheffield", to follow "in"; empty where a team looks everywhere."""
    areas, practices = atlas.areas, atlas.practices
    parts = []
    if targets.districts:
        parts.append(listed([atlas.districts[code] for code in targets.districts]))
    if targets.own_groups:
        parts.insert(0, group_names(atlas, targets.own_groups))
    if targets.wards:
        names = areas.drop_duplicates("ward_code").set_index("ward_code")["ward"]
        word = "ward" if len(targets.wards) == 1 else "wards"
        parts.insert(0, f"{listed([names[code] for code in targets.wards])} {word}")
    place = ", ".join(parts)
    networks = practices.drop_duplicates("pcn_code").set_index("pcn_code")["pcn"]
    who = [str(networks[code]) for code in targets.pcns]
    who += [str(practices["name"][code]) for code in targets.practices]
    if not who:
        return place
    served = [*practices.index[practices["pcn_code"].isin(targets.pcns)], *targets.practices]
    lived = f"where most patients of {listed(who)} live{here_only(atlas, served)}"
    return f"{place}, {lived}" if place else f"the areas {lived}"
