"""Licences and specialties of reviewers, as the letters list them."""

import random

_STATES: tuple[str, ...] = (
    "Arizona",
    "Colorado",
    "Florida",
    "Georgia",
    "Illinois",
    "Massachusetts",
    "Michigan",
    "Minnesota",
    "New Jersey",
    "New Mexico",
    "New York",
    "North Carolina",
    "Oregon",
    "Pennsylvania",
    "South Carolina",
    "Texas",
    "Virginia",
    "Washington",
    "West Virginia",
)
_SPECIALTIES: tuple[str, ...] = (
    "Anesthesiology",
    "Emergency Medicine",
    "Family Practice",
    "Hand Surgery",
    "Hospice & Palliative Medicine",
    "Internal Medicine",
    "Neurological Surgery",
    "Neurology",
    "Neuromuscular Medicine",
    "Occupational Medicine",
    "Orthopedic Surgery",
    "Pain Management",
    "Physical Medicine & Rehabilitation",
    "Plastic Surgery",
    "Preventive Medicine",
    "Psychiatry",
    "Public Health & General Preventive Medicine",
    "Sports Medicine",
    "Surgery",
)
_TITLES: tuple[str, ...] = ("Chiropractor", "Dentist", "Podiatrist", "Psychologist", "Registered Nurse")


def draw_licensure(rng: random.Random, *, long: bool) -> tuple[str, ...]:
    """States of licensure; a long list takes more than a line."""
    count = 9 if long else rng.choices((1, 2, 3), (5, 3, 2))[0]
    states = rng.sample(_STATES, count)
    if rng.random() < 0.6:
        states[rng.randrange(count)] = "California"
    return tuple(states)


def draw_specialty(rng: random.Random, *, long: bool, slip: bool, titles: bool) -> tuple[str, ...]:
    """Certifications; a long list takes more than a line, a slip adds a letter to the last.

    With `titles` a profession may stand in place of a certification, as in the lists of layout D.
    """
    if titles and not long and rng.random() < 0.06:
        chosen = [rng.choice(_TITLES)]
    elif long:
        chosen = ["Public Health & General Preventive Medicine", "Physical Medicine & Rehabilitation"]
        chosen += rng.sample([name for name in _SPECIALTIES if name not in chosen], 2)
    else:
        chosen = rng.sample(_SPECIALTIES, rng.choices((1, 2, 3), (5, 4, 1))[0])
    if slip:
        chosen[-1] += "a"
    return tuple(chosen)
