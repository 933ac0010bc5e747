"""What texts, pictures and attachments hold that must not be public or would do harm: found by digest, whoever asks."""
