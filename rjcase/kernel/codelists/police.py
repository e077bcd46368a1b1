"""Police force areas, the bodies that hold them to account, and other forces seen in identifiers.

Force codes as used on the Police National Computer and in URNs: standing data of the court-result
system, August 2026, seen. ONS area codes: seen. Local policing bodies: a written parliamentary
answer of 16 May 2025, seen; which commissioners also run fire services is not verified.
"""

from django.utils.translation import gettext_lazy as _

from rjcase.kernel.codelists.model import Code, CodeList, Status, codes

# (force code, name, ONS area code, kind of local policing body today). Names of forces are proper
# names and are not translated. Commissioners change: who commissions a scheme is a dated relation
# of the scheme, never read from here.
_AREAS = (
    ("01", "Metropolitan Police", "E23000001", "mopac"),
    ("03", "Cumbria", "E23000002", "pfcc"),
    ("04", "Lancashire", "E23000003", "pcc"),
    ("05", "Merseyside", "E23000004", "pcc"),
    ("06", "Greater Manchester", "E23000005", "mayor"),
    ("07", "Cheshire", "E23000006", "pcc"),
    ("10", "Northumbria", "E23000007", "pcc"),
    ("11", "Durham", "E23000008", "pcc"),
    ("12", "North Yorkshire", "E23000009", "mayor"),
    ("13", "West Yorkshire", "E23000010", "mayor"),
    ("14", "South Yorkshire", "E23000011", "mayor"),
    ("16", "Humberside", "E23000012", "pcc"),
    ("17", "Cleveland", "E23000013", "pcc"),
    ("20", "West Midlands", "E23000014", "pcc"),
    ("21", "Staffordshire", "E23000015", "pfcc"),
    ("22", "West Mercia", "E23000016", "pcc"),
    ("23", "Warwickshire", "E23000017", "pcc"),
    ("30", "Derbyshire", "E23000018", "pcc"),
    ("31", "Nottinghamshire", "E23000019", "pcc"),
    ("32", "Lincolnshire", "E23000020", "pcc"),
    ("33", "Leicestershire", "E23000021", "pcc"),
    ("34", "Northamptonshire", "E23000022", "pfcc"),
    ("35", "Cambridgeshire", "E23000023", "pcc"),
    ("36", "Norfolk", "E23000024", "pcc"),
    ("37", "Suffolk", "E23000025", "pcc"),
    ("40", "Bedfordshire", "E23000026", "pcc"),
    ("41", "Hertfordshire", "E23000027", "pcc"),
    ("42", "Essex", "E23000028", "pfcc"),
    ("43", "Thames Valley", "E23000029", "pcc"),
    ("44", "Hampshire and Isle of Wight", "E23000030", "pcc"),
    ("45", "Surrey", "E23000031", "pcc"),
    ("46", "Kent", "E23000032", "pcc"),
    ("47", "Sussex", "E23000033", "pcc"),
    ("48", "City of London", "E23000034", "city"),
    ("50", "Devon and Cornwall", "E23000035", "pcc"),
    ("52", "Avon and Somerset", "E23000036", "pcc"),
    ("53", "Gloucestershire", "E23000037", "pcc"),
    ("54", "Wiltshire", "E23000038", "pcc"),
    ("55", "Dorset", "E23000039", "pcc"),
    ("60", "North Wales", "W15000001", "pcc"),
    ("61", "Gwent", "W15000002", "pcc"),
    ("62", "South Wales", "W15000003", "pcc"),
    ("63", "Dyfed-Powys", "W15000004", "pcc"),
)

_OTHER_BODIES = (
    ("02", "Metropolitan Police (second code)"),
    ("24", "Ministry of Defence Police"),
    ("59", "Civil Nuclear Constabulary"),
    ("88", "HM Revenue and Customs"),
    ("91", "National Crime Agency"),
    ("93", "British Transport Police"),
    ("97", "Isle of Man Constabulary"),
    ("98", "Police Service of Northern Ireland"),
)

POLICE_FORCE = CodeList(
    name="police_force",
    title=_("Police force area"),
    source="Court-result system standing data, forces list, August 2026; ONS police force areas",
    status=Status.SEEN,
    codes=(
        *(
            Code(code, name, maps={"police_force_ons": ons, "local_policing_body": body})
            for code, name, ons, body in _AREAS
        ),
        # Codes that may stand in an identifier but are no area a scheme serves.
        *(
            Code(code, name, offered=False, maps={"police_force": "01"} if code == "02" else {})
            for code, name in _OTHER_BODIES
        ),
    ),
)

POLICE_FORCE_ONS = CodeList(
    name="police_force_ons",
    title=_("Police force area, ONS code"),
    source="ONS police force area codes",
    status=Status.SEEN,
    codes=tuple(Code(ons, name, maps={"police_force": code}) for code, name, ons, _body in _AREAS),
)

LOCAL_POLICING_BODY = CodeList(
    name="local_policing_body",
    title=_("Kind of local policing body"),
    source="Written parliamentary answer, 16 May 2025; fire-and-crime variants not verified",
    status=Status.SEEN,
    codes=codes(
        ("pcc", _("Police and crime commissioner")),
        ("pfcc", _("Police, fire and crime commissioner")),
        ("mayor", _("Mayor of a combined authority")),
        ("mopac", _("Mayor of London, through the Mayor's Office for Policing and Crime")),
        ("city", _("City of London Corporation")),
    ),
)

LOCAL_AUTHORITY = CodeList(
    name="local_authority",
    title=_("Local authority area"),
    source="ONS codes of the West Midlands force area; a scheme adds its own areas in its settings",
    status=Status.SEEN,
    codes=codes(
        ("E08000025", "Birmingham"),
        ("E08000026", "Coventry"),
        ("E08000027", "Dudley"),
        ("E08000028", "Sandwell"),
        ("E08000029", "Solihull"),
        ("E08000030", "Walsall"),
        ("E08000031", "Wolverhampton"),
    ),
)

LISTS = (POLICE_FORCE, POLICE_FORCE_ONS, LOCAL_POLICING_BODY, LOCAL_AUTHORITY)
