"""Fill-in-the-middle formats: one TOML file a family of models, named in configuration, never guessed."""
