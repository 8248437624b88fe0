"""To whom it was done, where the act's own sentence does not say."""

from __future__ import annotations

from act_values import make_act, make_reading

from dragoman.extract.act_fields import fill_draft
from dragoman.extract.act_recipients import choose_parties, weigh_recipients
from dragoman.extract.network import load_network

TEXT = "A judge in Tamsk blocked the decree of Premier Ivo Rask.\n\nRask said that he would fight the ruling."


def test_parties_of_the_acts_around_are_weighed_once_a_name() -> None:
    network = load_network()
    reading = make_reading(TEXT)
    blocked = make_act(reading, "blocked", "REJECT", labels={"party": {"actor": "A judge", "recipient": "Ivo Rask"}})
    fight = make_act(reading, "fight", "THREATEN", labels={"party": {"actor": "Rask"}})
    drafts = [fill_draft(reading, act, network) for act in (blocked, fight)]
    names = [party.who.name or party.who.mention.text for party, _ in weigh_recipients(drafts[1], drafts, network)]
    assert len(names) == len(set(names))
    assert "A judge" in names


def test_whoever_becomes_a_recipient_is_no_actor_and_nobody_is_made_up() -> None:
    network = load_network()
    reading = make_reading(TEXT)
    labels = {"party": {"actor": "A judge", "recipient": "Ivo Rask"}}
    drafts = [fill_draft(reading, make_act(reading, "blocked", "REJECT", labels=labels), network)]
    actors, recipients = choose_parties(drafts[0], drafts, network)
    told = {who.mention.text for who in (*actors, *recipients)}
    assert told <= {who.mention.text for who in (*drafts[0].actors, *drafts[0].recipients)}
    assert not {who.mention.text for who in actors} & {who.mention.text for who in recipients}
    assert "Ivo Rask" in " ".join(who.mention.text for who in recipients)
