"""Everything found: the index of all readouts and notes, the words people search and filter with."""
