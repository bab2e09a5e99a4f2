"""From seeds to a checked store: the one conductor, the current view, the digest, the cache of the bundled seeds."""
