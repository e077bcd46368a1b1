from django.db import migrations

# Whoever hangs a function on a table must be allowed to call it.
ALLOWED = """
SET LOCAL ROLE rjcase_definer;
GRANT EXECUTE ON FUNCTION assessments_honest_approval() TO rjcase_owner;
SET LOCAL ROLE rjcase_owner;
"""
FORWARD = (
    ALLOWED
    + """
DROP TRIGGER honest_approval ON assessments_riskassessment;
CREATE TRIGGER honest_approval BEFORE INSERT OR UPDATE ON assessments_riskassessment
  FOR EACH ROW WHEN (NOT is_erasing()) EXECUTE FUNCTION assessments_honest_approval();
"""
)
BACK = """
DROP TRIGGER honest_approval ON assessments_riskassessment;
CREATE TRIGGER honest_approval BEFORE INSERT OR UPDATE ON assessments_riskassessment
  FOR EACH ROW EXECUTE FUNCTION assessments_honest_approval();
"""


class Migration(migrations.Migration):
    """An erasure takes a person's words out of a decided assessment too."""

    dependencies = [("assessments", "0003_responsibility_accepted"), ("rights", "0002_functions")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
