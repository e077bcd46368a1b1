import pgtrigger.migrations
from django.db import migrations

import rjcase.tenancy.declarations


class Migration(migrations.Migration):
    """Links of officers keep no history and may be deleted, so that their addresses can be forgotten."""

    dependencies = [("referrals", "0018_intake_files"), ("tenancy", "0002_functions")]

    operations = [
        *(
            pgtrigger.migrations.RemoveTrigger(model_name="guestlink", name=name)
            for name in ("insert_insert", "update_update", "delete_delete")
        ),
        migrations.RemoveConstraint(model_name="guestlink", name="referrals_guestlink_wall"),
        migrations.AddConstraint(
            model_name="guestlink",
            constraint=rjcase.tenancy.declarations.Wall(
                also="",
                column="id",
                kind="office",
                name="referrals_guestlink_wall",
                part="",
                rights="SELECT, INSERT, UPDATE, DELETE",
                sched="",
                version=1,
            ),
        ),
        migrations.DeleteModel(name="GuestLinkEvent"),
    ]
