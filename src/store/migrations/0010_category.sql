-- Holds the place of the step that adds categories.
SELECT 1;
