"""The nouns: values and rules, from the standard library and numpy alone."""
