-- The log of one endpoint is found by its id as text, so that the planner can't take this index for what is due, however few rows it believes there are:
-- it would read all that the endpoint ever got.
drop index webhook_deliveries_of_endpoint;
create index webhook_deliveries_of_endpoint on webhook_deliveries (team_id, (endpoint_id::text), delivery_id);
