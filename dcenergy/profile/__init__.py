"""One YAML file that describes a site design: its shape, its reader, the shipped ones."""
