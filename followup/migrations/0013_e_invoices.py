"""E-invoices of Peppol, what they credit, and which ledger rows are the same purchase."""

import django.db.models.deletion
import django.db.models.expressions
import huddinge_vo.common.kept_files
from django.conf import settings
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels, run_sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('common', '0007_retention'),
        ('common', '__first__'),
        ('contracts', '0014_units_to_find'),
        ('followup', '0012_ledger_partitions'),
    ]

    operations = [
        run_sql_file(__file__, "invoice_number_plain"),
        ChangeModels(
            operations=[
                migrations.CreateModel(
                    name='InvoiceImport',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('sha256', models.CharField(blank=True, max_length=64, verbose_name='fingeravtryck')),
                        ('file', models.FileField(blank=True, max_length=200, upload_to=huddinge_vo.common.kept_files.invoice_path, verbose_name='fil')),
                        ('original_name', models.CharField(max_length=255, verbose_name='filnamn')),
                        ('unnamed_are_ours', models.BooleanField(default=False, help_text='Annars tas de emot utan köpare, och räknas ingenstans.', verbose_name='fakturor utan köparens organisationsnummer är våra')),
                        ('status', models.CharField(choices=[('RECEIVED', 'mottagen'), ('LOADED', 'inläst'), ('REFUSED', 'inte inläst'), ('FAILED', 'gick inte att läsa in')], default='RECEIVED', max_length=20, verbose_name='status')),
                        ('received_at', models.DateTimeField(verbose_name='mottagen')),
                        ('loaded_at', models.DateTimeField(blank=True, null=True, verbose_name='inläst')),
                        ('documents', models.PositiveIntegerField(default=0, verbose_name='dokument')),
                        ('loaded', models.PositiveIntegerField(default=0, verbose_name='inlästa fakturor')),
                        ('duplicates', models.PositiveIntegerField(default=0, verbose_name='fanns redan')),
                        ('rejected', models.PositiveIntegerField(default=0, verbose_name='avvisade dokument')),
                        ('message', models.TextField(blank=True, verbose_name='förklaring')),
                        ('is_demo', models.BooleanField(default=False, verbose_name='demodata')),
                        ('buyer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invoice_imports', to='common.organization', verbose_name='köpare')),
                        ('received_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='inläst av')),
                    ],
                    options={
                        'verbose_name': 'inläsning av e-fakturor',
                        'verbose_name_plural': 'inläsningar av e-fakturor',
                        'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'RECEIVED')), fields=('buyer', 'sha256'), name='invoice_file_waits_once', violation_error_message='Filen väntar redan på att läsas in.'), models.CheckConstraint(condition=models.Q(('documents', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('loaded'), '+', models.F('duplicates')), '+', models.F('rejected')))), name='every_document_is_loaded_told_or_rejected', violation_error_message='Inlästa, redan inlästa och avvisade ska vara lika många som dokumenten.')],
                    },
                ),
                migrations.CreateModel(
                    name='InvoiceFault',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('document_no', models.PositiveIntegerField(verbose_name='dokument')),
                        ('document_name', models.CharField(max_length=200, verbose_name='fil')),
                        ('number', models.CharField(blank=True, max_length=200, verbose_name='fakturanummer')),
                        ('place', models.CharField(max_length=300, verbose_name='plats')),
                        ('line', models.PositiveIntegerField(blank=True, null=True, verbose_name='rad')),
                        ('reason', models.TextField(verbose_name='orsak')),
                        ('supplier', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.supplier', verbose_name='leverantör')),
                        ('invoice_import', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='faults', to='followup.invoiceimport', verbose_name='inläsning')),
                    ],
                    options={
                        'verbose_name': 'fel i e-faktura',
                        'verbose_name_plural': 'fel i e-fakturor',
                        'default_permissions': (),
                    },
                ),
                migrations.CreateModel(
                    name='Invoice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('INVOICE', 'faktura'), ('CREDIT', 'kreditfaktura')], max_length=10, verbose_name='slag')),
                        ('type_code', models.CharField(max_length=4, verbose_name='typkod')),
                        ('number', models.CharField(max_length=200, verbose_name='fakturanummer')),
                        ('plain_number', models.GeneratedField(db_persist=True, expression=models.Func('number', function='followup_plain_invoice_number', output_field=models.TextField()), output_field=models.TextField(), verbose_name='fakturanummer att jämföra')),
                        ('issued_on', models.DateField(verbose_name='fakturadatum')),
                        ('period_from', models.DateField(blank=True, null=True, verbose_name='utfört från och med')),
                        ('period_until', models.DateField(blank=True, null=True, verbose_name='utfört till och med')),
                        ('currency', models.CharField(max_length=3, verbose_name='valuta')),
                        ('amount', models.DecimalField(decimal_places=2, max_digits=17, verbose_name='belopp utan moms')),
                        ('vat_amount', models.DecimalField(decimal_places=2, max_digits=17, verbose_name='moms')),
                        ('amount_sek', models.DecimalField(blank=True, decimal_places=2, max_digits=17, null=True, verbose_name='belopp utan moms, kr')),
                        ('order_ref', models.CharField(blank=True, max_length=200, verbose_name='orderreferens')),
                        ('buyer_ref', models.CharField(blank=True, max_length=200, verbose_name='köparens referens')),
                        ('contract_ref', models.CharField(blank=True, max_length=200, verbose_name='avtalsreferens')),
                        ('supplier_scheme', models.CharField(max_length=20, verbose_name='slag av id')),
                        ('supplier_ref', models.CharField(max_length=200, verbose_name='leverantörens id')),
                        ('supplier_name', models.CharField(max_length=300, verbose_name='leverantörens namn')),
                        ('tied', models.CharField(choices=[('TIED', 'finns i reskontran'), ('NO_ROWS', 'inga rader med numret'), ('OTHER_SUM', 'annat belopp i reskontran'), ('NO_SUPPLIER', 'leverantören kan inte fastställas'), ('NO_BUYER', 'köparen är inte angiven'), ('OTHER_CURRENCY', 'annan valuta än kronor')], default='NO_ROWS', max_length=20, verbose_name='i reskontran')),
                        ('digest', models.CharField(max_length=64, verbose_name='innehållets fingeravtryck')),
                        ('buyer', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='common.organization', verbose_name='köpare')),
                        ('contract', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='contracts.contract', verbose_name='avtal')),
                        ('named_supplier', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.supplier', verbose_name='leverantör med samma namn')),
                        ('supplier', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invoices', to='contracts.supplier', verbose_name='leverantör')),
                        ('invoice_import', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='invoices', to='followup.invoiceimport', verbose_name='inläsning')),
                    ],
                    options={
                        'verbose_name': 'e-faktura',
                        'verbose_name_plural': 'e-fakturor',
                        'indexes': [models.Index(fields=['invoice_import'], name='invoices_of_import'), models.Index(fields=['buyer', 'issued_on', 'id'], name='invoices_by_day'), models.Index(fields=['plain_number'], name='invoices_by_plain_number')],
                        'constraints': [models.UniqueConstraint(fields=('supplier_ref', 'number', 'issued_on', 'kind', 'supplier_scheme', 'buyer'), name='invoice_comes_once', nulls_distinct=False, violation_error_message='Fakturan finns redan.'), models.CheckConstraint(condition=models.Q(('amount_sek__isnull', True), models.Q(('amount_sek', models.F('amount')), ('currency', 'SEK')), _connector='OR'), name='only_kronor_count', violation_error_message='Bara belopp i kronor räknas.')],
                    },
                ),
                migrations.CreateModel(
                    name='InvoiceLine',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('line_no', models.PositiveIntegerField(verbose_name='rad')),
                        ('line_id', models.CharField(blank=True, max_length=60, verbose_name='radens id')),
                        ('amount', models.DecimalField(decimal_places=2, max_digits=17, verbose_name='belopp')),
                        ('quantity', models.DecimalField(blank=True, decimal_places=10, max_digits=25, null=True, verbose_name='antal')),
                        ('unit_code', models.CharField(blank=True, max_length=10, verbose_name='enhet')),
                        ('item_name', models.CharField(blank=True, max_length=200, verbose_name='benämning')),
                        ('seller_item_id', models.CharField(blank=True, max_length=200, verbose_name='leverantörens artikelnummer')),
                        ('standard_item_id', models.CharField(blank=True, max_length=200, verbose_name='artikelnummer')),
                        ('price', models.DecimalField(blank=True, decimal_places=10, max_digits=25, null=True, verbose_name='pris')),
                        ('base_quantity', models.DecimalField(decimal_places=10, default=1, max_digits=25, verbose_name='priset avser antal')),
                        ('period_from', models.DateField(blank=True, null=True, verbose_name='utfört från och med')),
                        ('period_until', models.DateField(blank=True, null=True, verbose_name='utfört till och med')),
                        ('vat_category', models.CharField(blank=True, max_length=3, verbose_name='momskategori')),
                        ('vat_percent', models.DecimalField(blank=True, decimal_places=10, max_digits=15, null=True, verbose_name='momssats')),
                        ('matched_at', models.DateTimeField(blank=True, null=True, verbose_name='matchad')),
                        ('invoice', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='followup.invoice', verbose_name='e-faktura')),
                    ],
                    options={
                        'verbose_name': 'fakturarad',
                        'verbose_name_plural': 'fakturarader',
                        'default_permissions': (),
                        'constraints': [models.UniqueConstraint(fields=('invoice', 'line_no'), name='invoice_has_a_line_once')],
                    },
                ),
                migrations.CreateModel(
                    name='InvoiceTie',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('line_no', models.PositiveIntegerField(verbose_name='rad i reskontran')),
                        ('invoice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ties', to='followup.invoice', verbose_name='e-faktura')),
                        ('key', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='followup.spendkey', verbose_name='nyckel')),
                        ('ledger_import', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='followup.ledgerimport', verbose_name='inläsning')),
                    ],
                    options={
                        'verbose_name': 'faktura i reskontran',
                        'verbose_name_plural': 'fakturor i reskontran',
                        'default_permissions': (),
                        'constraints': [models.UniqueConstraint(fields=('ledger_import', 'line_no'), name='ledger_row_is_of_one_invoice')],
                    },
                ),
                migrations.CreateModel(
                    name='CreditedInvoice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.CharField(max_length=200, verbose_name='krediterar faktura')),
                        ('plain_number', models.GeneratedField(db_persist=True, expression=models.Func('number', function='followup_plain_invoice_number', output_field=models.TextField()), output_field=models.TextField(), verbose_name='fakturanummer att jämföra')),
                        ('issued_on', models.DateField(blank=True, null=True, verbose_name='dess datum')),
                        ('credited', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='credited_by', to='followup.invoice', verbose_name='krediterad faktura')),
                        ('invoice', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='credits', to='followup.invoice', verbose_name='kreditfaktura')),
                    ],
                    options={
                        'verbose_name': 'krediterad faktura',
                        'verbose_name_plural': 'krediterade fakturor',
                        'default_permissions': (),
                        'constraints': [models.UniqueConstraint(fields=('invoice', 'number'), name='invoice_is_credited_by_name_once')],
                    },
                ),
            ],
        ),
        run_sql_file(__file__, "e_invoices"),
    ]
