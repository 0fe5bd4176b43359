"""The database refuses to change or remove what was written."""

from django.db import migrations

from junheng_web.lib.triggers import append_only


class Migration(migrations.Migration):
    """Triggers on audit_entry."""

    dependencies = [("audit", "0001_initial")]
    operations = [append_only("audit_entry")]
