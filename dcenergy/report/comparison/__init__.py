"""The report of several designs beside each other: section by section, as text and geometry."""
