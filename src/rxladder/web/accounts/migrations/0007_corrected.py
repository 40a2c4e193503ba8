from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_in_teams"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="corrected",
            field=models.BooleanField(default=False, editable=False),
        ),
    ]
