# %% [markdown]
# # Ten questions, answered with `layers`
#
# The package `layers` is the atlas's Python interface: figures and methods, without a screen or a
# server. Pages, files and the read API take every number from it. Run it from the root of the
# repository in the atlas's own environment. `scripts/notebook.py` makes this notebook of
# `scripts/ten_questions.py` and runs it.
#
# Figures are about areas, not about any person who lives in them.

# %%
import pandas as pd

from layers import load_atlas
from layers.geography import levels
from layers.inequality.correlation import correlations
from layers.inequality.gradient import gradient
from layers.inequality.gradient_figures import figures
from layers.practices import footprints, profile, recorded_registers, units
from layers.targeting.area_search import Criterion, Definition, evaluate
from layers.targeting.reach import curve, reach

pd.options.display.float_format = "{:,.2f}".format
atlas = load_atlas()
f"{atlas.name}: {len(atlas.areas)} areas, {len(atlas.indicators)} indicators"

# %% [markdown]
# ## 1. Where do most people live who cannot speak English well or at all?
#
# `atlas.table` has every indicator by area; shares are percentages with their numerators,
# denominators and 95% limits.

# %%
table = atlas.table("english_limited").join(atlas.areas[["neighbourhood", "district"]])
table.nlargest(5, "numerator")[["neighbourhood", "district", "numerator", "value"]]

# %% [markdown]
# ## 2. How does the region compare with England?

# %%
whole = profile.whole(atlas)
names = ["english_limited", "no_car", "bad_health", "disabled"]
pd.DataFrame(
    {
        atlas.indicators[name].label: {
            "here": profile.figure(atlas, name, whole).value,
            "England": atlas.england(name).value,
        }
        for name in names
    }
).T

# %% [markdown]
# ## 3. Which wards have the most households without a car?
#
# Wards are worked out anew from numerators and denominators, never by averaging percentages.

# %%
wards = levels.table_at(atlas, "no_car", "ward").join(levels.areas_at(atlas, "ward"))
wards.nlargest(5, "value")[["name", "district", "value", "lower", "upper"]]

# %% [markdown]
# ## 4. How wide is the gap in bad health?
#
# From the most to the least deprived tenth of people, by an index that health has no part in.

# %%
made = gradient(atlas, "bad_health", "imd_without_health")
pd.DataFrame(figures(atlas.indicators["bad_health"], made)).set_index("id")

# %% [markdown]
# ## 5. What goes together?
#
# Rank correlations over areas, each of which counts by its residents. Neighbouring areas are alike,
# so the limits are too narrow.

# %%
correlations(atlas, ["imd_score", "no_car", "bad_health"])[["a", "b", "r", "lower", "upper"]]

# %% [markdown]
# ## 6. Who are the patients of a practice?
#
# A unit is a practice, a network, a ward, a district or any group of them; its weights say how much
# of each area it takes.

# %%
practice = units.unit(atlas, min(atlas.practices.index))
weights = units.weights(atlas, practice)
pd.Series(
    {atlas.indicators[name].label: profile.figure(atlas, name, weights).value for name in names},
    name=practice.name,
)

# %% [markdown]
# ## 7. Where do its patients live?

# %%
lived = footprints.shares(atlas, practice.practices, footprints.RINGS)
for held in footprints.holding(lived, footprints.RINGS):
    print(f"{held.areas} areas hold {100 * held.share:.0f}% of its list")

# %% [markdown]
# ## 8. What has it recorded over the years?

# %%
recorded = recorded_registers.recorded(atlas, practice.practices)
recorded.xs("HYP", level="register")[["on_register", "list_size", "prevalence", "lower", "upper"]]

# %% [markdown]
# ## 9. Where would we find seldom-heard people, and how sure is that?
#
# Areas among England's most deprived fifth where many cannot speak English well or at all. Firm
# areas are still found when every threshold is a tenth stricter.

# %%
definition = Definition(
    (
        Criterion("imd_decile", "decile", 2),
        Criterion("english_limited", "national_top", 10),
    )
)
found = evaluate(atlas, definition)
f"{len(found.found)} areas, {len(found.firm)} of them firm"

# %% [markdown]
# ## 10. How many of them would we reach?

# %%
reached = reach(atlas, found.found, "english_limited")
steps = curve(atlas, "english_limited", codes=found.found)
print(f"{reached.people:,.0f} people, {100 * reached.of_group:.1f}% of all, in all of these areas")
print(f"{100 * steps['reached'].iloc[19]:.1f}% of all in the 20 areas with most of them")
