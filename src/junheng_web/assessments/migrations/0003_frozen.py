"""The database refuses to change what was judged."""

from django.db import migrations

from junheng_web.assessments.frozen import protect, release


class Migration(migrations.Migration):
    """Triggers on assessments and their lines."""

    dependencies = [("assessments", "0002_summaries")]
    operations = [migrations.RunPython(protect, release)]
