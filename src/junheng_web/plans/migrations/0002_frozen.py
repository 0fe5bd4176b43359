"""The database refuses to change a plan that is done."""

from django.db import migrations

from junheng_web.plans.frozen import protect, release


class Migration(migrations.Migration):
    """Triggers on plans."""

    dependencies = [("plans", "0001_initial")]
    operations = [migrations.RunPython(protect, release)]
