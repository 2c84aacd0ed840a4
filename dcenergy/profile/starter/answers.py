"""What a starter is made from: a few answers, checked, and what follows from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypedDict

from dcenergy.errors import ProfileError, nearest
from dcenergy.reference.table import Row, find, table
from dcenergy.supply import local_grid
from dcenergy.supply.grid import TABLE as GRID_FACTORS
from dcenergy.weather import places, sphere

Values = Mapping[str, object]
"""Keys of a section as they are written out: scalars, sections of the same form, lists of both."""

SYSTEMS: Mapping[str, Values] = {
    "air_chiller": {"dry_cooler": {}},
    "airside": {"evaporative_cooler": {}, "humidity": {"envelope": "A2"}, "trim": {"chiller": "dx"}},
    "chilled_water": {"economiser": {"arrangement": "integrated"}, "chiller": {"count": 3, "redundancy": "N+1"}},
    "dx": {},
    "fixed_pue": {"pue": 1.5},
    "indirect_evaporative": {"trim": {"chiller": "dx"}},
    "lake_water": {"source": {"river_from_air": {}}, "trim": {"chiller": "air_cooled"}},
}
"""The usual parts of every cooling system; what stays unsaid takes its default."""

WITHOUT_WEATHER = {"fixed_pue"}

TARIFFS = {"CNY": "cn-industry-south-east", "EUR": "eu-business", "USD": "us-industry"}
"""Rows of the prices by currency: what industry pays."""

LATEST_YEAR = 2024
"""Of the shipped prices."""

SAME_ZONE_KM = 1000.0
"""A place further away may keep another time (assumption: a zone is some 1,000 km wide)."""


SAME_GRID_KM = 300.0
"""A place further away may be of another province or country (assumption: provinces are some 300 km wide)."""


class Said(TypedDict, total=False):
    """Answers as they come from the command line, without the name: those that were given."""

    place: str
    latitude_deg: float
    longitude_deg: float
    altitude_m: float
    utc_offset_h: float
    servers: int
    idle_w: float
    peak_w: float
    utilisation: float
    cooling: str
    grid: str
    currency: str
    tariff_per_kwh: float


@dataclass(frozen=True)
class Answers:
    """What a user says of a new design; None leaves it to the place, or away."""

    name: str
    place: str | None = None
    latitude_deg: float | None = None
    longitude_deg: float | None = None
    altitude_m: float | None = None
    utc_offset_h: float | None = None
    servers: int = 1000
    idle_w: float = 150.0
    peak_w: float = 400.0
    utilisation: float = 0.5
    cooling: str = "chilled_water"
    grid: str | None = None
    currency: str | None = None
    tariff_per_kwh: float | None = None

    def __post_init__(self) -> None:
        """Refuse what no profile can be made of."""
        if not self.name.strip():
            raise ProfileError("--name is empty; give the design a name")
        if self.cooling not in SYSTEMS:
            raise ProfileError(f"--cooling {self.cooling}: no such system; {nearest(self.cooling, SYSTEMS)}")
        if (self.latitude_deg is None) != (self.longitude_deg is None):
            raise ProfileError("--lat and --lon belong together; give both, or neither")
        if self.place is None and self.latitude_deg is None and self.cooling not in WITHOUT_WEATHER:
            raise ProfileError(
                f"{self.cooling} needs a climate; give --place PLACE (see `dcenergy weather places`), "
                "or --lat and --lon"
            )
        if self.place is not None:
            places.find(self.place)
        if self.peak_w < self.idle_w:
            raise ProfileError(
                f"--peak-w {self.peak_w:g} is below --idle-w {self.idle_w:g}; a busy server draws more"
            )
        if self.grid is not None:
            find(GRID_FACTORS, self.grid)
        if self.tariff_per_kwh is not None and self.currency is None:
            raise ProfileError("--tariff needs its --currency, as CNY")
        if self.currency is not None and self.tariff_per_kwh is None and self.currency not in TARIFFS:
            raise ProfileError(
                f"no price of electricity in {self.currency} is shipped (only in {', '.join(TARIFFS)}); give --tariff"
            )


@dataclass(frozen=True)
class Climate:
    """The shipped place whose climate the site gets, and how far away it is."""

    place: str
    distance_km: float


def climate(answers: Answers) -> Climate | None:
    """Return the named place, or else the nearest one of the same seasons; None where the site is nowhere.

    >>> climate(Answers("x", latitude_deg=60.2, longitude_deg=24.9)).place
    'helsinki'
    """
    if answers.latitude_deg is None:
        return None if answers.place is None else Climate(answers.place, 0.0)
    here = {"latitude_deg": f"{answers.latitude_deg}", "longitude_deg": f"{answers.longitude_deg}"}
    names = (*places.names(), *places.aliases()) if answers.place is None else (answers.place,)
    of = {name: places.groups_of(name)[0] for name in names}
    far = {
        name: places.distance_km(here, row)
        for name, row in of.items()
        if answers.place or not sphere.seasons_turned(answers.latitude_deg, float(row["latitude_deg"]))
    }
    nearest_name = min(far, key=far.__getitem__)
    return Climate(nearest_name, far[nearest_name])


def factor(answers: Answers, near: Climate | None) -> Row | None:
    """Return the grid factor: the named one, or else that of the place where it is near."""
    if answers.grid is not None:
        return find(GRID_FACTORS, answers.grid)
    return local_grid.factor(near.place) if near is not None and near.distance_km <= SAME_GRID_KM else None


def written(answers: Answers) -> Values:
    """Return the keys that a starter writes out; all others are left to their defaults."""
    near = climate(answers)
    server = {
        "name": "servers",
        "count": answers.servers,
        "idle_w": answers.idle_w,
        "peak_w": answers.peak_w,
        "utilisation": answers.utilisation,
    }
    parts: dict[str, object] = {
        "name": answers.name,
        "description": "",
        "site": _site(answers, near),
        "it": {"supply_air_c": None, "servers": [server]},
        "cooling": {"system": answers.cooling, **SYSTEMS[answers.cooling]},
        "electrical": {"ups": {"preset": None}},
        "supply": _supply(answers, near),
        "cost": _cost(answers),
    }
    return {key: value for key, value in parts.items() if value not in (None, "")}


def _site(answers: Answers, near: Climate | None) -> Values | None:
    if near is None:
        return None
    zone_h = answers.utc_offset_h
    if zone_h is None and answers.longitude_deg is not None and near.distance_km > SAME_ZONE_KM:
        zone_h = float(round(answers.longitude_deg / 15))
    own = {
        "latitude_deg": answers.latitude_deg,
        "longitude_deg": answers.longitude_deg,
        "altitude_m": answers.altitude_m,
        "utc_offset_h": zone_h,
    }
    return {**{key: value for key, value in own.items() if value is not None}, "weather": {"normals": near.place}}


def _supply(answers: Answers, near: Climate | None) -> Values | None:
    row = factor(answers, near)
    if row is None:
        return None
    rest = local_grid.residual(row.key)
    return {"grid": {"factor": row.key, **({"residual": rest} if rest else {})}}


def _cost(answers: Answers) -> Values | None:
    if answers.currency is None:
        return None
    row = table("prices").get(TARIFFS.get(answers.currency, ""))
    price: object = answers.tariff_per_kwh
    year = int(row.year) if row else LATEST_YEAR
    if price is None and row is not None:
        price = {"value": row.value, "low": row.low, "high": row.high, "source": row.source}
    return {"currency": answers.currency, "price_year": year, "tariff": {"per_kwh": price}}
