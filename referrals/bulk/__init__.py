"""Referrals by spreadsheet: what its columns mean, how a file is read, how a row becomes a referral."""
