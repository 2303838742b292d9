"""What people see. Knows the layers; never the publications or their readers."""
