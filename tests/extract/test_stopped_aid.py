"""Help that is kept back is not help given."""

import pytest

from dragoman.extract.stopped_aid import is_stopped


@pytest.mark.parametrize(
    ("sentence", "named", "stopped"),
    [
        ("Freedonia is holding back some $70 million of its military aid to Sylvania.", "military aid", True),
        ("Economic assistance to Sylvania stopped on Monday, the first day of the year.", "assistance", True),
        ("More than half of the funding for Sylvania was suspended by the bank.", "funding", True),
        ("Freedonia refused to send aid to the rebels.", "send aid", True),
        ("The blockade of humanitarian aid went on.", "humanitarian aid", True),
        ("The aid reached Sylvania before the talks stopped.", "aid", False),
        ("Freedonia resumed the aid that it had suspended in 2019.", "resumed the aid", False),
        ("Freedonia sent wheat to Sylvania after Osterlich suspended shipments.", "sent wheat", False),
    ],
)
def test_help_kept_back_is_told_from_help_given(sentence, named, stopped):
    start = sentence.index(named)
    assert is_stopped(sentence, start, start + len(named)) == stopped
