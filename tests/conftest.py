"""What holds for every test."""

from hypothesis import settings

# A busy machine is no fault of the code: no example of a property test is given up for being slow.
settings.register_profile("dragoman", deadline=None)
settings.load_profile("dragoman")
