"""What turns electricity into computing and heat, and what carries the heat away."""
