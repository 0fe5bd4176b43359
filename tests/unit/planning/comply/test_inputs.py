"""The further tables: read, checked, every fault named where it stands."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from junheng.errors import UserError
from junheng.model import Stage
from junheng.planning.inputs.comply import ComplyInputs, read_inputs
from junheng.planning.prices import Item, default_prices
from tests.unit.planning.comply.counties import Small, census

DATA = census([Small(pupils=400, above=20, backbone=5, pe=4), Small(pupils=500)])
FIRST = DATA.schools[0].school_code


def read(folder: Path, **files: str) -> ComplyInputs:
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return read_inputs(folder, DATA)


def refused(folder: Path, **files: str) -> str:
    with pytest.raises(UserError) as error:
        read(folder, **files)
    return str(error.value)


def test_nothing_given_is_the_defaults(tmp_path: Path) -> None:
    inputs = read_inputs(tmp_path, DATA)
    assert inputs.prices == default_prices()
    assert not any((inputs.own_prices, inputs.years, inputs.sites, inputs.eligible))


def test_default_prices_name_every_item_and_what_they_rest_on() -> None:
    assert tuple(default_prices()) == tuple(Item)
    assert all(price.basis for price in default_prices().values())


def test_every_table_is_read(tmp_path: Path) -> None:
    inputs = read(
        tmp_path,
        comply_prices="项目,一次性单价（元）,每年单价（元）\n招聘教师,8000,\nmultimedia,30000,500\n",
        comply_years="年份,预算（万元）,最多招聘,达标学段部比例,差异系数达标\n2026,120,3,60,是\n",
        comply_schools=f"学校标识码,最多新建运动场地\n{FIRST},500\n",
        comply_teachers=f"学校标识码,学段,符合交流条件教师数\n{FIRST},小学,3\n",
        comply_mix="学校标识码,学段,高于规定学历,骨干教师,体育艺术教师,人数\n"
        f"{FIRST},小学,是,是,否,5\n{FIRST},小学,是,否,是,4\n{FIRST},小学,是,否,否,11\n"
        f"{FIRST},小学,否,否,否,4\n",
        comply_pupils=f"学校标识码,学段,年份,在校生数\n{FIRST},小学,2027,450\n",
    )
    assert inputs.prices[Item.HIRE].once == 8000
    assert inputs.prices[Item.HIRE].yearly == default_prices()[Item.HIRE].yearly
    assert inputs.own_prices == {Item.HIRE, Item.MULTIMEDIA}
    terms = inputs.years[2026]
    assert (terms.budget, terms.hires, terms.promotions) == (Fraction(1_200_000), 3, None)
    assert terms.row_share == Fraction(3, 5)
    assert terms.disparities
    assert inputs.sites[FIRST].sports == 500
    assert inputs.sites[FIRST].teaching is None
    assert inputs.eligible == {(FIRST, Stage.PRIMARY): 3}
    assert sum(inputs.mixes[FIRST, Stage.PRIMARY]) == 24
    assert inputs.pupils == {(FIRST, Stage.PRIMARY, 2027): 450}


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("comply_prices", "项目,一次性单价\n造飞机,5\n", "造飞机"),
        ("comply_prices", "项目,一次性单价\n招聘教师,-5\n", "负"),
        ("comply_prices", "项目,一次性单价\n招聘教师,1e30\n", "科学计数法"),
        ("comply_prices", "项目,一次性单价\n招聘教师,99999999999999\n", "大得不合理"),
        ("comply_prices", "项目,一次性单价\n招聘教师,nan\n", "nan"),
        ("comply_prices", "项目,每次最少增加\n新建运动场地,0\n", "不能是 0"),
        ("comply_prices", "项目,每次最少增加\n招聘教师,2\n", "按人计算"),
        ("comply_prices", "项目,每次最少增加\n改造为教学及辅助用房,5\n", "用同一个数"),
        ("comply_prices", "项目,每次最少增加\n配备网络多媒体教室,5\n", "按间计算"),
        ("comply_prices", "项目,每个项目固定费用\n招聘教师,5\n", "只用于新建"),
        ("comply_prices", "项目,一次性单价\n招聘教师,5\nhire,6\n", "重复"),
        ("comply_years", "年份,预算\n二〇二六,5\n", "年"),
        ("comply_years", "年份,达标学段部比例\n2026,101\n", "超过 100%"),
        ("comply_years", "年份,最多招聘\n2026,1.5\n", "1.5"),
        ("comply_years", "年份,最多招聘\n2026,1\n2026,2\n", "重复"),
        ("comply_schools", "学校标识码,最多新建运动场地\n000,5\n", "没有这个代码"),
        (
            "comply_teachers",
            f"学校标识码,学段,符合交流条件教师数\n{FIRST},小学,999\n",
            "超过专任教师数",
        ),
        (
            "comply_teachers",
            f"学校标识码,学段,符合交流条件教师数\n{FIRST},初中,1\n",
            "没有这所学校的这个学段",
        ),
        ("comply_pupils", f"学校标识码,学段,年份,在校生数\n{FIRST},小学,2027,-1\n", "-1"),
        ("comply_pupils", f"学校标识码,学段,年份,在校生数\n{FIRST},幼儿园,2027,1\n", "幼儿园"),
        (
            "comply_mix",
            f"学校标识码,学段,高于规定学历,骨干教师,体育艺术教师,人数\n{FIRST},小学,是,否,否,3\n",
            "全部教师合计 3 人，与学段表的 24 人不符",
        ),
    ],
)
def test_a_figure_that_cannot_be_meant_is_refused(
    tmp_path: Path, name: str, text: str, words: str
) -> None:
    assert words in refused(tmp_path, **{name: text})


def test_years_that_are_not_to_come_are_refused(tmp_path: Path) -> None:
    (tmp_path / "comply_years.csv").write_text("年份,预算\n2026,1\n2027,2\n", encoding="utf-8")
    (tmp_path / "comply_pupils.csv").write_text(
        f"学校标识码,学段,年份,在校生数\n{FIRST},小学,2010,5\n{FIRST},小学,2027,5\n",
        encoding="utf-8",
    )
    with pytest.raises(UserError) as error:
        read_inputs(tmp_path, DATA, now=2026)
    text = str(error.value)
    assert text.count("用不上这一年") == 2
    assert "2010" in text
    assert "2027 年或以后" in text


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    message = refused(
        tmp_path,
        comply_prices="项目,一次性单价\n造飞机,5\n",
        comply_years="年份,达标学段部比例\n2026,101\n",
    )
    assert "有 2 处错误" in message
