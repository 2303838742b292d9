"""The same map as a Dash tutorial would make it, to compare with. Served by ``benchmarks.map``.

One ``dcc.Dropdown``, one ``dcc.Graph``, one callback that returns a whole ``px.choropleth_map``
figure. Same figures, same detailed outlines, same gunicorn settings (but its own worker with eight
threads: the product's knows the product only), compression on, and the map as large as the
product's. Two kindnesses: the outlines are read once rather than at every change, and there is no
base map, which would have to come from another server.
"""

import json

import plotly.express as px
from dash import Dash, Input, Output, dcc, html
from flask_compress import Compress
from plotly.graph_objects import Figure

from dashboard.settings.config import from_environment
from layers import load_atlas

atlas = load_atlas(from_environment().snapshot)
areas = atlas.areas
outlines = json.loads(atlas.outlines("lsoa"))
indicators = {i: d.label for i, d in atlas.indicators.items() if d.kind != "category"}

# A folder that is not there: the product's own scripts and styles are none of the tutorial's.
app = Dash("tutorial", title="Tutorial", assets_folder="tutorial-assets")
app.layout = html.Div(
    [
        dcc.Dropdown(
            id="indicator",
            options=[{"value": i, "label": label} for i, label in indicators.items()],
            value="imd_decile",
            clearable=False,
        ),
        dcc.Graph(id="map", style={"width": "58vw", "height": "88vh"}),
    ]
)


@app.callback(Output("map", "figure"), Input("indicator", "value"))
def draw(indicator: str) -> Figure:
    frame = areas[["name"]].assign(value=atlas.table(indicator)["value"]).reset_index()
    figure = px.choropleth_map(
        frame,
        geojson=outlines,
        locations="lsoa",
        color="value",
        hover_name="name",
        labels={"value": indicators[indicator]},
        map_style="white-bg",
        center={"lon": areas["longitude"].mean(), "lat": areas["latitude"].mean()},
        zoom=8.75,
    )
    return figure.update_layout(margin={"l": 0, "r": 0, "t": 0, "b": 0})


server = app.server
Compress(server)
server.test_client().get("/")
