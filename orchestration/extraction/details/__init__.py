"""Details: what a sentence tells more of a claim that the document has made, and that is no claim of its own."""
