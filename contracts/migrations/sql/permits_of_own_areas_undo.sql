-- The rules go with their table; the column that they came from has stayed as it was.
SELECT 1;
