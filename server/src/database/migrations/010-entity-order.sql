-- Entities keep the order in which the configuration lists them, as procedures do.
alter table entities add column sort_order integer not null default 0;
