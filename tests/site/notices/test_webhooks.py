"""Group robots: what they are told, where they may be, who registers them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import ssl
from urllib.parse import parse_qs, urlsplit

import pytest

from junheng_web.accounts.models import User
from junheng_web.audit.models import Entry
from junheng_web.notices import actions, webhooks
from junheng_web.notices.actions import tell_groups
from junheng_web.notices.models import Webhook
from junheng_web.notices.queue import deliver
from junheng_web.notices.webhooks import NotSent, body_of, check_address, send, signed
from tests.site.conftest import Land, signed_in
from tests.site.notices.conftest import Robot

WECOM = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0123-secret"


def wecom(robot: Robot, land: Land, **more: object) -> Webhook:
    return Webhook.everything.create(
        region=land.county, kind="wecom", address=f"https://{robot.host}/send?key=1", **more
    )


def test_wecom_is_told_a_line_of_text(robot: Robot, land: Land) -> None:
    send(wecom(robot, land), "还有 3 所学校没有提交")
    assert robot.told == [
        ("/send?key=1", {"msgtype": "text", "text": {"content": "【均衡】还有 3 所学校没有提交"}})
    ]


def test_dingtalk_is_told_with_a_signature(robot: Robot, land: Land) -> None:
    hook = Webhook.everything.create(
        region=land.county,
        kind="dingtalk",
        address=f"https://{robot.host}/robot/send?access_token=1",
        secret="SECabc",
    )
    send(hook, "请提交")
    path, _body = robot.told[0]
    asked = parse_qs(urlsplit(path).query)
    told = f"{asked['timestamp'][0]}\nSECabc".encode()
    expected = base64.b64encode(hmac.new(b"SECabc", told, hashlib.sha256).digest()).decode()
    assert asked["sign"] == [expected]
    assert asked["access_token"] == ["1"]


def test_a_signature_is_the_one_that_dingtalk_computes() -> None:
    address = signed("https://oapi.dingtalk.com/robot/send?access_token=1", "SECx", now=1.5)
    sign = base64.b64encode(hmac.new(b"SECx", b"1500\nSECx", hashlib.sha256).digest()).decode()
    assert "timestamp=1500&" in address
    assert parse_qs(urlsplit(address).query)["sign"] == [sign]


@pytest.mark.parametrize(
    "address",
    [
        "http://qyapi.weixin.qq.com/x",
        "https://evil.example/x",
        "https://qyapi.weixin.qq.com.evil.example/x",
        "https://qyapi.weixin.qq.com@evil.example/x",
        "https://user@qyapi.weixin.qq.com/x",
        "https://qyapi.weixin.qq.com:8443/x",
        "https://127.0.0.1/x",
        "https://[::1",
        "file:///etc/passwd",
        "",
    ],
)
def test_only_allowed_hosts_are_called(address: str) -> None:
    with pytest.raises(NotSent):
        check_address(address)


def test_the_usual_hosts_are_allowed() -> None:
    check_address(WECOM)
    check_address("https://oapi.dingtalk.com:443/robot/send?access_token=1")


def test_no_redirect_is_followed(robot: Robot, land: Land) -> None:
    robot.status, robot.location = 302, f"https://{robot.host}/elsewhere"
    with pytest.raises(NotSent, match="302"):
        send(wecom(robot, land), "x")
    assert [path for path, _body in robot.told] == ["/send?key=1"]


def test_a_certificate_that_nobody_vouches_for_is_refused(
    robot: Robot, land: Land, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhooks, "_context", ssl.create_default_context)
    with pytest.raises(NotSent, match="SSLCertVerificationError"):
        send(wecom(robot, land), "x")
    assert robot.told == []


@pytest.mark.parametrize(
    ("status", "answer", "says"),
    [
        (500, b"", "HTTP 500"),
        (200, b"<html>", "看不懂"),
        (200, b"[]", "看不懂"),
        (200, b'{"errcode": 93000, "errmsg": "invalid webhook url"}', "93000 invalid webhook url"),
    ],
)
def test_what_the_robot_does_not_take_is_not_sent(
    robot: Robot, land: Land, status: int, answer: bytes, says: str
) -> None:
    robot.status, robot.answer = status, answer
    with pytest.raises(NotSent, match=says):
        send(wecom(robot, land), "x")


def test_a_robot_that_is_away_is_told_without_its_address(land: Land, robot: Robot) -> None:
    hook = wecom(robot, land)
    hook.address = "https://127.0.0.1:9/send?key=very-secret"
    with pytest.raises(NotSent, match="只能发到"):
        send(hook, "x")


def test_a_long_text_is_cut_at_a_sign() -> None:
    text = body_of("字" * 2000).decode()
    assert text.count("字") == 600


def test_delivery_is_tried_again_and_its_outcome_kept(robot: Robot, land: Land) -> None:
    hook = wecom(robot, land)
    robot.status = 503
    deliver.call(hook.pk, "x")
    assert len(robot.told) == 3
    hook.refresh_from_db()
    assert "HTTP 503" in hook.outcome
    robot.status = 200
    deliver.call(hook.pk, "x")
    hook.refresh_from_db()
    assert hook.outcome == "已送达"
    assert hook.tried_at is not None
    hook.enabled = False
    hook.save()
    deliver.call(hook.pk, "x")
    assert len(robot.told) == 4, "nothing is sent to a robot that is switched off"


def test_reminders_go_to_the_robots_of_the_region_and_above(
    robot: Robot,
    land: Land,
    django_capture_on_commit_callbacks: object,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mine = wecom(robot, land)
    above = Webhook.everything.create(region=land.prefecture, kind="wecom", address=WECOM)
    Webhook.everything.create(region=land.other_county, kind="wecom", address=WECOM)
    Webhook.everything.create(region=land.county, kind="wecom", address=WECOM, enabled=False)
    asked: list[int] = []
    told = type("Task", (), {"enqueue": staticmethod(lambda pk, text: asked.append(pk))})
    monkeypatch.setattr(actions, "deliver", told)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert tell_groups(path=land.county.path, text="请提交") == 2
        assert asked == [], "not before the transaction is committed"
    assert sorted(asked) == sorted([mine.pk, above.pk])


def form(land: Land, **changes: object) -> dict[str, object]:
    return {
        "region": land.county.pk,
        "kind": "wecom",
        "address": WECOM,
        "secret": "SEC-very-secret",
    } | changes


def test_a_robot_is_registered_and_its_secrets_never_shown_again(
    people: dict[str, User], land: Land
) -> None:
    client = signed_in(people["county_supervisor"])
    assert client.post("/notices/webhooks/", form(land)).status_code == 302
    hook = Webhook.everything.get()
    pages = (
        client.get("/notices/webhooks/").content
        + client.get(f"/notices/webhooks/{hook.pk}/").content
    )
    for secret in (b"0123-secret", b"SEC-very-secret"):
        assert secret not in pages
    assert b"qyapi.weixin.qq.com" in pages
    row = Entry.everything.get(action="notices.add_webhook")
    assert "secret" not in str(row.after)
    assert row.path == land.county.path
    for verb in ("disable", "enable", "try", "remove"):
        assert client.post(f"/notices/webhooks/{hook.pk}/{verb}").status_code == 302
    assert not Webhook.everything.exists()
    written = list(Entry.everything.values_list("action", flat=True))
    assert written.count("notices.switch_webhook") == 2
    assert "notices.remove_webhook" in written
    assert "notices.try_webhook" in written


def test_a_wrong_address_is_refused_and_not_repeated(people: dict[str, User], land: Land) -> None:
    client = signed_in(people["county_supervisor"])
    page = client.post("/notices/webhooks/", form(land, address="https://evil.example/"))
    assert "只能发到" in page.content.decode()
    assert b"SEC-very-secret" not in page.content
    other = client.post("/notices/webhooks/", form(land, region=land.other_county.pk))
    assert other.status_code == 200
    assert not Webhook.everything.exists()


def test_only_those_who_arrange_reminders_see_robots(people: dict[str, User], land: Land) -> None:
    hook = Webhook.everything.create(region=land.county, kind="wecom", address=WECOM)
    for role, user in people.items():
        client = signed_in(user)
        may = role in ("county_supervisor", "prefecture_inspector")
        assert client.get("/notices/webhooks/").status_code == (200 if may else 403), role
        assert client.get(f"/notices/webhooks/{hook.pk}/").status_code == (200 if may else 404)
        if not may:
            assert client.post(f"/notices/webhooks/{hook.pk}/remove").status_code == 404
        link = "群机器人" in client.get("/notices/").content.decode()
        assert link == may
