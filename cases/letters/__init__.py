"""Letters to a party, each made inside the context of that party's file alone."""
