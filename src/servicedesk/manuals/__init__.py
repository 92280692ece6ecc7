"""The manuals that come with the package, each announced by its entry point like anybody else's."""
