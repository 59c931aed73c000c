"""What the learner may set: a TOML file, read with a sentence for every slip, written with comments kept."""
