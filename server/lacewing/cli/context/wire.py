"""What would be sent, for people and for scripts: the request as it is on the wire, its key masked."""

from __future__ import annotations

import click
import orjson

from lacewing.services.wire_preview import WirePreview


def print_wire(preview: WirePreview, as_json: bool) -> None:
    """The request as HTTP shows it, its JSON indented; or one JSON object with `version` 1, `method`, `url`, `headers`,
    `body` and `replaced`, the placeholders in it that stand for secrets."""
    request = preview.request
    body = orjson.loads(request.body)
    if as_json:
        whole = {
            "version": 1,
            "method": request.method,
            "url": request.url,
            "headers": dict(request.headers),
            "body": body,
            "replaced": list(preview.replaced),
        }
        click.echo(orjson.dumps(whole, option=orjson.OPT_INDENT_2))
        return
    click.echo(f"{request.method} {request.url}")
    for name, value in request.headers:
        click.echo(f"{name}: {value}")
    click.echo()
    click.echo(orjson.dumps(body, option=orjson.OPT_INDENT_2))
    count = len(preview.replaced)
    if count:
        secrets = "secret is" if count == 1 else "secrets are"
        click.echo(f"lacewing: {count} {secrets} replaced: {', '.join(preview.replaced)}", err=True)
