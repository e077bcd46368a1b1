"""Which requirements of the catalogue the tests have shown.

`catalogue.tsv` holds every requirement: id, section, the part of the product that answers for it, and,
where no code could meet it, why. A test claims at most six of them with its mark, and a claim counts
only when the test has passed.
"""
