"""One file a section of the report: figures of a result in, text and geometry out."""
