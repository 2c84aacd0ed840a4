"""dcenergy: the year of a data-centre design, hour by hour."""

__version__ = "0.1.0"
