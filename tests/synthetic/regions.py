"""Regions of the body with their words: MTUS chapter, ODG chapter, diagnoses, findings. All prose is invented."""

import random

import msgspec

Side = str


class Region(msgspec.Struct, frozen=True, kw_only=True):
    """A region of the body.

    Attributes:
        name: as in a request ("knee"); a side is put before it where the region has sides.
        chapter: MTUS chapter with its year.
        outside: chapter of the Official Disability Guidelines.
        diagnoses: as a case summary names them.
        findings: what an examination finds, as clauses.
        operations: operations on the region.
    """

    name: str
    chapter: str
    outside: str
    sided: bool
    diagnoses: tuple[str, ...]
    findings: tuple[str, ...]
    operations: tuple[str, ...]


class BodyPart(msgspec.Struct, frozen=True):
    """A region with its side."""

    region: Region
    side: Side = ""

    @property
    def text(self) -> str:
        """As a request names it: "left knee", "lumbar spine"."""
        return f"{self.side} {self.region.name}".strip()


REGIONS: tuple[Region, ...] = (
    Region(
        name="lumbar spine",
        chapter="Low Back Complaints 2004",
        outside="Low Back Chapter",
        sided=False,
        diagnoses=("lumbar sprain", "lumbosacral radiculitis", "lumbar disc protrusion", "lumbar spinal stenosis"),
        findings=(
            "flexion stopped at 40° because of pain",
            "the straight leg test drew pain below the left knee",
            "touch was dull along the outer edge of the right foot",
            "the muscles beside L4 and L5 were taut",
            "heel walking and toe walking went well",
        ),
        operations=(
            "L4-L5 laminectomy and discectomy",
            "L5-S1 anterior interbody fusion",
            "L3-L4 microdecompression",
        ),
    ),
    Region(
        name="cervical spine",
        chapter="Neck and Upper Back Complaints 2004",
        outside="Neck and Upper Back Chapter",
        sided=False,
        diagnoses=("cervical strain", "cervical radiculopathy", "cervical spondylosis"),
        findings=(
            "turning the head to the right ended at 50°",
            "pressing on the crown sent pain into the left arm",
            "the trapezius was tight on both sides",
            "grip was equal and strong",
        ),
        operations=("C5-C6 anterior discectomy and fusion", "C6-C7 artificial disc replacement"),
    ),
    Region(
        name="thoracic spine",
        chapter="Neck and Upper Back Complaints 2004",
        outside="Neck and Upper Back Chapter",
        sided=False,
        diagnoses=("thoracic strain", "thoracic myofascial pain"),
        findings=(
            "pressure beside T6 was painful",
            "rotation was short by a third",
            "no step was felt in the midline",
        ),
        operations=("T7 vertebral augmentation", "T8-T9 decompression"),
    ),
    Region(
        name="shoulder",
        chapter="Shoulder Complaints 2004",
        outside="Shoulder Chapter",
        sided=True,
        diagnoses=("rotator cuff tendinosis", "shoulder impingement", "adhesive capsulitis", "partial cuff tear"),
        findings=(
            "the arm rose to 95° and no further",
            "the impingement signs were positive",
            "outward rotation against resistance was weak",
            "the joint line over the collarbone was tender",
        ),
        operations=(
            "shoulder arthroscopy with subacromial decompression",
            "shoulder arthroscopic rotator cuff repair",
            "shoulder manipulation under anesthesia",
        ),
    ),
    Region(
        name="elbow",
        chapter="Elbow Complaints 2007",
        outside="Elbow Chapter",
        sided=True,
        diagnoses=("lateral epicondylitis", "medial epicondylitis", "cubital tunnel syndrome"),
        findings=(
            "lifting the wrist against resistance hurt at the outer elbow",
            "tapping over the ulnar nerve tingled into two fingers",
            "full extension was lacking by 10°",
        ),
        operations=("cubital tunnel release", "lateral epicondyle debridement"),
    ),
    Region(
        name="wrist",
        chapter="Forearm, Wrist, and Hand Complaints 2004",
        outside="Forearm, Wrist, & Hand Chapter",
        sided=True,
        diagnoses=("carpal tunnel syndrome", "wrist sprain", "de Quervain tenosynovitis", "ganglion of the wrist"),
        findings=(
            "bending the wrist for a minute brought numbness",
            "the thumb tendons were swollen over the radius",
            "pinch measured 6 kg against 9 kg on the other side",
        ),
        operations=(
            "endoscopic carpal tunnel release",
            "first dorsal compartment release",
            "wrist ganglion excision",
        ),
    ),
    Region(
        name="hand",
        chapter="Forearm, Wrist, and Hand Complaints 2004",
        outside="Forearm, Wrist, & Hand Chapter",
        sided=True,
        diagnoses=("trigger finger", "crush injury of the hand", "metacarpal fracture, healed"),
        findings=(
            "the ring finger caught on bending",
            "the fist closed to 2 cm from the palm",
            "the scar was supple",
        ),
        operations=("ring finger trigger release", "extensor tenolysis of the hand"),
    ),
    Region(
        name="knee",
        chapter="Knee Complaints 2004",
        outside="Knee & Leg Chapter",
        sided=True,
        diagnoses=("medial meniscus tear", "patellofemoral pain", "knee sprain", "osteoarthritis of the knee"),
        findings=(
            "bending ended at 105°",
            "the inner joint line was tender and clicked under load",
            "a small effusion was felt",
            "the drawer tests were steady",
        ),
        operations=(
            "knee arthroscopy with partial medial meniscectomy",
            "knee arthroscopic chondroplasty",
            "total knee arthroplasty",
        ),
    ),
    Region(
        name="ankle",
        chapter="Ankle and Foot Complaints 2004",
        outside="Ankle & Foot Chapter",
        sided=True,
        diagnoses=("ankle sprain", "peroneal tendinitis", "Achilles tendinosis"),
        findings=("the outer ligaments were tender", "standing on one leg was unsteady", "swelling measured 1.5 cm"),
        operations=("ankle lateral ligament reconstruction", "ankle arthroscopy with synovectomy"),
    ),
    Region(
        name="foot",
        chapter="Ankle and Foot Complaints 2004",
        outside="Ankle & Foot Chapter",
        sided=True,
        diagnoses=("plantar fasciitis", "metatarsalgia", "foot contusion"),
        findings=("the heel was tender at its inner edge", "the arch flattened under load", "the toes were warm"),
        operations=("plantar fascia release", "second metatarsal osteotomy of the foot"),
    ),
    Region(
        name="hip",
        chapter="General Approaches 2004",
        outside="Hip & Pelvis Chapter",
        sided=True,
        diagnoses=("trochanteric bursitis", "labral tear of the hip", "hip strain"),
        findings=(
            "inward rotation was painful at 15°",
            "the outer hip was tender",
            "the gait was short on that side",
        ),
        operations=("hip arthroscopy with labral repair", "total hip arthroplasty"),
    ),
)

SIDES: tuple[Side, ...] = ("left", "right", "left", "right", "bilateral")


def draw_body_part(rng: random.Random) -> BodyPart:
    """A region, with a side where it has sides; spine and shoulder come oftener, as in the letters."""
    weights = [6, 4, 1, 5, 2, 4, 1, 5, 1, 1, 1]
    region = rng.choices(REGIONS, weights)[0]
    return BodyPart(region, rng.choice(SIDES) if region.sided else "")
