"""Numbers outside what is usual: how severe that is, and which unit they may have been meant in."""

from __future__ import annotations

import operator

import pytest
from pydantic.fields import FieldInfo
from test_restating import sections

from dcenergy.errors import ProfileError
from dcenergy.language import Message
from dcenergy.plant.servers import ServerGroup
from dcenergy.profile.fields import Leaf, Spot, facts, limits
from dcenergy.profile.loading import load
from dcenergy.profile.plausible import note, refusal
from dcenergy.profile.schema import Profile
from dcenergy.section import Section

BASE = "dongjiang-air-chilled"

REFUSED = {
    # written in the unit that is named last; the first is the same size in the key's own, by SI prefixes
    "kW for W": ("it.servers=[{count: 10, idle_w: 0.15, peak_w: 0.4}]", "did you mean 150 W, which is 0.15 kW?"),
    "kPa for Pa": ("cooling.loop.pressure_drop_pa=150", "did you mean 150000 Pa, which is 150 kPa?"),
    "bar for Pa": ("cooling.loop.pressure_drop_pa=1.5", "did you mean 150000 Pa, which is 1.5 bar?"),
    "t for kg": ("carbon={embodied: {server_kg: 1.2}}", "did you mean 1200 kg, which is 1.2 t?"),
    "percent": ("it.servers.0.utilisation=50", "50 % is 0.5"),
    "percent of an efficiency": ("cooling.loop.pump_efficiency=75", "75 % is 0.75"),
    "percent where more than 1 is possible": ("baseline={pue: 150}", "did you mean 1.5, which is 150 %?"),
    "degrees Fahrenheit": ("it.supply_air_c=77", "did you mean 25 °C, which is 77 °F?"),  # (77 - 32) / 1.8
    "kelvin": ("it.supply_air_c=298", "did you mean 24.9 °C, which is 298 K?"),  # 298 - 273.15
    "g for kg": ("supply.grid={factor_kg_per_kwh: 450}", "did you mean 0.45 kg/kWh, which is 450 g/kWh?"),
    "months for years": ("cost.lifetime_years=180", "did you mean 15 years, which is 180 months?"),
    "percent per K": (
        "supply.solar=[{capacity_kwp: 1, tilt_deg: 20, azimuth_deg: 180, temperature_coefficient_per_k: -0.4}]",
        "did you mean -0.004 per K, which is -0.4 % per K?",
    ),
    "mL for L": (
        "supply.generators=[{capacity_kw: 9, fuel_l_per_kwh: 270}]",
        "did you mean 0.27 L/kWh, which is 270",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_mistaken_unit_is_refused_with_a_guess(case):
    assignment, guess = REFUSED[case]
    with pytest.raises(ProfileError) as fault:
        load(BASE, [assignment])
    assert guess in str(fault.value)
    assert str(fault.value).startswith(f"--set {assignment}: ")


def test_every_mistaken_number_is_told_at_once(tmp_path):
    path = tmp_path / "kw.yaml"
    path.write_text(
        "name: x\nit: {servers: [{count: 9, idle_w: 0.15, peak_w: 0.4}]}\ncooling: {system: air_chiller}\n"
    )
    with pytest.raises(ProfileError) as fault:
        load(str(path))
    assert [line.split(": is")[0] for line in str(fault.value).splitlines()] == [
        f"{path}:2:27: it.servers.0.idle_w",
        f"{path}:2:41: it.servers.0.peak_w",
    ]


def notes(*assignments: str) -> list[tuple[str, str]]:
    """Return text and severity of the notes on numbers that assignments bring."""
    found = [each for each in load(BASE, assignments).notes if "usual" in each or "cites" in each]
    assert all(isinstance(each, Message) for each in found)
    return [(str(each), each.severity) for each in found if isinstance(each, Message)]


def test_a_source_says_that_a_number_is_meant():
    # 150 Pa through a loop of pipes: nobody has that, but whoever says where it is from is believed, and told
    (said, severity), *others = notes("cooling.loop.pressure_drop_pa={value: 150, source: measured}")
    assert said.startswith("cooling.loop.pressure_drop_pa is 150 Pa; usual is 115000 to 250000")
    assert (severity, others) == ("moves", [])


RATED = {
    # 115 to 250 kPa are usual of this loop, 8 to 20 K of these servers, 18 to 32 degC of the air
    "close": ("cooling.loop.pressure_drop_pa=110000", "informs"),
    "twice outside": ("cooling.loop.pressure_drop_pa=500000", "moves"),
    "in another unit, though possible": ("cooling.loop.pressure_drop_pa=20000", "moves"),
    "nothing": ("cooling.loop.pressure_drop_pa=0", "moves"),
    "a K outside": ("it.air_delta_t_k=21", "informs"),
    "degrees outside": ("it.supply_air_c=17", "informs"),  # 1 K of a range of 14: far less than half its width
    "far too warm": ("it.supply_air_c=44", "moves"),  # 12 K of 14
    "psi for Pa": ("cooling.loop.pressure_drop_pa=22000", "moves"),
    "a node with accelerators": ("it.servers=[{count: 9, idle_w: 2000, peak_w: 10200}]", "informs"),
}


@pytest.mark.parametrize("case", RATED)
def test_a_note_is_rated_by_how_far_a_number_is_outside(case):
    assignment, severity = RATED[case]
    assert {each for _, each in notes(assignment)} == {severity}


def test_a_guess_at_the_unit_stops_the_reader():
    # 2 kW idle is a node with eight accelerators; a small board of 2 W is only 25 times below 50 W, and possible
    (said, severity), _of_peak_w = notes("it.servers=[{count: 9, idle_w: 2, peak_w: 10200}]")
    assert "Did you mean 2000 W, which is 2 kW?" in said
    assert severity == "stops"


SIZES = {
    # 36,000 servers of 400 W: 14.4 MW. A site has 0.001 to 20 kWp, 0.01 to 100 kWh, 0.3 to 5 kW of UPS per kW of that
    "Wp for kWp": ("supply.solar=[{capacity_kwp: 5000000}]", "Did you mean 5000 kWp, which is 5000000 Wp?"),
    "MWh for kWh": ("supply.battery={capacity_kwh: 40, power_kw: 9000}", "Did you mean 40000 kWh, which is 40 MWh?"),
}


@pytest.mark.parametrize("case", SIZES)
def test_a_size_is_held_against_the_servers(case):
    assignment, guess = SIZES[case]
    ((said, severity),) = notes("it.servers.0.count=36000", assignment)
    assert guess in said
    assert severity == "stops"


def test_a_ups_in_megawatts_is_refused():
    said = r"is 16 kW, and usual is 4320 to 72000; did you mean 16000 kW, which is 16 MW"
    with pytest.raises(ProfileError, match=said):
        load(BASE, ["it.servers.0.count=36000", "electrical.ups.rated_kw=16"])


def test_a_size_of_a_hall_is_held_against_its_own_servers(tmp_path):
    # two halls of 4 kW and 4 MW; a chiller of 30 kW is 7.5 times the servers of the first, and 0.0075 of the second's
    path = tmp_path / "two.yaml"
    cooling = "cooling: {system: air_chiller, chiller: {chiller: air_cooled, capacity_kw: 30}}"
    halls = ", ".join(f"{{name: h{n}, it: {{servers: [{{count: {n}}}]}}, {cooling}}}" for n in (10, 10_000))
    path.write_text(f"name: x\nhalls: [{halls}]\n")
    assert [str(each) for each in load(str(path)).notes] == [
        "halls.0.cooling.chiller.capacity_kw is 30 kW; usual is 0.04 to 20.",
        "halls.1.cooling.chiller.capacity_kw is 30 kW; usual is 40 to 20000.",
    ]


def test_a_size_that_fits_is_not_noted():
    assert notes("supply.solar=[{capacity_kwp: 500}]", "electrical.ups.rated_kw=20000") == []


RANGED = sorted(
    {
        (section, name)
        for section in set(sections(Profile))
        for name, field in section.model_fields.items()
        if isinstance(facts(field).get("low"), int | float) and isinstance(facts(field).get("high"), int | float)
    },
    key=str,
)


@pytest.mark.parametrize(("section", "name"), RANGED)
def test_no_number_within_ten_times_of_what_is_usual_is_refused(section: type[Section], name: str):
    field = section.model_fields[name]
    low, high = (float(str(facts(field)[end])) for end in ("low", "high"))
    for number in (low / 10, low, (low + high) / 2, high, high * 10):
        assert not _is_possible(field, number) or refusal(Leaf((name,), number, field, None)) is None
    for number in (low, (low + high) / 2, high):
        assert list(note(Leaf((name,), number, field, None), name)) == []


def _is_possible(field: FieldInfo, number: float) -> bool:
    holds = {"ge": operator.ge, "gt": operator.gt, "le": operator.le, "lt": operator.lt}
    bounds = limits(Spot((), field.annotation, field))
    return all(holds[name](number, bound) for name, bound in bounds.items())


@pytest.mark.parametrize("watts", [0.03, 0.05, 0.15, 0.4, 0.9, 0.999])
def test_no_server_draws_less_than_a_watt(watts):
    assert refusal(Leaf(("peak_w",), watts, ServerGroup.model_fields["peak_w"], None)) is not None
