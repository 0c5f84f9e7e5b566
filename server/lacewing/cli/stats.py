"""`lacewing stats`: how often models were asked and what that cost, day by day; counts only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import click
import orjson
from rich.console import Console
from rich.table import Table

from lacewing.config import load_config
from lacewing.features.completion.adaptation import Group, Raised
from lacewing.model.routing.account import Account, Row, Spent
from lacewing.services.models import account_file
from lacewing.services.taste import adaptation_file, read_adaptation

_MILLION = 1_000_000


@click.command(name="stats", short_help="Show what models were asked and what that cost.")
@click.option(
    "--days", type=click.IntRange(1, 400), default=30, show_default=True, help="How many days, today the last."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--reset-adaptation", is_flag=True, help="Forget what ghost texts were taken and rejected, and end.")
def command(days: int, as_json: bool, reset_adaptation: bool) -> None:
    """Show how often models were asked, the tokens that went and came, and what they cost.

    What a million tokens cost is set in `routing.prices`. Tokens are estimated where a server does not count them.
    Then how often ghost texts proved right, and by how much (in logits) they must be surer than the settings say.
    """
    if reset_adaptation:
        try:
            adaptation_file(None).unlink(missing_ok=True)
        except OSError as error:
            raise click.ClickException(f"cannot be forgotten: {error}") from error
        click.echo("What was taken and rejected is forgotten; how sure ghost texts must be is what the settings say.")
        return
    prices = load_config(None).config.routing.prices
    try:
        rows = Account(account_file(None)).rows(days)
    except OSError as error:
        raise click.ClickException(str(error)) from error
    groups = read_adaptation(adaptation_file(None))
    if as_json:
        adapted = [_group_as_json(group, raised) for group, raised in groups.items()]
        found = {"version": 1, "rows": [_as_json(row, prices) for row in rows], "adaptation": adapted}
        click.echo(orjson.dumps(found, option=2))
        return
    if not rows:
        click.echo(f"No model was asked in the last {days} days.")
    else:
        _print(rows, prices)
    if groups:
        click.echo()
        _print_groups(groups)


def cost_of(row: Row, prices: Mapping[str, Sequence[float]]) -> float | None:
    """What it cost, in the currency of `prices`; None when they say nothing of the model.

    Prices are by the model's name, or by name and host as shown.
    """
    price = prices.get(row.model) or prices.get(row.model.split(" at ")[0])
    if not price:
        return None
    return (row.spent.tokens_in * price[0] + row.spent.tokens_out * price[-1]) / _MILLION


def _as_json(row: Row, prices: Mapping[str, Sequence[float]]) -> dict[str, object]:
    return {
        "day": row.day,
        "model": row.model,
        "role": row.role,
        "requests": row.spent.requests,
        "failures": row.spent.failures,
        "tokensIn": row.spent.tokens_in,
        "tokensOut": row.spent.tokens_out,
        "cost": cost_of(row, prices),
    }


def _group_as_json(group: Group, raised: Raised) -> dict[str, object]:
    return {**group._asdict(), "shown": raised.count, "right": round(raised.right, 2), "raised": round(raised.by, 4)}


def _print_groups(groups: Mapping[Group, Raised]) -> None:
    table = Table("language", "ghost texts", "by", box=None, pad_edge=False)
    for title in ("shown", "right", "must be surer by"):
        table.add_column(title, justify="right")
    for group, raised in sorted(groups.items()):
        right = f"{raised.right / raised.count:.0%}" if raised.count else "–"
        table.add_row(group.language or "–", group.kind, group.source, f"{raised.count:,}", right, f"{raised.by:.2f}")
    Console(highlight=False).print(table)


def _print(rows: Sequence[Row], prices: Mapping[str, Sequence[float]]) -> None:
    table = Table("day", "model", "role", box=None, pad_edge=False)
    for title in ("requests", "failed", "tokens in", "tokens out", "cost"):
        table.add_column(title, justify="right")
    total, cost = Spent(), 0.0
    day = ""
    for row in rows:
        spent, price = row.spent, cost_of(row, prices)
        table.add_row("" if row.day == day else row.day, row.model, row.role, *_numbers(spent, price))
        day = row.day
        total.requests += spent.requests
        total.failures += spent.failures
        total.tokens_in += spent.tokens_in
        total.tokens_out += spent.tokens_out
        cost += price or 0.0
    table.add_section()
    table.add_row("in all", "", "", *_numbers(total, cost if prices else None))
    Console(highlight=False).print(table)


def _numbers(spent: Spent, cost: float | None) -> list[str]:
    counts = (spent.requests, spent.failures, spent.tokens_in, spent.tokens_out)
    return [f"{count:,}" for count in counts] + ["–" if cost is None else f"{cost:,.4f}"]
