"""The site itself: `serve` and `worker`; `seal`, `invite` and `forget-second-step` where many use it."""

from __future__ import annotations

from typing import Annotated

import typer

from rxladder.cli.frame import show_json, today
from rxladder.cli.options import AnyDay, Data, Json, On
from rxladder.facts.language import gettext as _


def serve(
    on: On,
    host: Annotated[
        str | None, typer.Option("--host", help="The address to listen on (default: 127.0.0.1).")
    ] = None,
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The port to listen on.")] = 8000,
    data: Data = None,
    demo: Annotated[bool, typer.Option("--demo", help="Open with the made-up example person.")] = False,
    workers: Annotated[
        int, typer.Option("--workers", min=1, max=64, help="Number of processes, for many users.")
    ] = 1,
    lan: Annotated[bool, typer.Option("--lan", help="Let your own phone connect, at home.")] = False,
    as_json: Json = False,
) -> None:
    """Start the site on this computer; with RXLADDER_HOSTS set, for many users (docs/deploy.md)."""
    from rxladder.cli.own_site import start_site

    if demo:
        from rxladder.cli.inputs import demo_day

        demo_day(on)
    start_site(
        host,
        port,
        data,
        demo=demo,
        on=on if on != today() else None,
        workers=workers,
        lan=lan,
        as_json=as_json,
    )


def worker(
    on: On,
    data: Data = None,
    once: Annotated[bool, typer.Option("--once", help="Do what is due now, then exit.")] = False,
    as_json: Json = False,
) -> None:
    """Run the site's jobs, such as sending reminders. On one computer, `rxladder serve` runs them itself."""
    from rxladder.cli.own_site import start_worker

    said = start_worker(data, once=once, on=on if on != today() else None)
    if as_json:
        show_json({"done": said})
    elif said:
        typer.echo(said)


def seal(
    on: AnyDay,
    new_key: Annotated[bool, typer.Option("--new-key", help="Make a new key first.")] = False,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Seal every stored certificate with the newest key, while the site runs; older keys can then be
    removed."""
    from rxladder.cli.own_site import seal_certificates

    told = seal_certificates(data, new_key=new_key)
    if as_json:
        show_json(told)
    else:
        typer.echo(_("{n} resealed").format(n=told["sealed"]))


def invite(
    on: AnyDay,
    email: Annotated[
        str, typer.Argument(metavar="[EMAIL]", help="Where to send it (default: nowhere).")
    ] = "",
    days: Annotated[int, typer.Option("--days", min=1, max=90, help="How many days it is valid.")] = 7,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Make a link that lets someone create an account, once. It is printed, and emailed to EMAIL."""
    from rxladder.cli.own_site import new_invitation

    told = new_invitation(email, days, data)
    if as_json:
        show_json(told)
    else:
        typer.echo(told["link"])


def forget_second_step(
    on: AnyDay,
    email: Annotated[str, typer.Argument(metavar="EMAIL", help="The email address of their account.")],
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Let someone who lost their app, passkeys and recovery codes sign in with their password alone.

    First make sure that they are the one asking. They are signed out everywhere, and told by email.
    """
    from rxladder.cli.own_site import without_second_step

    told = without_second_step(email, data)
    if as_json:
        show_json(told)
    elif told["forgotten"]:
        typer.echo(
            _("{email}: they can now sign in with only the password; an email tells them").format(**told)
        )
    else:
        typer.echo(_("{email}: there is no second step").format(**told))
