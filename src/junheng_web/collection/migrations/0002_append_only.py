"""The database refuses to change or remove what was written."""

from django.db import migrations

from junheng_web.lib.triggers import append_only


class Migration(migrations.Migration):
    """Triggers on collection_revision."""

    dependencies = [("collection", "0001_initial")]
    operations = [append_only("collection_revision")]
