"""One file a cooling system: its inputs, and `run(system, room, weather) -> Cooled`."""
