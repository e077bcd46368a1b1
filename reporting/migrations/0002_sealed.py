from django.db import migrations

SEAL = """
CREATE FUNCTION keep_submitted_return() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  if old.state = 'submitted' then
    raise exception 'a submitted return is never changed' using errcode = '23514';
  end if;
  return new;
end $$;
CREATE TRIGGER keep_submitted BEFORE UPDATE ON reporting_return
  FOR EACH ROW EXECUTE FUNCTION keep_submitted_return();
"""


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_returns")]
    operations = [migrations.RunSQL(SEAL, migrations.RunSQL.noop)]
