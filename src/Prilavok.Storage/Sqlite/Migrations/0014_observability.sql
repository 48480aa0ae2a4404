-- How the connection of an attempt came about: the address, whether it was open already, and how many microseconds each part took, null
-- where a part was not needed or not reached. First byte is when the answer began, from the start of the attempt.
ALTER TABLE attempts ADD COLUMN address TEXT;
ALTER TABLE attempts ADD COLUMN reused INTEGER;
ALTER TABLE attempts ADD COLUMN dns INTEGER;
ALTER TABLE attempts ADD COLUMN connect INTEGER;
ALTER TABLE attempts ADD COLUMN tls INTEGER;
ALTER TABLE attempts ADD COLUMN first_byte INTEGER;

-- The span in which an event was written, as a traceparent, where one was recorded: what is sent about the event is linked to it.
ALTER TABLE events ADD COLUMN trace TEXT;
