"""The hourly balance of supply and load, and the contracts laid over it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dcenergy import store
from dcenergy.errors import DesignError
from dcenergy.plant.signals import UNKNOWN, Signals
from dcenergy.store import Stored
from dcenergy.supply import battery, dispatch, generator, hydro, peak_shaving, unit_yield, wind
from dcenergy.supply.contract import delivery_kw
from dcenergy.supply.outage import Hours, hours_out
from dcenergy.supply.supply import Supply
from dcenergy.weather.hourly import Calendar, Floats, Weather


@dataclass(frozen=True, eq=False)
class Power:
    """Electricity hour by hour; arrays of shape (hours,), `contracted_kw` (contracts, hours).

    grid + solar + wind + hydro + diesel + discharged + unserved = load + charged + exported, in every
    hour. Own generation is what is used, stored or exported; `curtailed_kw` stands apart. `backup_kw`
    is the part of `diesel_kw` that carries the site while the grid is out, `unserved_kw` the load
    that nothing carries then. `contracted_kw`
    is what contracts deliver, an overlay on `grid_kw`; None where only an annual claim is known.
    `deliverable_kw` is what those deliver together whose plants feed the site's own grid.
    `own_charged_kw` and `own_discharged_kw` are the battery's flows that came from own surplus; the
    renewable parts those that came from own surplus, as far as its certificates are not sold, or
    from surplus of deliverable contracts.
    """

    load_kw: Floats
    grid_kw: Floats
    solar_kw: Floats
    wind_kw: Floats
    hydro_kw: Floats
    diesel_kw: Floats
    backup_kw: Floats
    unserved_kw: Floats
    charged_kw: Floats
    discharged_kw: Floats
    stored_kwh: Floats
    exported_kw: Floats
    curtailed_kw: Floats
    contracted_kw: Floats | None
    deliverable_kw: Floats
    own_charged_kw: Floats
    own_discharged_kw: Floats
    renewable_charged_kw: Floats
    renewable_discharged_kw: Floats

    @property
    def on_site_kw(self) -> Floats:
        """Own generation, without what is curtailed. [kW]"""
        return self.solar_kw + self.wind_kw + self.hydro_kw

    @property
    def own_used_kw(self) -> Floats:
        """Own generation that reaches the facility: neither sold nor lost in the battery. [kW]"""
        return self.on_site_kw - self.exported_kw - self.own_charged_kw + self.own_discharged_kw

    @property
    def renewable_kw(self) -> Floats | None:
        """Own generation and contracts' delivery; None where only an annual claim is known. [kW]"""
        return None if self.contracted_kw is None else self.on_site_kw + self.contracted_kw.sum(axis=0)


def run(supply: Supply, load_kw: Floats, weather: Weather, signals: Signals = UNKNOWN) -> Power:
    """Meet the load of every hour, and lay the contracts over it.

    While the grid is out, own generation and the battery come first, and generators carry the
    rest as far as they can; nothing is sold, and contracts deliver nothing to the site.

    Parameters
    ----------
    signals : price and carbon of every hour, for a battery that goes by them

    Raises
    ------
    DesignError
        Where weather or prices are missing that the supply needs.
    """
    solar_kw, wind_kw, hydro_kw = (kw.sum(axis=0) for kw in _generated_kw(supply, weather))
    own_kw = solar_kw + wind_kw + hydro_kw
    out = hours_out(supply.outages, weather.calendar)
    contracted_kw = _contracted_kw(supply, load_kw, weather, out)
    bought_kw = np.array([each.deliverable for each in supply.contracts], dtype=float) @ contracted_kw

    tests_kw = _generator_tests_kw(supply, weather)
    import_kw = np.where(out, 0.0, np.maximum(load_kw - own_kw - tests_kw, 0.0))
    stored = _store(supply, own_kw - load_kw, bought_kw, import_kw, out, weather.calendar, signals)
    net_kw = own_kw + stored.discharged_kw - load_kw - stored.charged_kw
    spare_kw = np.maximum(net_kw, 0.0)
    exported_kw = np.where(out, 0.0, np.minimum(spare_kw, supply.export_limit_kw))
    curtailed_kw = spare_kw - exported_kw
    lacking_kw = np.maximum(-net_kw, 0.0)
    backup_kw = np.where(out, np.minimum(lacking_kw, generator.capacity_kw(supply.generators)), 0.0)
    unserved_kw = np.where(out, lacking_kw - backup_kw, 0.0)
    tested_kw = np.where(out, 0.0, np.minimum(lacking_kw, tests_kw))
    used = 1 - np.divide(curtailed_kw, own_kw, out=np.zeros_like(own_kw), where=own_kw > 0)
    surplus_charged_kw = np.minimum(stored.charged_kw, np.maximum(own_kw + bought_kw - load_kw, 0.0))
    own_charged_kw = np.minimum(stored.charged_kw, np.maximum(own_kw - load_kw, 0.0))
    renewable_charged_kw = surplus_charged_kw - supply.certificates_sold * own_charged_kw
    return Power(
        load_kw=load_kw,
        grid_kw=np.where(out, 0.0, lacking_kw - tested_kw),
        solar_kw=solar_kw * used,
        wind_kw=wind_kw * used,
        hydro_kw=hydro_kw * used,
        diesel_kw=tested_kw + backup_kw,
        backup_kw=backup_kw,
        unserved_kw=unserved_kw,
        charged_kw=stored.charged_kw,
        discharged_kw=stored.discharged_kw,
        stored_kwh=stored.stored_kwh,
        exported_kw=exported_kw,
        curtailed_kw=curtailed_kw,
        contracted_kw=None if supply.renewable_share is not None else contracted_kw,
        deliverable_kw=bought_kw,
        own_charged_kw=own_charged_kw,
        own_discharged_kw=_given_back_kw(supply, stored, own_charged_kw),
        renewable_charged_kw=renewable_charged_kw,
        renewable_discharged_kw=_given_back_kw(supply, stored, renewable_charged_kw),
    )


def _given_back_kw(supply: Supply, stored: Stored, part_kw: Floats) -> Floats:
    """The discharge that a part of the charge gives."""
    return battery.renewable_part_kw(stored, part_kw, supply.battery) if supply.battery else stored.discharged_kw


def _generated_kw(supply: Supply, weather: Weather) -> tuple[Floats, Floats, Floats]:
    """What arrays, turbines and power stations could give, one row each."""
    solar = [array.capacity_kwp * unit_yield.of(array, weather) for array in supply.solar]
    turning = [farm.capacity_kw * wind.unit_yield_kw(farm, weather) for farm in supply.wind]
    flowing = [hydro.power_kw(station, weather.calendar) for station in supply.hydro]
    solar_kw, wind_kw, hydro_kw = (
        np.array(rows).reshape(len(rows), weather.hours) for rows in (solar, turning, flowing)
    )
    return solar_kw, wind_kw, hydro_kw


def _contracted_kw(supply: Supply, load_kw: Floats, weather: Weather, out: Hours) -> Floats:
    """What contracts deliver, of shape (contracts, hours): nothing while the grid is out. [kW]"""
    delivered = np.array([delivery_kw(each, load_kw, weather) for each in supply.contracts])
    return np.asarray(delivered.reshape(len(supply.contracts), weather.hours) * ~out)


def _generator_tests_kw(supply: Supply, weather: Weather) -> Floats:
    """Power that generators under test could give to the site."""
    tested = [
        generator.power_under_test_kw(each, weather.calendar)
        for each in supply.generators or ()
        if each.test_on == "site"
    ]
    return np.sum(tested, axis=0) if tested else np.zeros(weather.hours)


def _store(
    supply: Supply,
    own_net_kw: Floats,
    bought_kw: Floats,
    import_kw: Floats,
    out: Hours,
    calendar: Calendar,
    signals: Signals,
) -> Stored:
    """Run the battery by its own dispatch; while the grid is out it goes by own surplus, which is not foreseen."""
    own = supply.battery
    if own is None:
        return store.idle(calendar.hours)
    if own.dispatch == "peak":
        return peak_shaving.run(own, _metered(supply, own_net_kw, import_kw, out, calendar, signals))
    net_kw = own_net_kw if own.surplus_of == "on_site" else own_net_kw + bought_kw
    charge_kw, discharge_kw = np.where(out, dispatch.by_surplus(own_net_kw), dispatch.wishes(own, net_kw, signals))
    return battery.run(own, charge_kw, discharge_kw)


def _metered(
    supply: Supply, own_net_kw: Floats, import_kw: Floats, out: Hours, calendar: Calendar, signals: Signals
) -> peak_shaving.Site:
    """What a battery against the demand charge stands beside."""
    if not signals.demand_per_kw_month:
        raise DesignError(dispatch.KEY, "goes by the demand charge; give cost.tariff.demand_per_kw_month")
    surplus_kw, lacking_kw = dispatch.by_surplus(own_net_kw)
    return peak_shaving.Site(
        surplus_kw=surplus_kw,
        import_kw=import_kw,
        lacking_kw=np.where(out, lacking_kw, 0.0),
        out=out,
        export_limit_kw=supply.export_limit_kw,
        calendar=calendar,
        signals=signals,
    )
