"""EnergyPlus' input for a case, written from the same data that our own run reads.

Plants without a building: a load profile stands for the hall. Objects and fields are those
of the Input Output Reference of EnergyPlus 25.2; the format is epJSON.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from dcenergy.validation.energyplus import ENTERING_LIMITS_C, SUPPLY_LIMITS_C, Case

VERSION = "25.2"

Value = str | float | list["Value"] | dict[str, "Value"]
Model = defaultdict[str, dict[str, dict[str, Value]]]

OUTPUTS = {
    "Chiller Electricity Energy": "chiller_kwh",
    "Chiller Evaporator Cooling Energy": "chiller_heat_kwh",
    "Fluid Heat Exchanger Heat Transfer Energy": "exchanger_heat_kwh",
    "Cooling Tower Fan Electricity Energy": "tower_fan_kwh",
    "Pump Electricity Energy/LOOP PUMP": "loop_pump_kwh",
    "Pump Electricity Energy/SOURCE PUMP": "source_pump_kwh",
    "Cooling Tower Make Up Water Volume": "make_up_l",
    "Cooling Tower Water Evaporation Volume": "evaporated_l",
    "Cooling Tower Water Drift Volume": "drift_l",
    "Cooling Tower Water Blowdown Volume": "blowdown_l",
}
"""EnergyPlus' variables and our figures; a variable that several parts have is named with its part."""


@dataclass(frozen=True)
class Part:
    """A component on a branch, between two nodes."""

    kind: str
    name: str
    inlet: str
    outlet: str


def model(case: Case) -> Model:
    """Return the whole input of a case."""
    objects: Model = defaultdict(dict)
    _simulation(objects)
    for name, value in {"Always": 1.0, "Supply": case.supply_c, "Load": -1000 * case.load_kw}.items():
        _schedule(objects, name, value)
    loop_outlet = _chilled_water(objects, case)
    _follow_schedule(objects, "Loop set point", "Supply", loop_outlet)
    _follow_schedule(objects, "Chiller set point", "Supply", "Chiller out")
    _chiller(objects, case)
    if case.rejection == "tower":
        _tower(objects, case)
    elif case.rejection == "lake":
        _lake(objects, case)
    return objects


def _simulation(objects: Model) -> None:
    objects["Version"]["Version"] = {"version_identifier": VERSION}
    objects["Building"]["None"] = {}
    objects["Timestep"]["Quarter hours"] = {"number_of_timesteps_per_hour": 4}
    objects["GlobalGeometryRules"]["None"] = {
        "starting_vertex_position": "UpperLeftCorner",
        "vertex_entry_direction": "Counterclockwise",
        "coordinate_system": "Relative",
    }
    objects["SimulationControl"]["Year"] = {
        "run_simulation_for_sizing_periods": "No",
        "run_simulation_for_weather_file_run_periods": "Yes",
    }
    objects["RunPeriod"]["Year"] = {
        "begin_month": 1,
        "begin_day_of_month": 1,
        "end_month": 12,
        "end_day_of_month": 31,
        "use_weather_file_daylight_saving_period": "No",
    }
    objects["ScheduleTypeLimits"]["Any"] = {}
    for variable in sorted({name.partition("/")[0] for name in OUTPUTS}):
        objects["Output:Variable"][variable] = {
            "key_value": "*",
            "variable_name": variable,
            "reporting_frequency": "RunPeriod",
        }
    objects["Output:SQLite"]["Results"] = {"option_type": "Simple"}


def _schedule(objects: Model, name: str, value: float) -> None:
    objects["Schedule:Constant"][name] = {"schedule_type_limits_name": "Any", "hourly_value": value}


def _follow_schedule(objects: Model, name: str, schedule: str, node: str) -> None:
    objects["SetpointManager:Scheduled"][name] = {
        "control_variable": "Temperature",
        "schedule_name": schedule,
        "setpoint_node_or_nodelist_name": node,
    }


def _chilled_water(objects: Model, case: Case) -> str:
    """Write the loop of the load; return its outlet, where it is controlled."""
    first = [_pump(objects, "Loop", case, case.loop_flow_m3_s, case.loop_pump_pa)]
    if case.rejection == "lake":
        first.append(Part("HeatExchanger:FluidToFluid", "Plates", first[0].outlet, "Plates loop out"))
    load = Part("LoadProfile:Plant", "Hall", "Hall in", "Hall out")
    objects[load.kind][load.name] = {
        "inlet_node_name": load.inlet,
        "outlet_node_name": load.outlet,
        "load_schedule_name": "Load",
        "peak_flow_rate": case.loop_flow_m3_s,
        "flow_rate_fraction_schedule_name": "Always",
    }
    chiller = Part("Chiller:Electric:EIR", "Chiller", "Chiller in", "Chiller out")
    return _loop(objects, "Loop", case.loop_flow_m3_s, first, [chiller], [load])


def _chiller(objects: Model, case: Case) -> None:
    given = case.chiller
    limits: dict[str, Value] = {
        "minimum_value_of_x": SUPPLY_LIMITS_C[0],
        "maximum_value_of_x": SUPPLY_LIMITS_C[1],
        "minimum_value_of_y": ENTERING_LIMITS_C[0],
        "maximum_value_of_y": ENTERING_LIMITS_C[1],
    }
    names = ("coefficient1_constant", "coefficient2_x", "coefficient3_x_2", "coefficient4_y", "coefficient5_y_2")
    for name, values in {"Capacity": (1.0, 0.0, 0.0, 0.0, 0.0, 0.0), "Power": given.power}.items():
        coefficients = dict(zip((*names, "coefficient6_x_y"), values, strict=True))
        objects["Curve:Biquadratic"][name] = {**coefficients, **limits}
    objects["Curve:Quadratic"]["Part load"] = {
        **dict(zip(names[:3], given.part_load, strict=True)),
        "minimum_value_of_x": 0.0,
        "maximum_value_of_x": 1.2,
    }
    unit: dict[str, Value] = {
        "reference_capacity": 1000 * given.capacity_kw,
        "reference_cop": given.reference_cop,
        "reference_leaving_chilled_water_temperature": case.supply_c,
        "reference_entering_condenser_fluid_temperature": given.reference_entering_c,
        "reference_chilled_water_flow_rate": case.loop_flow_m3_s,
        "cooling_capacity_function_of_temperature_curve_name": "Capacity",
        "electric_input_to_cooling_output_ratio_function_of_temperature_curve_name": "Power",
        "electric_input_to_cooling_output_ratio_function_of_part_load_ratio_curve_name": "Part load",
        "minimum_part_load_ratio": given.minimum_load,
        "maximum_part_load_ratio": 1.0,
        "optimum_part_load_ratio": 1.0,
        "minimum_unloading_ratio": given.minimum_load,
        "chilled_water_inlet_node_name": "Chiller in",
        "chilled_water_outlet_node_name": "Chiller out",
        "chiller_flow_mode": "LeavingSetpointModulated",
    }
    if case.rejection == "air":
        unit |= {"condenser_type": "AirCooled", "condenser_fan_power_ratio": 0.0}
    else:
        unit |= {
            "condenser_type": "WaterCooled",
            "condenser_inlet_node_name": "Condenser in",
            "condenser_outlet_node_name": "Condenser out",
            "reference_condenser_fluid_flow_rate": case.source_flow_m3_s,
        }
    objects["Chiller:Electric:EIR"]["Chiller"] = unit


CONDENSER = Part("Chiller:Electric:EIR", "Chiller", "Condenser in", "Condenser out")


def _tower(objects: Model, case: Case) -> None:
    part = Part("CoolingTower:VariableSpeed", "Tower", "Tower in", "Tower out")
    objects["Curve:Cubic"]["Fan"] = {
        "coefficient1_constant": 0.0,
        "coefficient2_x": 0.0,
        "coefficient3_x_2": 0.0,
        "coefficient4_x_3": 1.0,
        "minimum_value_of_x": 0.0,
        "maximum_value_of_x": 1.0,
    }
    objects[part.kind][part.name] = {
        "water_inlet_node_name": part.inlet,
        "water_outlet_node_name": part.outlet,
        "model_type": "YorkCalc",
        "design_inlet_air_wet_bulb_temperature": case.tower_wet_bulb_c,
        "design_approach_temperature": case.tower_approach_k,
        "design_range_temperature": case.tower_range_k,
        "design_water_flow_rate": case.source_flow_m3_s,
        "design_air_flow_rate": case.tower_air_m3_s,
        "design_fan_power": 1000 * case.tower_heat_kw * case.tower_fan_kw_per_kw,
        "fan_power_ratio_function_of_air_flow_rate_ratio_curve_name": "Fan",
        "minimum_air_flow_rate_ratio": case.tower_min_speed,
        "evaporation_loss_mode": "SaturatedExit",
        "drift_loss_percent": 100 * case.drift_fraction,
        "blowdown_calculation_mode": "ConcentrationRatio",
        "blowdown_concentration_ratio": case.cycles_of_concentration,
    }
    pump = _pump(objects, "Source", case, case.source_flow_m3_s, case.source_pump_pa)
    outlet = _loop(objects, "Source", case.source_flow_m3_s, [pump], [part], [CONDENSER])
    objects["SetpointManager:FollowOutdoorAirTemperature"]["Tower set point"] = {
        "control_variable": "Temperature",
        "reference_temperature_type": "OutdoorAirWetBulb",
        "offset_temperature_difference": case.tower_setpoint_k,
        "maximum_setpoint_temperature": 40.0,
        "minimum_setpoint_temperature": case.tower_min_water_c,
        "setpoint_node_or_nodelist_name": outlet,
    }


def _lake(objects: Model, case: Case) -> None:
    _schedule(objects, "Lake", case.lake_c)
    source = Part("PlantComponent:TemperatureSource", "Lake", "Lake in", "Lake out")
    plates = Part("HeatExchanger:FluidToFluid", "Plates", "Plates lake in", "Plates lake out")
    flow = case.source_flow_m3_s + case.exchanger_flow_m3_s
    objects[source.kind][source.name] = {
        "inlet_node": source.inlet,
        "outlet_node": source.outlet,
        "design_volume_flow_rate": flow,
        "temperature_specification_type": "Scheduled",
        "source_temperature_schedule_name": "Lake",
    }
    objects[plates.kind][plates.name] = {
        "loop_demand_side_inlet_node_name": plates.inlet,
        "loop_demand_side_outlet_node_name": plates.outlet,
        "loop_demand_side_design_flow_rate": case.exchanger_flow_m3_s,
        "loop_supply_side_inlet_node_name": "Loop pump out",
        "loop_supply_side_outlet_node_name": "Plates loop out",
        "loop_supply_side_design_flow_rate": case.loop_flow_m3_s,
        "heat_exchange_model_type": "CounterFlow",
        "heat_exchanger_u_factor_times_area_value": 1000 * case.ua_kw_per_k,
        "control_type": "CoolingSetpointModulated",
        "heat_exchanger_setpoint_node_name": "Plates loop out",
        "minimum_temperature_difference_to_activate_heat_exchanger": 0.5,
        "heat_transfer_metering_end_use_type": "FreeCooling",
    }
    pump = _pump(objects, "Source", case, flow, case.source_pump_pa)
    outlet = _loop(objects, "Source", flow, [pump], [source], [CONDENSER, plates])
    _follow_schedule(objects, "Lake set point", "Lake", outlet)
    _follow_schedule(objects, "Plates set point", "Supply", "Plates loop out")


def _pump(objects: Model, loop: str, case: Case, flow_m3_s: float, pressure_pa: float) -> Part:
    part = Part("Pump:VariableSpeed", f"{loop} pump", f"{loop} in", f"{loop} pump out")
    objects[part.kind][part.name] = {
        "inlet_node_name": part.inlet,
        "outlet_node_name": part.outlet,
        "design_maximum_flow_rate": flow_m3_s,
        "design_pump_head": pressure_pa,
        "design_power_consumption": flow_m3_s * pressure_pa / case.pump_efficiency,
        "motor_efficiency": case.motor_efficiency,
        "fraction_of_motor_inefficiencies_to_fluid_stream": 0.0,
        "coefficient_1_of_the_part_load_performance_curve": 0.0,
        "coefficient_2_of_the_part_load_performance_curve": 0.0,
        "coefficient_3_of_the_part_load_performance_curve": 0.0,
        "coefficient_4_of_the_part_load_performance_curve": 1.0,
        "pump_control_type": "Intermittent",
    }
    return part


def _loop(
    objects: Model, name: str, flow_m3_s: float, first: Sequence[Part], makers: Sequence[Part], takers: Sequence[Part]
) -> str:
    """Write a plant loop: what makes cold on one side, what takes it on the other; return its outlet."""
    inlet, outlet = _side(objects, f"{name} supply", first, makers)
    entry = _pipe(objects, f"{name} demand inlet")
    demand_inlet, demand_outlet = _side(objects, f"{name} demand", [entry], takers)
    objects["PlantLoop"][name] = {
        "fluid_type": "Water",
        "plant_equipment_operation_scheme_name": f"{name} operation",
        "loop_temperature_setpoint_node_name": outlet,
        "maximum_loop_temperature": 98.0,
        "minimum_loop_temperature": 1.0,
        "maximum_loop_flow_rate": flow_m3_s,
        "minimum_loop_flow_rate": 0.0,
        "plant_side_inlet_node_name": inlet,
        "plant_side_outlet_node_name": outlet,
        "plant_side_branch_list_name": f"{name} supply",
        "plant_side_connector_list_name": f"{name} supply",
        "demand_side_inlet_node_name": demand_inlet,
        "demand_side_outlet_node_name": demand_outlet,
        "demand_side_branch_list_name": f"{name} demand",
        "demand_side_connector_list_name": f"{name} demand",
        "load_distribution_scheme": "SequentialLoad",
    }
    objects["PlantEquipmentOperationSchemes"][f"{name} operation"] = {
        "control_scheme_1_object_type": "PlantEquipmentOperation:CoolingLoad",
        "control_scheme_1_name": f"{name} cooling",
        "control_scheme_1_schedule_name": "Always",
    }
    objects["PlantEquipmentOperation:CoolingLoad"][f"{name} cooling"] = {
        "load_range_1_lower_limit": 0.0,
        "load_range_1_upper_limit": 1e9,
        "range_1_equipment_list_name": f"{name} equipment",
    }
    objects["PlantEquipmentList"][f"{name} equipment"] = {
        "equipment": [{"equipment_object_type": part.kind, "equipment_name": part.name} for part in makers]
    }
    return outlet


def _side(objects: Model, name: str, first: Sequence[Part], parallel: Sequence[Part]) -> tuple[str, str]:
    """Write one side of a loop, parts in parallel with a bypass between; return its two end nodes."""
    last = _pipe(objects, f"{name} outlet")
    rows = [first, *([part] for part in parallel), [_pipe(objects, f"{name} bypass")], [last]]
    names = [f"{name} {i}" for i in range(len(rows))]
    for branch, parts in zip(names, rows, strict=True):
        objects["Branch"][branch] = {"components": [_on_branch(part) for part in parts]}
    objects["BranchList"][name] = {"branches": [{"branch_name": branch} for branch in names]}
    objects["ConnectorList"][name] = {
        "connector_1_object_type": "Connector:Splitter",
        "connector_1_name": f"{name} splitter",
        "connector_2_object_type": "Connector:Mixer",
        "connector_2_name": f"{name} mixer",
    }
    objects["Connector:Splitter"][f"{name} splitter"] = {
        "inlet_branch_name": names[0],
        "branches": [{"outlet_branch_name": branch} for branch in names[1:-1]],
    }
    objects["Connector:Mixer"][f"{name} mixer"] = {
        "outlet_branch_name": names[-1],
        "branches": [{"inlet_branch_name": branch} for branch in names[1:-1]],
    }
    return first[0].inlet, last.outlet


def _on_branch(part: Part) -> dict[str, Value]:
    return {
        "component_object_type": part.kind,
        "component_name": part.name,
        "component_inlet_node_name": part.inlet,
        "component_outlet_node_name": part.outlet,
    }


def _pipe(objects: Model, name: str) -> Part:
    part = Part("Pipe:Adiabatic", name, f"{name} in", f"{name} out")
    objects[part.kind][name] = {"inlet_node_name": part.inlet, "outlet_node_name": part.outlet}
    return part
