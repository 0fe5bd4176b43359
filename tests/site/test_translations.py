"""The site speaks complete English: every text of its source is translated, with its placeholders."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.site import messages
from tests.site.messages import SITE, Message, NotLiteral, Translation, placeholders


def names() -> list[str]:
    return [path.relative_to(SITE).as_posix() for path in messages.sources()]


@pytest.fixture(scope="module")
def english() -> dict[tuple[str | None, str], Translation]:
    """What all catalogues hold together."""
    return {
        key: entry
        for path in messages.catalogues()
        for key, entry in messages.translations(path).items()
    }


@pytest.mark.parametrize("name", names())
def test_every_text_has_an_english_translation(
    name: str, english: dict[tuple[str | None, str], Translation]
) -> None:
    text = (SITE / name).read_text(encoding="utf-8")
    read = messages.in_python if name.endswith(".py") else messages.in_template
    missing = [
        f"{message.place}: {message.singular}"
        for message in read(text, name)
        if messages.CHINESE.search(message.singular)
        and not (message.key in english and english[message.key].complete)
    ]
    assert not missing, "\n".join(["", *missing])


@pytest.mark.parametrize("name", [name for name in names() if not name.endswith(".py")])
def test_no_template_holds_chinese_that_is_not_handed_to_translation(name: str) -> None:
    text = (SITE / name).read_text(encoding="utf-8")
    if '<html lang="zh' in text and 'lang="en"' in text:
        return  # says it in both languages at once, for want of anything to choose by
    wrong = [
        f"{name}:{line}: {found}"
        for line, found in messages.untranslated(text)
        if 'lang="zh' not in found  # a language is called by its own name
    ]
    assert not wrong, "\n".join(["", *wrong])


@pytest.mark.parametrize("path", messages.catalogues(), ids=lambda path: path.parts[-5])
def test_translations_keep_the_placeholders(path: Path) -> None:
    wrong = []
    for entry in messages.translations(path).values():
        allowed = set().union(*map(placeholders, entry.source))
        exact = placeholders(entry.source[-1])
        *others, last = map(placeholders, entry.forms)
        if last != exact or not all(form <= allowed for form in others):
            wrong.append(f"{entry.place}: {entry.source[0]}")
    assert not wrong, "\n".join(["", *wrong])


def test_no_two_catalogues_translate_a_text_differently() -> None:
    first: dict[tuple[str | None, str], Translation] = {}
    wrong = []
    for path in messages.catalogues():
        for key, entry in messages.translations(path).items():
            if first.setdefault(key, entry).forms != entry.forms:
                wrong.append(f"{first[key].place}, {entry.place}: {key[1]}")
    assert not wrong, "\n".join(["", *wrong])


def test_the_texts_of_code_are_found_whatever_the_function_is_called() -> None:
    code = (
        "from django.utils.translation import gettext_lazy as _, ngettext, pgettext as p\n"
        "_('县' '区')\nngettext('%(n)s 所学校', '%(n)s 所学校们', 2)\np('月份', '五')\n_(name)\n"
    )
    assert list(messages.in_python(code)) == [
        Message(place="code:2", singular="县区"),
        Message(place="code:3", singular="%(n)s 所学校", plural="%(n)s 所学校们"),
        Message(place="code:4", singular="五", context="月份"),
    ]


@pytest.mark.parametrize("text", ["_(f'{n} 所')", "_('共' + n)", "_('共 %s' % n)"])
def test_a_text_put_together_at_run_time_is_refused(text: str) -> None:
    with pytest.raises(NotLiteral):
        list(messages.in_python(f"from django.utils.translation import gettext as _\n{text}"))


def test_the_texts_of_templates_are_found() -> None:
    template = (
        "{% translate '县' %}\n{{ _('区')|upper }} {% include 'a' with t=_(\"镇\") %}\n"
        "{% translate '五' context '月份' %}\n"
        "{% blocktranslate trimmed count n=k %}\n  {{ n }} 所\n{% plural %}{{ n }} 些\n"
        "{% endblocktranslate %}"
    )
    found = {(one.context, one.singular, one.plural) for one in messages.in_template(template)}
    assert found == {
        (None, "县", None),
        (None, "区", None),
        (None, "镇", None),
        ("月份", "五", None),
        (None, "%(n)s 所", "%(n)s 些"),
    }


def test_chinese_beside_the_tags_is_found_with_its_line() -> None:
    template = (
        "{# 注 #}<p>\n县</p>{% translate '县' %}{% blocktranslate %}县{% endblocktranslate %}\n"
        "{% comment %}注{% endcomment %}{% include 'a' with t='镇' u=_('区') %}{{ _('区') }}"
    )
    assert [line for line, _ in messages.untranslated(template)] == [2, 3]
