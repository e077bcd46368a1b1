-- A migration nobody should run: squawk must find each statement.
alter table cases_case drop column reference;
drop table cases_contact;
alter table cases_case alter column stage type integer;
alter table cases_case rename column stage to step;
