"""Coverage-guided fuzzing of what reads files and says where things stand."""
