"""What partner systems do: refer, and follow their own referrals."""
