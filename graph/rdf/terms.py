"""The terms of the triples: namespaces, and one constant for each class and property used.

Published terms come first, our own (`og:`) after them. A term that is not here is not written.
"""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

BASE: Final = "https://w3id.org/obligraph/"
"""Where our names live; the part before `ns#` and `id/`."""

PREFIXES: Final = {
    "besluit": "http://data.vlaanderen.be/ns/besluit#",
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "og": BASE + "ns#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefix to namespace, as Turtle, queries and pages write them."""


def term(name: str) -> NamedNode:
    """Return the node of a prefixed name (`og:Decision`); an unknown prefix is a `KeyError`."""
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


# --- published ---------------------------------------------------------------------------------

TYPE: Final = term("rdf:type")
SUBJECT: Final = term("rdf:subject")
PREDICATE: Final = term("rdf:predicate")
OBJECT: Final = term("rdf:object")
LABEL: Final = term("rdfs:label")

XSD_DATE: Final = term("xsd:date")
XSD_MOMENT: Final = term("xsd:dateTime")
XSD_STAMP: Final = term("xsd:dateTimeStamp")
XSD_TIME: Final = term("xsd:time")
XSD_INTEGER: Final = term("xsd:integer")
XSD_DOUBLE: Final = term("xsd:double")
XSD_BOOLEAN: Final = term("xsd:boolean")

NUMBER: Final = term("eli:id_local")
DATE: Final = term("eli:date_document")
PASSED_BY: Final = term("eli:passed_by")
PART_OF: Final = term("eli:is_part_of")
PATH: Final = term("eli:number")
CITES: Final = term("eli:cites")

TITLE: Final = term("dcterms:title")
IDENTIFIER: Final = term("dcterms:identifier")
REPLACES: Final = term("dcterms:replaces")

MEETING: Final = term("besluit:Zitting")
AGENDA_ITEM: Final = term("besluit:Agendapunt")
TREATS: Final = term("besluit:behandelt")

ACTIVITY: Final = term("prov:Activity")
AGENT: Final = term("prov:Agent")
ENTITY: Final = term("prov:Entity")
STARTED: Final = term("prov:startedAtTime")
GENERATED_BY: Final = term("prov:wasGeneratedBy")
ASSOCIATED_WITH: Final = term("prov:wasAssociatedWith")
USED: Final = term("prov:used")
DERIVED_FROM: Final = term("prov:wasDerivedFrom")

ANNOTATION: Final = term("oa:Annotation")
PASSAGE: Final = term("oa:SpecificResource")
POSITION_SELECTOR: Final = term("oa:TextPositionSelector")
QUOTE_SELECTOR: Final = term("oa:TextQuoteSelector")
TARGET: Final = term("oa:hasTarget")
SOURCE: Final = term("oa:hasSource")
SELECTOR: Final = term("oa:hasSelector")
START: Final = term("oa:start")
END: Final = term("oa:end")
EXACT: Final = term("oa:exact")

ASSIGNER: Final = term("odrl:assigner")
ASSIGNEE: Final = term("odrl:assignee")
ACTION: Final = term("odrl:action")
MEMBER_OF: Final = term("odrl:partOf")
PARTY_COLLECTION: Final = term("odrl:PartyCollection")

BODY: Final = term("org:FormalOrganization")
UNIT: Final = term("org:OrganizationalUnit")
POST: Final = term("org:Post")
SUB_ORGANISATION_OF: Final = term("org:subOrganizationOf")
UNIT_OF: Final = term("org:unitOf")
HOLDS: Final = term("org:holds")
POST_IN: Final = term("org:postIn")
MEMBERSHIP: Final = term("org:Membership")
MEMBER: Final = term("org:member")
ORGANISATION: Final = term("org:organization")
MEMBER_DURING: Final = term("org:memberDuring")

PERSON: Final = term("foaf:Person")
NAME: Final = term("foaf:name")

CONCEPT: Final = term("skos:Concept")
BROADER: Final = term("skos:broader")
DEFINITION: Final = term("skos:definition")
ALT_LABEL: Final = term("skos:altLabel")

POSITION: Final = term("schema:position")
CONTACT: Final = term("schema:ContactPoint")
LINK: Final = term("schema:DigitalDocument")
EMAIL: Final = term("schema:email")
URL: Final = term("schema:url")
LOCATION: Final = term("schema:location")
MEDIA_TYPE: Final = term("schema:encodingFormat")
SCHEDULE: Final = term("schema:Schedule")
REPEAT: Final = term("schema:repeatFrequency")
BY_DAY: Final = term("schema:byDay")
BY_MONTH_DAY: Final = term("schema:byMonthDay")
BY_MONTH: Final = term("schema:byMonth")
END_TIME: Final = term("schema:endTime")
DAYS: Final = tuple(
    term(f"schema:{day}")
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
)

INTERVAL: Final = term("time:Interval")
INSTANT: Final = term("time:Instant")
BEGINS: Final = term("time:hasBeginning")
ENDS: Final = term("time:hasEnd")
AT_STAMP: Final = term("time:inXSDDateTimeStamp")

# --- our own: classes --------------------------------------------------------------------------

DOCUMENT: Final = term("og:Document")
DECISION: Final = term("og:Decision")
OBLIGATION: Final = term("og:Obligation")
ORDER_BUNDLE: Final = term("og:OrderBundle")
COHORT: Final = term("og:Cohort")
DEADLINE: Final = term("og:Deadline")
REFERENCE: Final = term("og:Reference")
PARTICIPATION: Final = term("og:Participation")
EXTRACT: Final = term("og:Extract")
NOTICE: Final = term("og:Notice")
EVENT: Final = term("og:Event")
STATUS_PERIOD: Final = term("og:StatusPeriod")
REASON: Final = term("og:Reason")

# --- our own: a document and its file ----------------------------------------------------------

DOCUMENT_KIND: Final = term("og:documentKind")
EFFECTIVE_AT: Final = term("og:effectiveAt")
RECORDED_AT: Final = term("og:recordedAt")
SHA256: Final = term("og:sha256")
TEXT_SHA256: Final = term("og:textSha256")
FILE: Final = term("og:file")
SENT_AS: Final = term("og:sentAs")
READER: Final = term("og:reader")
ENCODING: Final = term("og:encoding")
LANDMARK: Final = term("og:landmark")
RENDITION_OF: Final = term("og:renditionOf")
ISSUING_UNIT: Final = term("og:issuingUnit")
PROGRAMME: Final = term("og:programme")

# --- our own: what was read --------------------------------------------------------------------

RULE: Final = term("og:rule")
CONFIDENCE: Final = term("og:confidence")
OBJECT_NAMED: Final = term("og:objectNamed")
SUBJECT_NAMED: Final = term("og:subjectNamed")
WORDS: Final = term("og:words")
TEXT: Final = term("og:text")
CITED_AS: Final = term("og:citedAs")
KIND: Final = term("og:kind")
ITEM: Final = term("og:item")
LEAD: Final = term("og:lead")
INFORMATION: Final = term("og:information")
UNREAD: Final = term("og:unread")
HAS_NOTICE: Final = term("og:notice")
CODE: Final = term("og:code")
DETAIL: Final = term("og:detail")
ADDRESSEE: Final = term("og:addressee")
RESPONSIBLE: Final = term("og:responsible")
JOINT_WITH: Final = term("og:jointWith")
FOR_COHORT: Final = term("og:forCohort")
EVERY_COHORT: Final = term("og:everyCohort")
HEAD: Final = term("og:head")
POST_NAME: Final = term("og:postName")
CONDITION: Final = term("og:condition")
CHANNEL: Final = term("og:channel")
LINKED: Final = term("og:link")
SERVES: Final = term("og:serves")
IMPOSED_BY: Final = term("og:imposedBy")
CARRY_OUT: Final = term("og:carryOut")
CREATION_YEAR: Final = term("og:creationYear")

REFERRED_NUMBER: Final = term("og:referredNumber")
REFERRED_DATE: Final = term("og:referredDate")
REFERRED_POINT: Final = term("og:referredPoint")
REFERRED_KIND: Final = term("og:referredKind")
REFERRED_ISSUER: Final = term("og:referredIssuer")

REPORTED_BY: Final = term("og:reportedBy")
LISTED_ATTENDEE: Final = term("og:listedAttendee")
ORGANISATION_NAME: Final = term("og:organisationName")
UNIT_NAME: Final = term("og:unitName")
ALTERNATIVE: Final = term("og:alternative")

# --- our own: terms ----------------------------------------------------------------------------

DUE: Final = term("og:due")
REPORT_DUE: Final = term("og:reportDue")
NOMINAL_TEXT: Final = term("og:nominalText")
MOVED_DAYS: Final = term("og:movedDays")
MOVED_MONTHS: Final = term("og:movedMonths")
MOVED_WORKING: Final = term("og:movedWorking")
DEADLINE_KIND: Final = term("og:deadlineKind")
DUE_FROM: Final = term("og:dueFrom")
DUE_UNTIL: Final = term("og:dueUntil")
COMPUTED_BY: Final = term("og:computedBy")
ASSUMPTION: Final = term("og:assumption")
RECURRENCE: Final = term("og:recurrence")
MONTH_OF_PERIOD: Final = term("og:monthOfPeriod")
LAG: Final = term("og:lag")

# --- our own: events, periods and bundles ------------------------------------------------------

CONCERNS: Final = term("og:concerns")
OF_DOCUMENT: Final = term("og:ofDocument")
OF_PATH: Final = term("og:path")
CAPACITY: Final = term("og:capacity")
COHORT_YEAR: Final = term("og:cohortYear")
CONCERNED_MEMBER: Final = term("og:concernedMember")
INSTANCE: Final = term("og:instance")
ENDS_ORDER: Final = term("og:endsOrder")
HOLDS_TRUE: Final = term("og:holds")
SUCCESSOR: Final = term("og:successor")
SUCCESSOR_PATH: Final = term("og:successorPath")
WITHDRAWS: Final = term("og:withdraws")
DECLARED_BY: Final = term("og:declaredBy")
DECLARED_PATH: Final = term("og:declaredPath")
NOTE: Final = term("og:note")
REVIEWED_FACT: Final = term("og:reviewedFact")
REVIEWED_VALUE: Final = term("og:reviewedValue")
REVIEW_VERDICT: Final = term("og:reviewVerdict")

STATUS_OF: Final = term("og:statusOf")
ADDRESSEE_NAME: Final = term("og:addresseeName")
STATE: Final = term("og:state")
BINDS: Final = term("og:binds")
BUCKET: Final = term("og:bucket")
FROM: Final = term("og:from")
UNTIL: Final = term("og:until")
KNOWN_FROM: Final = term("og:knownFrom")
KNOWN_UNTIL: Final = term("og:knownUntil")
NOT_MENTIONED_SINCE: Final = term("og:notMentionedSince")
BECAUSE: Final = term("og:because")
BY_POINT: Final = term("og:point")
BY_EVENT: Final = term("og:event")
MOMENT: Final = term("og:moment")
AFFIRMED_BY: Final = term("og:affirmedBy")
REGION: Final = term("og:region")
