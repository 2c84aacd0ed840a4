"""The page that people read: text first, then HTML."""
