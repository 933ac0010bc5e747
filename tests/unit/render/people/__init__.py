"""The pages of deputies."""
