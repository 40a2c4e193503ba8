from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("certifications", "0005_more_time"),
    ]

    operations = [
        migrations.AddField(
            model_name="holding",
            name="not_renewing",
            field=models.DateField(blank=True, null=True, verbose_name="Not renewing it, decided on"),
        ),
        migrations.AddField(
            model_name="earlierterm",
            name="not_renewing",
            field=models.DateField(null=True),
        ),
    ]
