"""What the list of areas shows."""

from __future__ import annotations

import django_tables2 as tables

from contracts.plan.models import ContractArea
from huddinge_vo.common.pages.tables import LinkedColumn, MoneyColumn, Table


class ContractAreaTable(Table):
    """Areas of the plan."""

    name = LinkedColumn(verbose_name="Avtalsområde", order_by=("sort_name", "name", "pk"))
    code = tables.Column(verbose_name="Kod")
    category = tables.Column(verbose_name="Underkategori", order_by=("category__sort_name", "sort_name", "pk"))
    form = tables.Column(verbose_name="Form")
    price_model = tables.Column(verbose_name="Prismodell")
    contracts_in_plan = MoneyColumn(verbose_name="Avtal enligt planen", decimals=0)
    contracts_in_force = MoneyColumn(verbose_name="Avtal i kraft", decimals=0)
    introduced_in = tables.Column(verbose_name="Infört år")
    joint_lead = tables.Column(verbose_name="Samordnas av")

    noun = ("avtalsområde", "avtalsområden")
    caption = "Avtalsområden"

    class Meta(Table.Meta):
        model = ContractArea
        fields: tuple[str, ...] = ()
        empty_text = "Inga avtalsområden passar. Kategoriplanen läses in med manage.py load_plan."
        order_by = "category"
