from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0013_hand_over"),
    ]

    operations = [
        migrations.AlterField(
            model_name="filegrant",
            name="kind",
            field=models.CharField(
                choices=[
                    ("allocation", "Lead facilitator"),
                    ("co_facilitation", "Second facilitator"),
                    ("cover", "Cover for a colleague"),
                    ("supervision", "Supervision"),
                    ("offender_manager", "Offender manager"),
                    ("victim_liaison", "Victim liaison officer"),
                    ("prison_supervisor", "Prison offender supervisor"),
                    ("prison_security", "Prison security"),
                    ("officer_in_case", "Officer in the case"),
                    ("interpreter", "Interpreter"),
                    ("liaison", "Liaison"),
                    ("emergency", "Opened with a reason"),
                ],
                max_length=24,
            ),
        ),
        migrations.AlterField(
            model_name="filegrantevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("allocation", "Lead facilitator"),
                    ("co_facilitation", "Second facilitator"),
                    ("cover", "Cover for a colleague"),
                    ("supervision", "Supervision"),
                    ("offender_manager", "Offender manager"),
                    ("victim_liaison", "Victim liaison officer"),
                    ("prison_supervisor", "Prison offender supervisor"),
                    ("prison_security", "Prison security"),
                    ("officer_in_case", "Officer in the case"),
                    ("interpreter", "Interpreter"),
                    ("liaison", "Liaison"),
                    ("emergency", "Opened with a reason"),
                ],
                max_length=24,
            ),
        ),
    ]
