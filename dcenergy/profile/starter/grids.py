"""Which row of grid factors goes with a shipped place: the latest of its province, grid or country."""

from __future__ import annotations

from collections.abc import Mapping

from dcenergy.reference.table import Row, table

TABLE = "grid_factors"

REGIONS: Mapping[str, tuple[str, ...]] = {
    "cn-anhui": ("wuhu",),
    "cn-beijing": ("beijing",),
    "cn-chongqing": ("chongqing",),
    "cn-gansu": ("qingyang",),
    "cn-guangdong": ("shaoguan",),
    "cn-guizhou": ("guian", "guiyang"),
    "cn-hainan": ("haikou",),
    "cn-hebei": ("zhangbei", "zhangjiakou"),
    "cn-heilongjiang": ("harbin",),
    "cn-hunan": ("changsha", "dongjiang", "zixing"),
    "cn-inner-mongolia": ("hohhot", "horinger"),
    "cn-jiangsu": ("nanjing", "yangtze-delta"),
    "cn-ningxia": ("yinchuan", "zhongwei"),
    "cn-shaanxi": ("yanan",),
    "cn-shanghai": ("shanghai",),
    "cn-sichuan": ("chengdu", "tianfu"),
    "cn": ("lhasa",),  # the ministry publishes no factor for Tibet
    "brazil-sao-paulo-central-south": ("sao-paulo",),
    "finland": ("hamina", "helsinki"),
    "germany-lux": ("frankfurt",),
    "india-west": ("mumbai",),
    "ireland": ("dublin",),
    "japan-tokyo": ("tokyo",),
    "pjm-virginia": ("ashburn",),
    "singapore": ("singapore",),
    "south-africa": ("johannesburg",),
    "sweden": ("haparanda", "lulea"),
    "united-states": ("golden", "phoenix", "portland", "the-dalles", "yakima"),
}
"""Shipped places by the province, grid or country whose factor is theirs."""

RESIDUAL = {"cn": "cn-residual-2023"}
"""Of contracts' remainder, where one is published."""


def suggested(place: str) -> Row | None:
    """Return the factor to suggest for a shipped place; direct emissions where both kinds are known.

    >>> suggested("zixing").key, suggested("tokyo").key
    ('cn-hunan-2023', 'japan-tokyo-2024-direct')
    """
    region = next((key for key, places in REGIONS.items() if place in places), None)
    if region is None:
        return None
    endings = ("", "-direct")
    rows = [row for row in table(TABLE).values() if row.key in {f"{region}-{row.year}{end}" for end in endings}]
    return max(rows, key=lambda row: (row.year, row.key), default=None)


def residual(factor: str) -> str | None:
    """Return the key of the residual factor that goes with a factor's key.

    >>> residual("cn-hunan-2023"), residual("finland-2023")
    ('cn-residual-2023', None)
    """
    return RESIDUAL.get(factor.partition("-")[0])
