"""A database engine that brings its own server: see huddinge_vo.dev.embedded."""
