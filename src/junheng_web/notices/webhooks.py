"""Sending a line of text to a group's robot (WeCom 企业微信, DingTalk 钉钉).

Only by https, only to the hosts that the site's settings allow, never along a redirect or by a proxy:
an address that somebody registers must not make the site call other machines.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import ssl
import time
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import (
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    build_opener,
)

from django.conf import settings
from django.utils.translation import gettext as _

from junheng_web.notices.models import Webhook

TIMEOUT = 5
LONGEST_ANSWER = 10_000
LONGEST_TEXT = 1800
"""WeCom takes 2,048 bytes of text; Chinese signs are three each."""


class NotSent(Exception):  # an outcome that is kept and shown
    """It did not arrive; the message says why, without the address."""


def check_address(address: str) -> None:
    """Raise :class:`NotSent` unless the address is one that the site may call."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as problem:
        raise NotSent(_("地址不完整，请从群机器人的设置里整段复制。")) from problem
    if parts.scheme != "https":
        raise NotSent(_("地址须以 https:// 开头。"))
    place = parts.hostname or ""
    if port not in (None, 443):
        place = f"{place}:{port}"
    if parts.username is not None or place not in settings.NOTICE_WEBHOOKS_ALLOWED:
        raise NotSent(
            _("只能发到：%(hosts)s") % {"hosts": "、".join(settings.NOTICE_WEBHOOKS_ALLOWED)}
        )


def signed(address: str, secret: str, *, now: float | None = None) -> str:
    """DingTalk's address with the moment and its HMAC-SHA256 under the robot's secret."""
    moment = str(round((time.time() if now is None else now) * 1000))
    told = hmac.new(secret.encode(), f"{moment}\n{secret}".encode(), hashlib.sha256).digest()
    sign = quote(base64.b64encode(told), safe="")
    return f"{address}{'&' if '?' in address else '?'}timestamp={moment}&sign={sign}"


def body_of(text: str) -> bytes:
    """The message as both robots take it, shortened to what they take."""
    kept = text.encode()[:LONGEST_TEXT].decode(errors="ignore")
    return json.dumps({"msgtype": "text", "text": {"content": kept}}, ensure_ascii=False).encode()


def send(webhook: Webhook, text: str) -> None:
    """Send the text. Raises :class:`NotSent` where it did not arrive."""
    check_address(webhook.address)
    address = webhook.address
    if webhook.kind == Webhook.Kind.DINGTALK and webhook.secret:
        address = signed(address, webhook.secret)
    request = Request(  # noqa: S310 - the scheme was checked
        address,
        data=body_of(f"【均衡】{text}"),
        headers={"Content-Type": "application/json; charset=utf-8"},
        method="POST",
    )
    try:
        with _opener().open(request, timeout=TIMEOUT) as answer:
            said = answer.read(LONGEST_ANSWER)
    except HTTPError as problem:
        problem.close()
        raise NotSent(_("对方回答 HTTP %(status)s") % {"status": problem.code}) from None
    except (URLError, HTTPException, OSError) as problem:
        reason = type(getattr(problem, "reason", problem)).__name__
        raise NotSent(_("连不上对方（%(reason)s）") % {"reason": reason}) from None
    _check_answer(said)


def _check_answer(said: bytes) -> None:
    """Both answer 200 and tell in ``errcode`` whether they took it."""
    try:
        answer = json.loads(said)
        code = answer["errcode"]
    except (ValueError, KeyError, TypeError) as problem:
        raise NotSent(_("对方的回答看不懂")) from problem
    if code != 0:
        told = str(answer.get("errmsg", ""))[:80]
        raise NotSent(_("对方没有接受：%(code)s %(told)s") % {"code": code, "told": told})


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_arguments: object) -> None:
        """Follow nothing: the answer counts as an error then."""
        return


def _opener() -> OpenerDirector:
    return build_opener(ProxyHandler({}), HTTPSHandler(context=_context()), _NoRedirect())


def _context() -> ssl.SSLContext:
    return ssl.create_default_context()
