"""What the speed and memory figures share: the texts that they run on, processes that are timed, results as JSON."""
