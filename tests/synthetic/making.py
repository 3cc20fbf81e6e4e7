"""Makes letters: the same layout, seed and wishes give the same letter."""

import random
from datetime import timedelta
from typing import TYPE_CHECKING, Unpack

import msgspec

from tests.synthetic.case_days import another_day, draw_days
from tests.synthetic.citations import Citation, draw_citation, draw_paged_citation
from tests.synthetic.credentials import draw_licensure, draw_specialty
from tests.synthetic.dates import PROSE_STYLES, DateStyle
from tests.synthetic.headings import Heading, HeadingWish, draw_heading
from tests.synthetic.letter import Contradiction, Item, Letter, LetterFields, Printing
from tests.synthetic.rationales import Decision, Defect, RationaleWish, Teller, draw_rationale, lowered
from tests.synthetic.regions import BodyPart, draw_body_part
from tests.synthetic.summaries import (
    ORDINARY_OPENINGS,
    Opening,
    SummaryFacts,
    draw_summary,
    word_for,
)
from tests.synthetic.wishes import HeadingKind, Layout, Wishes, for_item

if TYPE_CHECKING:
    from tests.synthetic.treatments import Category, Trait

_ITEM_COUNTS = ((1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 18, 21), (59, 14, 8, 5, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1))


class _Making:
    """One letter being drawn. Draws happen in a fixed order, so a wish changes as little else as it can."""

    def __init__(self, layout: Layout, seed: int, wishes: Wishes) -> None:
        self.layout = layout
        self.seed = seed
        self.wishes = wishes
        self.rng = random.Random(f"{layout}/{seed}")
        self.days = draw_days(self.rng, layout)
        self.header = wishes.get("header", layout == "D")
        first = draw_body_part(self.rng)
        more = [draw_body_part(self.rng) for _ in range(self.rng.choice((0, 0, 1, 2)))]
        self.parts: tuple[BodyPart, ...] = (first, *more)
        self.opening = self._opening()
        drawn_gap = self.rng.choice((" ", " ", "  "))
        drawn_style: DateStyle = self.rng.choice(PROSE_STYLES) if layout == "D" else "bare"
        self.teller = Teller(
            person=word_for(self.opening),
            sex=self.wishes.get("sex", self.rng.choice(("male", "female"))),
            style=self.wishes.get("date_style", drawn_style),
            gap=drawn_gap,
            seen_from=max(self.days.injury, self.days.denied - timedelta(days=120)),
            seen_to=self.days.denied,
        )
        self.heading_gap = "  " if layout in {"C", "C2"} else self.rng.choice((" ", " ", "  "))

    def _opening(self) -> Opening:
        drawn = self.rng.choices(ORDINARY_OPENINGS, (58, 25, 10, 7))[0]
        if self.layout in {"B", "C", "C2"} and not self.header:
            drawn = "claimant"
        return self.wishes.get("opening", drawn)

    def letter(self) -> Letter:
        """The whole letter."""
        items = self._items()
        summary, contradictions = self._summary(items)
        fields = self._fields(summary)
        name = fields.case_number or f"layout-{self.layout.lower()}-{self.seed:07d}"
        return Letter(
            layout=self.layout,
            seed=self.seed,
            file=f"{name}.pdf",
            fields=fields,
            items=items,
            contradictions=contradictions,
            printing=self._printing(len(items)),
        )

    def _printing(self, count: int) -> Printing:
        return Printing(
            header=self.header,
            from_memory=self.wishes.get("from_memory", False),
            made_on=self.days.decided,
            opening=self.opening,
            page_breaks=self.wishes.get("page_breaks", ()),
            heading_gap=self.heading_gap,
            licence_gap=self.rng.choice((",", ",", ", ")),
            label_gap=self.rng.choice((" ", " ", "  ")),
            bold_gaps=self.rng.random() < 0.3,
            tight_items=tuple(number for number in range(count) if self.rng.random() < 0.03),
            hyphen_break=self.wishes.get("hyphen_break", False),
            bottom=self.rng.choice((720.0, 720.0, 712.0, 704.0)),
        )

    def _items(self) -> tuple[Item, ...]:
        drawn = self.rng.choices(*_ITEM_COUNTS)[0]
        if self.layout == "A":
            drawn = 1
        elif self.layout != "D":
            drawn = min(drawn, 4)
        count = self.wishes.get("items", drawn)
        if count < 1 or (self.layout == "A" and count > 1):
            raise ValueError(f"layout {self.layout} does not have {count} items")
        self.count = count
        surgical = count > 2 and self.layout == "D" and self.rng.random() < 0.25
        items: list[Item] = []
        for number in range(count):
            items.append(self._new_item(items, number, surgical=surgical))
        return tuple(items)

    def _new_item(self, items: list[Item], number: int, *, surgical: bool) -> Item:
        """An item whose heading the letter does not have yet, if chance finds one in some attempts."""
        used = {item.heading.disputed for item in items}
        item = self._item(number, surgical=surgical)
        for _ in range(20):
            if item.heading.disputed not in used:
                break
            item = self._item(number, surgical=surgical)
        return item

    def _kind(self, number: int, *, surgical: bool) -> HeadingKind:
        kinds: tuple[HeadingKind, ...] = (
            "plain",
            "partial_remaining",
            "partial_original_eligible",
            "associated_surgical",
        )
        drawn = self.rng.choices(kinds, (80, 11, 3, 1))[0]
        if surgical and number > 0 and self.rng.random() < 0.7:
            drawn = "associated_surgical"
        if self.layout != "D" or (surgical and number == 0) or self._only_plain(number):
            drawn = "plain"
        return for_item(self.wishes.get("kinds"), number) or drawn

    def _only_plain(self, number: int) -> bool:
        """Whether what is asked of the heading may be beyond the other kinds of heading."""
        wishes = self.wishes
        asked = (
            wishes.get("traits"),
            wishes.get("retrospective"),
            wishes.get("heading_lines"),
            wishes.get("categories"),
        )
        return any(for_item(wish, number) is not None for wish in asked)

    def _heading(self, number: int, *, surgical: bool) -> Heading:
        wishes = self.wishes
        lines = for_item(wishes.get("heading_lines"), number)
        split = any(asked.place == "in_heading" and asked.item == number for asked in wishes.get("page_breaks", ()))
        if lines is None and split:
            lines = 3
        trait: Trait | None = for_item(wishes.get("traits"), number)
        category: Category | None = for_item(wishes.get("categories"), number)
        if trait is None and category is None and for_item(wishes.get("boilerplates"), number) not in {None, "none"}:
            trait = "opioid"
        wish = HeadingWish(
            kind=for_item(wishes.get("kinds"), number),
            category="Surgery" if surgical and number == 0 and category is None else category,
            traits=frozenset() if trait is None else frozenset({trait}),
            retrospective=for_item(wishes.get("retrospective"), number),
            lines=lines,
            without_is=for_item(wishes.get("without_is"), number),
        )
        served = self.days.denied - timedelta(days=self.rng.randint(5, 60))
        kind = self._kind(number, surgical=surgical)
        part = self.rng.choice(self.parts)
        heading = draw_heading(self.rng, part, kind, served, wish, self.heading_gap)
        if self.layout == "B" or (self.layout == "C2" and wishes.get("from_memory", False)):
            inside = lowered(heading.text)
            return msgspec.structs.replace(heading, text=inside, disputed=inside)
        return self._as_visits(heading) if self.layout == "C" else heading

    def _as_visits(self, heading: Heading) -> Heading:
        """Layout C counts visits as "x3 visits"."""
        treatment = heading.treatment
        if heading.kind != "plain" or treatment.pattern is None or treatment.category != "Rehabilitation":
            return heading
        name = treatment.short[0].upper() + treatment.short[1:]
        text = f"{name} x{treatment.count} visits for the {treatment.body_part}"
        visits = msgspec.structs.replace(treatment, text=text, frequency=None, quantity=str(treatment.count))
        return msgspec.structs.replace(heading, text=text, disputed=text, treatment=visits)

    def _item(self, number: int, *, surgical: bool) -> Item:
        wishes = self.wishes
        drawn: Decision = "upheld" if self.rng.random() < 0.85 else "overturned"
        wished: Decision | None = for_item(wishes.get("decisions"), number)
        decision = wished or drawn
        heading = self._heading(number, surgical=surgical)
        claims, own = self._citations(heading, number)
        defect: Defect | None = for_item(wishes.get("defects"), number)
        if defect == "cut_in_citation" and number != self.count - 1:
            raise ValueError("only the last item can be cut off")
        rationale = None
        if self.layout != "B" or wishes.get("from_memory", False):
            rationale = draw_rationale(
                self.rng,
                heading.treatment,
                disputed=heading.disputed,
                heading=heading.text if heading.kind.startswith("partial") else None,
                decision=decision,
                teller=self.teller,
                wish=RationaleWish(
                    ending=for_item(wishes.get("endings"), number),
                    opened=for_item(wishes.get("opened"), number),
                    boilerplate=for_item(wishes.get("boilerplates"), number),
                    quotation=for_item(wishes.get("quotations"), number),
                    defect=defect,
                    echo_slip=for_item(wishes.get("echo_slips"), number),
                    compounds=wishes.get("hyphen_break", False),
                    old_style=self.layout in {"C", "C2"},
                ),
            )
        return Item(
            heading=heading,
            decision=decision,
            claims_guideline=claims,
            imr_guideline=own,
            rationale=rationale,
            defect=defect,
        )

    def _citations(self, heading: Heading, number: int) -> tuple[Citation | None, Citation | None]:
        treatment = heading.treatment
        if self.layout == "A":
            return None, draw_citation(self.rng, treatment, "Expert Reviewer", "mtus")
        if self.layout == "B" and not self.wishes.get("from_memory", False):
            return None, None
        if self.layout != "D":
            claims = draw_paged_citation(self.rng, treatment)
            if self.wishes.get("from_memory", False):
                told = claims.text.replace(
                    "Decision based on MTUS", "The Claims Administrator based its decision on the MTUS"
                )
                claims = msgspec.structs.replace(claims, text=told)
                return claims, draw_paged_citation(self.rng, treatment)
            return claims, claims if self.rng.random() < 0.7 else draw_paged_citation(self.rng, treatment)
        wishes = self.wishes
        return (
            draw_citation(
                self.rng, treatment, "Claims Administrator", for_item(wishes.get("claims_citations"), number)
            ),
            draw_citation(self.rng, treatment, "Expert Reviewer", for_item(wishes.get("imr_citations"), number)),
        )

    def _summary(self, items: tuple[Item, ...]) -> tuple[str, tuple[Contradiction, ...]]:
        wishes, rng = self.wishes, self.rng
        told = {"date_of_injury": self.days.injury, "ur_denial_date": self.days.denied}
        odd = []
        for name in wishes.get("contradictions", ()):
            if not self.header:
                raise ValueError("without a header there is nothing to contradict")
            other = another_day(rng, told[name])
            odd.append(Contradiction(name, told[name], other))
            told[name] = other
        named = items[0].heading.treatment.short if len(items) == 1 else "the services named below"
        facts = SummaryFacts(
            age=wishes.get("age", rng.randint(22, 69)),
            sex=self.teller.sex,
            date_of_injury=told["date_of_injury"],
            ur_denial_date=told["ur_denial_date"] if self.header else None,
            seen_to=self.days.denied,
            parts=self.parts,
            what=named,
            style=self.teller.style,
            gap=self.teller.gap,
        )
        self.age = None if self.opening == "two_birth_dates" else facts.age
        summary = draw_summary(
            rng,
            self.opening,
            facts,
            length=wishes.get("length", rng.choices(("short", "middle", "long"), (3, 5, 3))[0]),
            redacted=wishes.get("redacted", rng.random() < 0.02),
            decoys=wishes.get("decoys", rng.random() < 0.06),
            non_ascii=wishes.get("non_ascii", rng.random() < 0.15),
        )
        return summary, tuple(odd)

    def _fields(self, summary: str) -> LetterFields:
        wishes, rng, days = self.wishes, self.rng, self.days
        long = wishes.get("long_credentials", rng.random() < 0.06)
        slip = wishes.get("specialty_slip", rng.random() < 0.01)
        common = LetterFields(
            licensure=draw_licensure(rng, long=long),
            specialty=draw_specialty(rng, long=long, slip=slip, titles=self.layout == "D"),
            age=self.age,
            sex=self.teller.sex,
            clinical_summary=summary,
            date_of_injury=days.injury,
        )
        replace = msgspec.structs.replace
        number = f"CM99-{self.seed % 10_000_000:07d}"
        if self.layout == "B":
            return replace(
                common,
                ur_denial_date=days.denied,
                application_received=days.received,
                noarfi_date=days.assigned,
                letter_date=days.decided,
                case_number=number if wishes.get("from_memory", False) else None,
            )
        if self.layout == "C2":
            fields = replace(common, ur_denial_date=days.denied, documents_reviewed=self._documents())
            if wishes.get("from_memory", False):
                fields = replace(fields, case_number=number, priority="Standard", application_received=days.received)
            return fields
        if self.layout == "A":
            return replace(common, documents_reviewed=self._documents())
        if not self.header:
            return common
        return replace(
            common,
            case_number=number,
            date_assigned=days.assigned,
            decision_date=days.decided,
            ur_denial_date=days.denied,
            application_received=days.received,
            priority=wishes.get("priority", "Standard"),
        )

    def _documents(self) -> tuple[str, ...]:
        kinds = (
            "Request for authorization",
            "Progress report",
            "Utilization review letter",
            "Therapy notes",
            "MRI report",
        )
        chosen = self.rng.sample(kinds, self.rng.randint(2, 5))
        return tuple(f"{kind} dated {self.teller.day(self.rng)}" for kind in chosen)


def make_letter(layout: Layout, seed: int, **wishes: Unpack[Wishes]) -> Letter:
    """A letter of the layout; see `Wishes` for what may be asked of it.

    Raises:
        ValueError: the wishes contradict each other or the layout.
    """
    return _Making(layout, seed, wishes).letter()
