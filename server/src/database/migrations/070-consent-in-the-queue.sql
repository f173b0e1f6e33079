-- Whose recipient may have refused it by the time its turn comes: the category of its template. Null: it goes out whatever they said.
alter table send_queue add column consent_category text;
