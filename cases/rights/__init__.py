"""The rights of the people in the files: their copy, correction, objection, erasure; and retention."""
