"""Verdicts of rules as JSON: keys are added, never renamed."""

from __future__ import annotations

from typing import Any

from dcenergy.accounting.compliance.judgement import Compliance, Judgement
from dcenergy.accounting.compliance.reporting import REPORTED, reported
from dcenergy.report import verdict_notes, verdicts
from dcenergy.report.words import NBSP

Json = dict[str, Any]


def compliance(found: Compliance) -> list[Json]:
    """Return every verdict with its number, its limit and what both rest on; empty where nothing is judged."""
    best = verdicts.best_grades(found)
    return [_verdict(each, found, each in best) for each in found.judgements]


def _verdict(judgement: Judgement, found: Compliance, is_best: bool) -> Json:
    limit = judgement.limit
    row = limit.row
    content: Json = {
        "rule": row.key,
        "name": row.name,
        "rules": judgement.rules,
        "jurisdiction": verdicts.rules_name(judgement.rules),
        "standing": limit.standing,
        "since": limit.since,
        "figure": limit.figure,
        "value": judgement.value,
        "relation": limit.relation,
        "limit": row.value,
        "limit_low": row.low,
        "limit_high": row.high,
        "unit": row.unit,
        "margin": judgement.margin,
        "margin_relative": judgement.margin_relative,
        "margin_at_limit_low": judgement.margin_low,
        "margin_at_limit_high": judgement.margin_high,
        "verdict": judgement.verdict,
        "grade": limit.grade or None,
        "best_grade": is_best if limit.grade else None,
        "evidence": row.evidence,
        "source": row.source,
        "note": verdict_notes.note(judgement, found).replace(NBSP, " "),
    }
    return content | {"reporting": _reporting(found)} if row.key == REPORTED else content


def _reporting(found: Compliance) -> list[Json]:
    """List the figures to report; empty where the site need not."""
    if not found.must_report:
        return []
    return [
        {
            "symbol": each.symbol or None,
            "name": each.name,
            "unit": each.unit or None,
            "annex": each.annex,
            "value": each.value,
            "evidence": "secondary" if each.read else "assumption",
        }
        for each in reported(found.figures)
    ]
