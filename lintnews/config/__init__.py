"""lintnews.toml → frozen settings; an unknown key is an error that names the choices."""
