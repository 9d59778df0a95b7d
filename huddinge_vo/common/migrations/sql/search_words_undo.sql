DROP FUNCTION search_words(text);
