import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import triage
from casework.names import Spoken, words_of
from casework.triage import (
    AskedBecause,
    DangerKind,
    SeriousKind,
    asks_about_staff,
    cannot_be_light,
    coach_words,
    danger_in,
    dangers_in,
    is_grave,
    people_named,
    serious_in,
    speaks_of_naked_picture,
    speaks_of_staff,
)
from tests.casework.schools import example_school, small_school

SCHOOL = example_school()


@pytest.mark.parametrize(
    ("sentence", "person"),
    [
        ("Sanne lacht mee", "sanne_de_boer"),
        ("het was in sannes les", "sanne_de_boer"),
        ("Sanne's tas", "sanne_de_boer"),
        ("Sanne’s tas", "sanne_de_boer"),
        ("juf Sanne doet niks", "sanne_de_boer"),
        ("mevr. de Boer", "sanne_de_boer"),
        ("mw De Boer", "sanne_de_boer"),
        ("DE BOER!!!", "sanne_de_boer"),
        ("mevrouw deboer", "sanne_de_boer"),
        ("meneer Bakker zei dat", "pieter_bakker"),
        ("dhr. P. Bakker", "pieter_bakker"),
        ("Pietertje", "pieter_bakker"),
        ("meneer v/d Berg", "joost_van_den_berg"),
        ("v.d. Berg", "joost_van_den_berg"),
        ("meneer vandenberg", "joost_van_den_berg"),
        ("bergie", "joost_van_den_berg"),
        ("mw el-amrani", "fatima_el_amrani"),
        ("FÁTIMA", "fatima_el_amrani"),
        ("mevrouw Yilmaz", "samira_yilmaz"),
        ("mevrouw Yılmaz", "samira_yilmaz"),
        ("mevrouw Dykstra", "nienke_dijkstra"),
        ("mevrouw Dĳkstra", "nienke_dijkstra"),
        ("San​ne", "sanne_de_boer"),
        ("Ｓａｎｎｅ", "sanne_de_boer"),
        ("het komt door Henkie", "henk_de_groot"),
        # Ordinary words that are a surname too: asking is fine, staying silent is not.
        ("de bakker op de hoek", "pieter_bakker"),
        ("ik ging de boer op", "sanne_de_boer"),
        ("de groep is te groot", "henk_de_groot"),
    ],
)
def test_a_name_is_found_however_it_is_written(sentence: str, person: str) -> None:
    assert people_named(sentence, SCHOOL, "2B") == (person,)


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "ze lachen me uit in de gang",
        "de bakkerij is dicht",
        "ik wil naar de boerderij",
        "die jongen van den van der de",
        "groothandel en grootmoeder",
        "joosten en sannelie",
        "kokosnoot",
        "el de 't",
        "🙂🙂 !!! ...",
    ],
)
def test_no_name_is_seen_inside_another_word(sentence: str) -> None:
    assert people_named(sentence, SCHOOL, "2B") == ()


def test_the_classes_coach_is_asked_about_first() -> None:
    assert people_named("Bakker en de Boer", SCHOOL, "2B") == ("sanne_de_boer", "pieter_bakker")
    assert people_named("Bakker en de Boer", SCHOOL, "1A") == ("pieter_bakker", "sanne_de_boer")


@pytest.mark.parametrize("sentence", ["mijn mentor lacht", "de MENTRIX", "onze coach", "mijn mentors stem"])
def test_speaking_of_the_mentor_is_speaking_of_the_classes_coach(sentence: str) -> None:
    (question,) = asks_about_staff(sentence, SCHOOL, "2B")
    assert (question.person, question.because) == ("sanne_de_boer", AskedBecause.COACH_WORD)
    (question,) = asks_about_staff(sentence, SCHOOL, None)
    assert question.person is None


def test_a_mentor_lesson_is_no_mentor() -> None:
    assert not coach_words("het was in de mentorles")


def test_the_schools_own_word_for_the_coach_counts() -> None:
    school = small_school(roles={"first_contact": {"title": "stamgroepbegeleider"}})
    assert coach_words("mijn stamgroepbegeleider", school)
    assert not coach_words("mijn stamgroepbegeleider")


@pytest.mark.parametrize(
    ("sentence", "person"),
    [
        ("de vestigingsdirecteur weet ervan", "marieke_smit"),
        ("de directeur weet ervan", "marieke_smit"),
        ("de pestcoördinator doet mee", "nienke_dijkstra"),
        ("de ict-coordinator", "bram_postma"),
    ],
)
def test_a_function_points_at_who_holds_it(sentence: str, person: str) -> None:
    assert person in {question.person for question in asks_about_staff(sentence, SCHOOL, "2B")}


@pytest.mark.parametrize(
    "sentence",
    [
        "een leraar slaat me",
        "de docent",
        "mijn gymleraar scheldt",
        "juf",
        "meester",
        "juf Annet",
        "een leraar die altijd roept",
        "mijn LERARES",
        "twee leraren",
        "die docentjes",
        "de wiskundedocente",
        "de conciërge",
        "de consierge zegt niks",
        "een teamleidster",
        "de stagiair",
        "het stagiairtje",
        "de invaldocent",
        "onze gymjuf",
        "de gymmeester",
        "de conrector",
        "de leeraar",
        "leer\u200baar",
        "the teacher",
        "de coördinator",
        "de juf van Sanne",
        "DE MEESTER SLAAT ME",
        "Mijn Meester slaat me",
        "De Meester slaat me",
        "mijn mentor en een docent",
    ],
)
def test_everyday_words_for_who_works_here_are_found(sentence: str) -> None:
    assert speaks_of_staff(sentence, SCHOOL, "2B")


@pytest.mark.parametrize(
    "sentence",
    [
        "meneer",
        "die mevrouw",
        "een jongen uit 2C",
        "in de docentenkamer",
        "bij de lerarenkamer",
        "de burgemeester",
        "Tim de Meester schopt me",
        "Bo Meesters",
        "lisa bouwmeester slaat me",
        "Mees slaat me",
        "na de toets",
        "mijn moeder",
        "mijn klassenleraar",
        "juf Sanne",
        "meester De Boer",
        "docent Bakkers les",
        "de vestigingsdirecteur",
        "de directeur",
        "",
    ],
)
def test_a_pupils_name_a_class_coach_and_who_is_asked_about_already_are_no_such_word(sentence: str) -> None:
    assert not speaks_of_staff(sentence, SCHOOL, "2B")


def test_the_schools_own_word_for_the_coach_is_no_word_for_just_anybody() -> None:
    school = small_school(roles={"first_contact": {"title": "leerlingbegeleider"}})
    assert not speaks_of_staff("mijn leerlingbegeleider", school)
    assert speaks_of_staff("mijn leerlingbegeleider", SCHOOL)


def test_a_function_of_many_points_at_nobody() -> None:
    assert asks_about_staff("de coördinator", SCHOOL, "2B") == ()
    assert asks_about_staff("de pauzewacht", SCHOOL, "2B") == ()


def test_each_person_is_asked_about_once() -> None:
    questions = asks_about_staff("mijn mentor mevrouw de Boer, Sanne dus, en Bakker", SCHOOL, "2B")
    assert [question.person for question in questions] == ["sanne_de_boer", "pieter_bakker"]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("ik wil dood", DangerKind.SELF_HARM),
        ("Ik wil echt niet meer leven", DangerKind.SELF_HARM),
        ("was ik maar dood", DangerKind.SELF_HARM),
        ("zelfmoordgedachten", DangerKind.SELF_HARM),
        ("ik snijd mezelf", DangerKind.SELF_HARM),
        ("ik ga mezelf iets aandoen", DangerKind.SELF_HARM),
        ("ze zeggen: maak jezelf van kant", DangerKind.SELF_HARM),
        ("ik zie het niet meer zitten", DangerKind.SELF_HARM),
        ("kys!!!", DangerKind.SELF_HARM),
        ("hij heeft een mes bij zich", DangerKind.WEAPON),
        ("hij had een PISTOOL", DangerKind.WEAPON),
        ("ze slaan me nu", DangerKind.HURT_NOW),
        ("ze wachten me straks op", DangerKind.HURT_NOW),
        ("hij wacht me straks op bij de fietsen", DangerKind.HURT_NOW),
        ("ze wachten mij op", DangerKind.HURT_NOW),
        ("straks wachten ze me op", DangerKind.HURT_NOW),
        ("ze staan me buiten op te wachten", DangerKind.HURT_NOW),
        ("hij gaat me opwachten", DangerKind.HURT_NOW),
        ("hij zegt dat hij me vermoordt", DangerKind.HURT_NOW),
        ("mijn vader slaat mij", DangerKind.HOME_UNSAFE),
        ("thuis slaat mijn stiefvader", DangerKind.HOME_UNSAFE),
        ("mijn moeder slaat me", DangerKind.HOME_UNSAFE),
        ("ik word geslagen thuis", DangerKind.HOME_UNSAFE),
        ("ik ben thuis bang", DangerKind.HOME_UNSAFE),
        ("Help!", DangerKind.HURT_NOW),
        ("help me aub", DangerKind.HURT_NOW),
        ("ik durf niet meer naar huis", DangerKind.HOME_UNSAFE),
        ("ze wil niet naar huis, bang voor haar stiefvader", DangerKind.HOME_UNSAFE),
        ("leerling durft niet naar huis", DangerKind.HOME_UNSAFE),
        ("is bang voor haar vader", DangerKind.HOME_UNSAFE),
        ("bang om naar huis te gaan", DangerKind.HOME_UNSAFE),
        ("krijgt thuis klappen", DangerKind.HOME_UNSAFE),
        ("krijgt slaag van vader", DangerKind.HOME_UNSAFE),
        ("oma slaat haar", DangerKind.HOME_UNSAFE),
        ("hij wordt door zijn moeder geslagen", DangerKind.HOME_UNSAFE),
        ("haar vader doet haar pijn", DangerKind.HOME_UNSAFE),
        ("de thuissituatie is onveilig", DangerKind.HOME_UNSAFE),
        ("er is huiselijk geweld", DangerKind.HOME_UNSAFE),
        ("zag blauwe plekken, zegt dat papa dat deed", DangerKind.HOME_UNSAFE),
    ],
)
def test_words_of_danger_show_which_help_is_needed(sentence: str, kind: DangerKind) -> None:
    assert danger_in(sentence) is kind


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("mijn vader slaat mij en ik wil dood", (DangerKind.SELF_HARM, DangerKind.HOME_UNSAFE)),
        ("hij had een mes, ik durf niet naar huis", (DangerKind.WEAPON, DangerKind.HOME_UNSAFE)),
        ("help me", (DangerKind.HURT_NOW,)),
        ("ze lachen me uit", ()),
        ("", ()),
    ],
)
def test_every_kind_of_danger_in_the_words_is_seen(sentence: str, kinds: tuple[DangerKind, ...]) -> None:
    assert dangers_in(sentence) == kinds


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "ze schelden me uit",
        "ik lach me dood",
        "een mesthoop",
        "hij pakt mijn tas af",
        "messias",
        "ik ga naar huis",
        "wie helpt mij",
        "ik wacht op de bus",
        "ze wachten op mij met eten",
        "me",
    ],
)
def test_ordinary_words_are_no_alarm(sentence: str) -> None:
    assert danger_in(sentence) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "hij zegt dat hij me dood maakt morgen",
        "hij zegt dat hij mij morgen dood maakt",
        "hij gaat me dood maken",
        "hij zegt ik maak je dood",
        "hij zegt dat hij me dood slaat",
    ],
)
def test_a_death_threat_is_found_in_the_order_of_a_subordinate_clause_too(sentence: str) -> None:
    assert danger_in(sentence) is DangerKind.HURT_NOW


@pytest.mark.parametrize(
    "sentence",
    [
        "ze hebben me in elkaar geslagen",
        "ze sloegen hem in elkaar",
        "ze gaan me na school in elkaar slaan",
        "hij gaf me een kopstoot",
        "ze hebben mijn broer afgerost",
        "ik ben zo hard geslagen dat ik naar het ziekenhuis moest",
        "hij schopte me en mijn arm is gebroken",
        "ik krijg doodsbedreigingen",
        "ze dreigen me dood te maken",
        "hij bedreigt me met de dood",
        "ze chanteren me met een filmpje",
        "ik word afgeperst",
        "ze persen me steeds af",
    ],
)
def test_grave_violence_and_threats_are_found_and_are_serious_too(sentence: str) -> None:
    assert is_grave(sentence)
    assert serious_in(sentence) is not None


@pytest.mark.parametrize(
    "sentence",
    [
        "Mijn fiets is in elkaar geslagen",
        "gisteren is mijn nieuwe fiets in elkaar getrapt",
        "Ze pesten me al een tijd. Mijn kluisje is op school in elkaar geslagen!",
        "ze schelden me steeds uit, mijn telefoon was helemaal in elkaar geslagen",
        "toen mijn laptop in elkaar geslagen werd",
        "m'n tas werd in elkaar geschopt",
    ],
)
def test_a_thing_that_is_beaten_up_is_not_grave(sentence: str) -> None:
    assert not is_grave(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "ik ben in elkaar geslagen",
        "ze hebben mij en mijn fiets in elkaar geslagen",
        "mijn fiets en ik zijn in elkaar geslagen",
        "ik en mijn fiets is in elkaar geslagen",
        "mijn fiets is in elkaar geslagen en ik ook",
        "Mijn fiets is in elkaar geslagen. Ik ook.",
        "mijn fiets is in elkaar geslagen, en ik",
        "mijn fiets is weg ik ben in elkaar geslagen",
        "mijn fiets is in elkaar geslagen. Daarna hebben ze mij ook zo geslagen",
        "mijn fiets is in elkaar geslagen. Hij is ook in elkaar geslagen.",
        "mijn fiets is gestolen. Ik ben in elkaar geslagen.",
        "Mijn fiets is in elkaar geslagen. Daarna was ik aan de beurt.",
        "mijn kleine broertje van tien, en mijn fiets zijn in elkaar geslagen",
        "mijn fiets is in elkaar geslagen. Ik krijg doodsbedreigingen.",
        "de jongen met de fiets is in elkaar geslagen",
        "op zijn fiets is hij in elkaar geslagen",
        "mijn broer is in elkaar geslagen",
        "bij de fietsen werd in elkaar geslagen",
        "fietsen is in elkaar geslagen door iemand",
    ],
)
def test_wherever_somebody_may_be_beaten_up_beside_a_thing_it_stays_grave(sentence: str) -> None:
    assert is_grave(sentence)


@pytest.mark.parametrize(
    "sentence", ["hij heeft mij neergestoken", "hij stak hem neer", "er was een steekpartij", "hij wil me neersteken"]
)
def test_being_stabbed_is_danger_and_grave(sentence: str) -> None:
    assert is_grave(sentence)
    assert danger_in(sentence) is DangerKind.WEAPON


@pytest.mark.parametrize(
    "sentence",
    [
        "hij sloeg me",
        "ze slaan me elke dag",
        "ik word geduwd, geslagen of geschopt",
        "ik word bedreigd",
        "ze dreigen ermee",
        "ik kreeg weer klappen",
        "na school gaan ze me pakken",
        "hij trapte mijn fiets in elkaar",
        "ik brak mijn arm en moest naar het ziekenhuis",
        "de plank was in elkaar gezet",
        "er gaat een naaktfoto rond",
        "",
    ],
)
def test_blows_and_threats_alone_are_not_grave(sentence: str) -> None:
    assert not is_grave(sentence)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("ik word bedreigd", SeriousKind.THREAT),
        ("ze dreigen ermee", SeriousKind.THREAT),
        ("hij chanteert me", SeriousKind.THREAT),
        ("ze hebben me geschopt", SeriousKind.VIOLENCE),
        ("ze hebben me in elkaar geslagen", SeriousKind.VIOLENCE),
        ("er gaat een naaktfoto rond", SeriousKind.SEXUAL),
        ("de gymleraar zit steeds aan me", SeriousKind.SEXUAL),
        ("hij dreigt met die blote foto", SeriousKind.SEXUAL),
        ("ze filmen dennis in de kleedkamer", SeriousKind.SEXUAL),
        ("ze maken foto's van mij op het toilet en sturen die rond", SeriousKind.SEXUAL),
        ("in de kleedkamer hebben ze stiekem een filmpje van me gemaakt", SeriousKind.SEXUAL),
        ("ik ben gefilmd onder de douche na gym", SeriousKind.SEXUAL),
        ("er is een foto van mij op de wc", SeriousKind.SEXUAL),
        ("iemand heeft een deepfake van me gemaakt", SeriousKind.SEXUAL),
        ("hij filmt onder rokjes", SeriousKind.SEXUAL),
        ("hij wil foto's van mijn lichaam", SeriousKind.SEXUAL),
        ("er gaat een bloote foto van me rond op snap", SeriousKind.SEXUAL),
        ("ze hebben een naaktte foto van haar", SeriousKind.SEXUAL),
        ("ze sturen me nakend rond", SeriousKind.SEXUAL),
        ("ze stuurde haar nudes door", SeriousKind.SEXUAL),
        ("someone has a naked pic of me", SeriousKind.SEXUAL),
        ("hij heeft pikante foto's van me", SeriousKind.SEXUAL),
        ("ze lieten me halfnaakt zien", SeriousKind.SEXUAL),
        ("er is een blotte foto van mij", SeriousKind.SEXUAL),
        ("ze hebben een foto van me zonder kleren", SeriousKind.SEXUAL),
        ("hij vraagt om noods", SeriousKind.SEXUAL),
        ("ik word bedrijgd", SeriousKind.THREAT),
        ("hij is me aan het chanteren", SeriousKind.THREAT),
        ("ze persen me steeds af", SeriousKind.THREAT),
        ("ze willen me na school pakken", SeriousKind.THREAT),
        ("na school gaan ze me pakken", SeriousKind.THREAT),
        ("ze sloegen me", SeriousKind.VIOLENCE),
        ("elke pauze slaan ze me", SeriousKind.VIOLENCE),
        ("ze gaan me morgen slaan", SeriousKind.VIOLENCE),
        ("ze sloegen hem in elkaar", SeriousKind.VIOLENCE),
        ("ik kreeg weer klappen", SeriousKind.VIOLENCE),
        ("ze hebben me gemept", SeriousKind.VIOLENCE),
        ("hij raakte me aan op mijn borsten", SeriousKind.SEXUAL),
        ("hij heeft mijn billen aangeraakt", SeriousKind.SEXUAL),
        ("hij heeft me aangeraakt op plekken waar ik dat niet wil", SeriousKind.SEXUAL),
        ("de trainer blijft maar aan me zitten", SeriousKind.SEXUAL),
        ("hij heeft in haar billen geknepen", SeriousKind.SEXUAL),
        ("ze trokken mijn broek naar beneden", SeriousKind.SEXUAL),
        ("mijn broek is naar beneden getrokken", SeriousKind.SEXUAL),
    ],
)
def test_words_of_what_is_serious_are_seen_though_nobody_seems_in_danger(sentence: str, kind: SeriousKind) -> None:
    assert serious_in(sentence) is kind


@pytest.mark.parametrize(
    "sentence",
    [
        "hij filmde onder mijn rok",
        "ze hebben onder mijn rokje gefilmd",
        "onder mijn rokje hebben ze gefilmd",
        "hij maakte onder mijn rok een foto",
        "hij heeft een foto gemaakt onder haar jurk",
        "film onder mn rok",
        "ze hebben onder me rokje geflimd",
        "hij hield zijn telefoon onder mijn rok",
        "onder mijn rok hield hij zijn mobiel",
        "ze fotografeerde mijn lichaam",
        "mijn lichaam is gefotografeerd",
        "ze hebben mijn lichaam gefotografeerd",
        "mijn lichaam gefotografeerd",
        "ze maken foto's van m'n lichaam",
        "ze hebben een video van me lichaam rondgestuurd",
        "mijn kont staat op een filmpje",
        "er is een filmpje van mijn kont doorgestuurd",
        "hij heeft foto's van haar in haar bh doorgestuurd",
        "in mijn ondergoed gefilmd",
        "een flimpje van mij op de wc",
        "toen ik op het toilet zat hebben ze een vid gemaakt",
        "ze hebben ons opgenomen tijdens het omkleden",
        "ze filmden me terwijl ik zat te plassen op de wc",
        "hij wil dat ik me uitkleed voor de camera",
        "tijdens het omkleden ben ik gefilmt",
        "onder de douche ben ik gefotografeerd",
        "mijn foto's zijn gelekt",
        "ze hebben gelekte fotos van mij, alles is geleakt op een foto",
        "mijn privéfoto's zijn rondgestuurd",
        "zijn intieme filmpjes gaan rond",
        "ze hebben me geëxposed",
        "ik sta op een bangalijst",
        "ze sturen spicy pics van haar rond",
        "hij stuurt dick pics",
        "hij wil n00ds",
        "ze hebben een naakd foto van mij doorgestuurd",
        "doorgestuurd hebben ze hem, die blote foto",
    ],
)
def test_pictures_of_somebody_undressed_are_seen_in_any_order_and_spelling(sentence: str) -> None:
    assert serious_in(sentence) is SeriousKind.SEXUAL


@pytest.mark.parametrize(
    "sentence",
    [
        "ze sturen een naaktfoto van mij rond in de groepsapp",
        "ze hebben een blote foto van mij rondgestuurd",
        "er gaat een bloot filmpje van me rond",
        "op die foto ben ik bloot",
        "ze sturen me nakend rond",
        "ze stuurde haar nudes door",
        "hij stuurt dick pics",
        "sexting met een jongen uit 3A",
        "er is een foto van mij onder het douchen",
        "een seksfilmpje",
        "ze hebben een foto van me zonder kleren",
        "hij filmde onder mijn rok",
        "ze maken foto's van mij op het toilet",
        "iemand heeft een deepfake van me gemaakt",
    ],
)
def test_words_of_a_naked_picture_are_seen_and_are_sexual_too(sentence: str) -> None:
    """AX-17."""
    assert speaks_of_naked_picture(sentence)
    assert serious_in(sentence) is SeriousKind.SEXUAL


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "hij raakte me aan op mijn borsten",
        "de gymleraar zit steeds aan me",
        "ze maken seksuele opmerkingen in de groepsapp",
        "ze zetten foto's van mij in de groepsapp",
        "ik ben gefilmd in de les en het is rondgestuurd",
        "ze trokken mijn broek naar beneden",
        "ik word aangerand",
    ],
)
def test_other_sexual_words_and_other_pictures_are_no_naked_picture(sentence: str) -> None:
    assert not speaks_of_naked_picture(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "ze schelden me uit",
        "ze pakken mijn tas",
        "ik word buitengesloten",
        "ze sluiten me op in het toilet",
        "ze zetten foto's van mij in de groepsapp",
        "ze hebben een filmpje van mij doorgestuurd",
        "ik ben gefilmd in de les en het is rondgestuurd",
        "ze maakten een foto van mijn nieuwe schoenen",
        "een foto van mij in mijn nieuwe broek",
        "ik droeg een rok en ze maakten foto's van me",
        "we maken een video voor gym over je lichaam",
        "mijn lichaam doet pijn van het sporten",
        "ze lachen om mijn rok",
        "ik had een legging onder mijn rok",
        "ik stopte mijn telefoon onder mijn trui",
        "ze gooien mijn kleren in de douche",
        "we gaan na school de bus pakken",
        "na school ga ik mijn fiets pakken",
        "ik slaap me suf",
        "ik kan mij niet concentreren",
        "ik liep in mijn nieuwe broek naar beneden",
        "ze raken mijn spullen aan",
        "ze zitten aan mijn tas",
        "we zitten aan haar tafel",
        "iedereen klapte voor me",
        "ik sta op het podium en zij klappen niet",
        "de rand van mijn tafel is aan stukken",
        "het is nodig dat iemand dit weet",
    ],
)
def test_what_can_wait_is_not_called_serious(sentence: str) -> None:
    assert serious_in(sentence) is None


@given(st.text(max_size=200))
def test_nothing_that_can_be_typed_raises(written: str) -> None:
    serious_in(written)
    asks_about_staff(written, SCHOOL, "2B")
    danger_in(written)


@given(st.sampled_from(sorted(SCHOOL.people)), st.text(max_size=40), st.text(max_size=40))
def test_a_full_name_between_any_words_is_found(person: str, before: str, after: str) -> None:
    assert person in people_named(f"{before} {SCHOOL.people[person].name} {after}", SCHOOL)


CALLED = sorted(
    {
        *words_of(" ".join(person.name for person in SCHOOL.people.values())),
        *words_of(" ".join(SCHOOL.role_title(role_id) for role_id in SCHOOL.roles)),
        *("mentor", "mentrix", "bergie", "henkie", "coach", "directeur", "coordinator", "sannes", "deboer"),
    }
)


@given(st.lists(st.sampled_from(CALLED), max_size=4))
def test_whatever_points_at_somebody_has_one_of_the_words_that_are_looked_for_first(words: list[str]) -> None:
    sentence = " ".join(words)
    asked = asks_about_staff(sentence, SCHOOL, "2B")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(triage, "_pointing_words", lambda _school: Spoken.of(sentence).stems)
        assert asks_about_staff(sentence, SCHOOL, "2B") == asked


def test_the_words_of_one_school_are_not_those_of_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(triage, "_MOST_SCHOOLS", 1)
    monkeypatch.setattr(triage, "_pointing", {})
    for _ in range(2):
        assert asks_about_staff("Sanne", SCHOOL, None)
        assert not asks_about_staff("Sanne", small_school(), None)


@pytest.mark.parametrize(
    "words", ["hij heeft een mes", "hij zit aan mijn billen", "ik word bedreigd", "ze hebben me in elkaar geslagen"]
)
def test_danger_and_what_is_serious_or_grave_cannot_be_light(words: str) -> None:
    assert cannot_be_light(words)
    assert not cannot_be_light("hij deed niks")
