"""Questions asked of one or more designs."""
