"""A profile to start from: a few answers, and every other key commented out with what it means."""
