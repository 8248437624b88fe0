"""What nobody did to anybody is no event, however many it kills."""

import pytest

from dragoman.extract.accidents import is_accident


@pytest.mark.parametrize(
    ("sentence", "trigger"),
    [
        ("At least 20 people are killed in a garment factory fire near the port of Dalia.", "factory fire"),
        ("An oil tanker overturns and explodes on the road to Orsk, killing dozens.", "explodes"),
        ("Typhoon Ana strikes the north of the island and kills twelve.", "strikes"),
        ("A collision of two trains leaves at least 30 dead after six carriages derail.", "collision of two trains"),
        ("Tamria counts its 30,000th death from COVID-19 as crowds demand masks.", "death"),
        ("Measles has killed 40 children in the camps of Tamria since May.", "killed 40 children"),
        ("The treasurer of Tamria and two aides were killed in a plane crash near Orsk.", "killed in a plane"),
        ("Two army helicopters collide over Orsk, leaving four airmen dead.", "collide"),
        ("A brown bear attacked two foresters in Tamria.", "attacked two foresters"),
        ("A recruit accidentally set off a grenade in the barracks of Orsk.", "set off a grenade"),
        ("A cyber attack in Tamria shut down its customs office.", "cyber attack"),
        ("Police in Orsk look into the apparent suicide of a treasurer.", "suicide"),
        ("As Orsk mourns 4,000 deaths due to the new flu, crowds gather at the ministry.", "deaths"),
    ],
)
def test_a_disaster_is_nobodys_attack(sentence, trigger):
    assert is_accident(sentence, trigger)


@pytest.mark.parametrize(
    ("sentence", "trigger"),
    [
        ("A suicide bomber kills 20 people at a mosque in Tamsk.", "suicide bomber kills 20 people"),
        ("An explosion at a police station in Orsk kills four officers.", "explosion"),
        ("Gunmen set fire to a bus and kill six passengers.", "set fire to a bus"),
        ("The warlord, who died of cancer, had ordered the killing of nine judges.", "killing"),
        ("A suicide motorcycle bomber kills four at a gate in Orsk.", "suicide motorcycle bomber kills four"),
        ("An air strike accidentally killed three allied soldiers near Orsk.", "killed three allied soldiers"),
        ("Nine people were killed when their bus crashed after gunmen opened fire near Orsk.", "killed"),
        ("The Tigers attacked a barracks in Orsk.", "attacked a barracks"),
        ("Rebels shoot down a helicopter near the border, killing its crew.", "shoot down a helicopter"),
    ],
)
def test_an_attack_stays_an_attack(sentence, trigger):
    assert not is_accident(sentence, trigger)
