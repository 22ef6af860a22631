"""Lists of words and areas that the warnings about people know."""

# These titles are words of their own too: "Nurse Associate", "Miss Monday's lunch".
WORDS_AS_WELL = frozenset(
    [
        *("doctor", "father", "lady", "lord", "matron", "midwife", "miss"),
        *("nurse", "professor", "sister", "sir"),
    ]
)
_NO_NAME = """
Admin Adviser Advisor Advocate And Anyone Associate Associates Bank Call Chapel Clinic
Clinical Coach Colleague Consultant Consultants Coordinator Cover Director Directors
Doctors Education Educator Educators Every Everyone Friday Grade Helpline Hospital
Hotline In Lead Leader Leaders Leads Led Line Manager Managers Mayor Mayoress Me
Midwives Monday No Not Nurse Nurses Nursing Of On One Or Out Patrol Practitioner
Practitioners Prescriber Prescribers Professor Provost Recruitment Research Researcher
Rota Saturday School Shift Sister Sisters Society Specialist Specialists Staff Station
Stations Student Students Sunday Support System Team Teams The They This Thursday Time
Training Tuesday Unit Universe Ward Wards We Wednesday Week World You Your
"""
NO_NAME = frozenset(_NO_NAME.split())
# Known to all, and nobody's patient.
_FIGURES = """
dr who, doctor who, dr pepper, dr martens, doctor strange, doctor dolittle, doctor
foster, dr foster, mr kipling, mr whippy, mr men, mr motivator, mr muscle, mr bean, mr
punch, mr tumble, mr blobby, mrs beeton, mrs doubtfire, mrs claus, mrs hinch, miss
piggy, miss marple, miss england, miss wales, miss scotland, father christmas, father
time, father ted, sister act, lady chapel, lady godiva, lord lieutenant, canon law
"""
FIGURES = frozenset(" ".join(_FIGURES.split()).split(", "))
# The postcode areas of the United Kingdom, the Channel Islands and the Isle of Man.
_AREAS = """
AB AL B BA BB BD BF BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN
DT DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY
L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S
SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR
WS WV YO ZE
"""
AREAS = frozenset(_AREAS.split())
