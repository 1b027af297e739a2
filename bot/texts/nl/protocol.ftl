# Woorden rond het protocol: voor medewerkers, en voor wie een protocolbestand schrijft.

## Taken

duty-acknowledge = Laat weten dat je deze zaak oppakt
duty-confirm-reporter = Bevestig dat de melder de gepeste leerling is (de naam staat in de melding)
duty-confirm-named = Leg vast om welke leerling het gaat (kijk eerst welke naam in de melding staat)
duty-picture-first = Leg eerst vast of er een bloot beeld is (tot dan wacht dit: { $action })
duty-identify-nobody-to-ask = Zoek uit om welke leerling het gaat (de melder is niet bereikbaar)
duty-picture = Leg vast of er een bloot beeld is
duty-pressing = Dit kan niet wachten: lees wat er later is verteld en doe er iets mee
duty-gate = Beslis hoe het verder gaat
duty-next-step = Ga verder naar { $step }
duty-go-on = Beslis of de volgende stap kan beginnen
duty-conclude = Beslis hoe deze zaak verder gaat of sluit de zaak
duty-choose-date = Kies een datum voor: { $action }
duty-consent = Vraag { $party ->
    [parents_of_victim] de ouders
    [parents_of_bullies] de ouders
    [parents_of_involved] de ouders
   *[other] de leerling
} of dit mag: { $action }
duty-consent-again = { $party ->
    [parents_of_victim] De ouders wilden
    [parents_of_bullies] De ouders wilden
    [parents_of_involved] De ouders wilden
   *[other] De leerling wilde
} dit niet: “{ $action }”. Bespreek wat wel kan
duty-trigger = Beslis of dit nodig is: { $action }
duty-must-start = Begin hiermee: { $action }
duty-withdrawn = Er is geen toestemming meer. Stop hiermee: { $action }
duty-intervention-ends = Is dit voorbij? { $action }
duty-home = Een leerling is thuis misschien niet veilig. Beslis of de school contact mag hebben met thuis
duty-home-taken-back = Iemand zei dat een leerling thuis misschien niet veilig is. Nu is gezegd dat het wel veilig is. Beslis of de school contact mag hebben met thuis
duty-home-again = Er was besloten: geen contact met thuis. Nu is gezegd dat het thuis veilig is. Beslis of de school weer contact mag hebben met thuis
duty-track = Beslis of deze zaak hoort bij: { $track }
duty-signal = Er is gemeld dat het misgaat. Ga erop in
duty-records = Neem over in het dossier ({ $step }): { $count ->
    [one] 1 verslag
   *[other] { $count } verslagen
}

## Waarom iets niet kan

refusal-case-closed = Deze zaak is gesloten. Er verandert niets meer.
refusal-not-now = Dit hoort nu niet bij deze zaak: { $action }
refusal-home-held = { $decided ->
    [no] Er is besloten: geen contact met thuis. Wat naar ouders zou gaan, gebeurt niet.{ $who ->
        [none] {""}
       *[other] {" "}Opnieuw beslissen kan: { $who }.
    }
   *[not_yet] Thuis is het misschien niet veilig. Eerst wordt beslist of contact met thuis mag.{ $who ->
        [none] {""}
       *[other] {" "}Dat beslist: { $who }.
    }
}
refusal-home-not-asked = Er is bij deze zaak niets bekend over onveiligheid thuis.
refusal-intervention-running = Dit loopt al: { $action }. Moet het langer duren? Verleng het dan.{ $again ->
    [no] {""}
   *[yes] {" "}Is het nu voor iemand anders? Zeg eerst dat dit voorbij is. Daarna kan het opnieuw beginnen.
}
refusal-intervention-not-running = Dit loopt niet: { $action }
refusal-intervention-running-for = Dit loopt al voor deze leerling: { $action }. Moet het langer duren? Verleng het dan.
refusal-intervention-once-for = Dit kan voor een leerling maar een keer in een zaak: { $action }
refusal-intervention-not-running-for = Voor deze leerling loopt dit niet: { $action }
refusal-intervention-whose = Dit loopt voor meer leerlingen: { $action }. Zeg om welke leerling het gaat.
refusal-intervention-together = Dit loopt voor al deze leerlingen samen: { $action }. Voor een van hen apart kan het niet.
refusal-intervention-once = Dit kan in een zaak maar een keer: { $action }
refusal-intervention-later = Dit kan pas vanaf { $step }: { $action }
refusal-unknown-intervention = Dit middel hoort niet bij het protocol van deze school.
refusal-not-asked-for = Hier wordt nu niet om gevraagd: { $action }
refusal-must-start = Het protocol zegt dat dit gebeurt. Afwijzen kan niet: { $action }
refusal-end-missing = Kies tot welke dag dit duurt: { $action }
refusal-end-given = Het protocol zegt zelf wanneer dit eindigt, op { $date }: { $action }
refusal-consent-unasked = Dit kan pas als { $party ->
    [parents_of_victim] de ouders het goed vinden
    [parents_of_bullies] de ouders het goed vinden
    [parents_of_involved] de ouders het goed vinden
   *[other] de leerling het goed vindt
}. Vraag dat eerst: { $action }
refusal-consent-refused = { $party ->
    [parents_of_victim] De ouders willen
    [parents_of_bullies] De ouders willen
    [parents_of_involved] De ouders willen
   *[other] De leerling wil
} dit niet. Daarom kan het nu niet: { $action }
refusal-consent-again = { $party ->
    [parents_of_victim] De ouders zeiden
    [parents_of_bullies] De ouders zeiden
    [parents_of_involved] De ouders zeiden
   *[other] De leerling zei
} hier eerder nee op: { $action }. Schrijf op waarom je het opnieuw vraagt.
refusal-consent-withdrawn = Dit gaat niet door: { $action }. Er is geen toestemming meer. Stop eerst het middel waar het bij hoort.
refusal-consent-replaced = { $party ->
    [parents_of_victim] De ouders willen
    [parents_of_bullies] De ouders willen
    [parents_of_involved] De ouders willen
   *[other] De leerling wil
} dit niet: { $action }. Doe in plaats daarvan: { $instead }
refusal-picture-first = Dit kan nog niet: { $action }. Een melder zei dat er op een foto misschien iemand bloot is, en zo’n foto bewaart of print niemand. Beantwoord eerst deze vraag: { $question }
refusal-first-find = Dit kan nog niet: { $action }. Zoek eerst uit om welke leerling het gaat.
refusal-first-confirm = Dit kan nog niet: { $action }. Zeg eerst om welke leerling het gaat. De naam staat in de melding.
refusal-first = Dit kan nog niet: { $action }. Eerst moet dit klaar zijn: { $first }
refusal-cannot-skip = Dit kan niet worden overgeslagen. Het is al klaar, het hoeft niet, of het is nog niet aan de beurt.
refusal-reason-missing = Hier hoort een reden bij. Schrijf die in een zin op.
refusal-no-consent-needed = Hiervoor is geen toestemming nodig.
refusal-victim-unknown = Nog niemand heeft bevestigd om welke leerling het gaat. Tot dan telt een antwoord niet als dat van de leerling.
refusal-victim-by-identifying = Wie wordt gepest, leg je vast met “Om welke leerling gaat het?”.
refusal-date-missing = Kies een datum of een aantal weken: een van de twee.
refusal-date-past = Dat kan niet meer: { $date } is al voorbij. Kies een dag vanaf vandaag.
refusal-date-in-future = Dat kan nog niet: { $date } moet nog komen. Leg dit vast als het is gebeurd.
refusal-start-too-far = Zo ver vooruit leggen we geen begin vast. Kies { $date } of eerder.
refusal-under-minimum = Dat is te vroeg. Kies { $date } of later.
refusal-over-maximum = Dat is te laat. Het mag hooguit { $weeks ->
    [one] 1 week
   *[other] { $weeks } weken
} later zijn, dus uiterlijk { $date }.
refusal-over-maximum-days = Dat is te laat. Het mag hooguit { $days ->
    [one] 1 dag
   *[other] { $days } dagen
} later zijn, dus uiterlijk { $date }.
refusal-after-own-day = Dat is te laat. Met het protocol, de vrije dagen meegeteld, is het uiterlijk op { $date }. Kies die dag of een eerdere.
refusal-no-date-to-choose = Hiervoor kun je nu geen datum kiezen.
refusal-no-repeat-to-choose = Hiervoor kun je niet kiezen hoe vaak het terugkomt.
refusal-no-taper = Dit kan nu niet minder vaak.
refusal-no-taper-back = Dit komt al zo vaak als eerst.
refusal-unknown-action = Dit hoort niet bij een stap die is begonnen.
refusal-unknown-answer = Dat antwoord staat er niet bij. Kies een van de antwoorden bij: { $action }
refusal-not-your-role = Dit mag iemand met een andere rol beslissen: { $action }
refusal-not-the-lead = Dit mag iemand met een andere rol doen: wie deze stap leidt ({ $step }).
refusal-already-done = Dit is al gedaan: { $action }
refusal-gate-not-ready = Deze vraag komt pas als het werk van deze stap klaar is.
refusal-gate-no-look-again = Nog een keer terugkijken kan hier nu niet. Antwoord met ja of met nee.
refusal-gate-question-open = Deze vraag is nog niet beantwoord: { $question }
refusal-gate-contradicts = Bij het terugkijken is hierop nee vastgelegd: { $question } Kijk eerst opnieuw terug, of ga door naar de volgende stap.
refusal-no-next-step = Er is geen volgende stap meer. Kijk later opnieuw, of sluit de zaak met een reden.
refusal-entry = { $step } kan nog niet beginnen. Er is niet voldaan aan wat het protocol daarvoor vraagt.
refusal-entry-asks = { $step } kan nog niet beginnen. Het protocol vraagt daarvoor: { $what } Het antwoord moet zijn: { $answer }. { $yours ->
    [yes] Dat kun jij vastleggen. Tik op de kaart op “{ card-view-more }” en dan op “{ card-view-facts }”.
   *[no] Dat kan worden vastgelegd door: { $who }{ $names ->
        [none] { "" }
       *[other] {" "}({ $names })
    }.
}
refusal-step-not-open-to = Vanuit deze stap kan de zaak daar niet naartoe.
refusal-no-such-track = Zo’n route staat niet in het protocol van deze school.
refusal-already-on-track = Daar hoort deze zaak al bij.
refusal-track-not-fitting = Daar kan deze zaak nu niet bij horen. Het past niet bij wat er is vastgelegd. Leg eerst vast wat er anders is.
refusal-unknown-fact = Dit kan bij deze zaak niet worden vastgelegd.
refusal-unknown-value = Dat antwoord past niet bij deze vraag.
refusal-no-signals = Er is niets gemeld dat nog aandacht vraagt.
refusal-already-with = Deze zaak is al bij deze collega.
refusal-not-for-colleague = Aan deze collega kun je de zaak niet overdragen. Kies een andere collega.
refusal-already-joined = Die zaak hoort al bij deze zaak.
refusal-no-such-duty = Deze taak is er niet meer. Misschien heeft iemand anders haar net gedaan.
refusal-postpone-later = Kies een dag na { $date }.
refusal-postpone-maximum = Verder uitstellen kan niet. Het protocol geeft uiterlijk { $date }.
refusal-postpone-too-far = Zo ver vooruit stellen we niets uit. Kies { $date } of eerder.
refusal-cannot-postpone = Dit kan niet wachten. Pak het op, of draag de zaak over aan een collega.
refusal-postpone-no-more = Dit is al zo ver uitgesteld als kan. Pak het op, of draag de zaak over aan een collega.
refusal-no-records = Bij deze stap staat niets meer open om over te nemen.
refusal-unknown-outcome = Zo kan een zaak bij deze school niet eindigen.
refusal-close-by-gate = Zo sluit een zaak alleen via de vraag aan het eind van een stap.
refusal-close-first = Deze zaak kan nog niet dicht. Eerst moet dit klaar zijn: { $first }
refusal-which-case = Kies eerst bij welke andere zaak deze hoort.
refusal-identify = Wijs hiervoor de leerling aan, of bevestig dat de melder de leerling zelf is.
refusal-ask-each = Leg eerst vast wat { $party ->
    [parents_of_victim] de ouders zeggen
    [parents_of_bullies] de ouders zeggen
    [parents_of_involved] de ouders zeggen
   *[other] de leerling zegt
} over: { $action }
refusal-unknown-pupil = Deze leerling hoort niet bij deze zaak. Voeg de leerling eerst toe.
refusal-watchers-missing = Kies wie er oplet.
refusal-not-to-watch = Een van deze collega’s kan hierbij niet opletten. Kies opnieuw.
refusal-size-known = Bij “{ $action }” staat al hoeveel leerlingen meedoen.
refusal-group-unknown = Vul in hoeveel leerlingen meedoen.
refusal-group-too-small = { $count ->
    [one] Hieraan doet minstens 1 leerling mee.
   *[other] Hieraan doen minstens { $count } leerlingen mee.
}
refusal-side-unknown = { $side ->
    [victim] Nog niemand heeft vastgelegd wie er wordt gepest. Doe dat eerst, daarna kan dit: { $action }
   *[others] De andere kant staat nog niet bij deze zaak: wie pest of meedoet. Voeg die leerling eerst toe, daarna kan dit: { $action }
}
refusal-nobody-takes-part = Kies voor welke leerling dit is: { $action }
refusal-wrong-party = { $party ->
    [victim] Dit is niet voor de leerling die wordt gepest: { $action }
    [bully] Dit is niet voor een leerling die pest: { $action }
    [follower] Dit is niet voor een leerling die meedoet: { $action }
    [bystander] Dit is niet voor een leerling die het zag: { $action }
   *[other] Dit is niet voor deze leerling: { $action }
}
refusal-group-too-large = Hieraan doen hooguit { $count } leerlingen mee.
refusal-needs-outcome = Leg hierbij vast wat de uitkomst is: { $action }
refusal-too-many-pupils = { $count ->
    [one] Hieraan mag hooguit 1 leerling die pest
   *[other] Hieraan mogen hooguit { $count } leerlingen die pesten
} tegelijk meedoen.

## Wat wel kan, maar anders is dan het protocol graag ziet

warning-number-of-pupils = Het protocol ziet hier liever { $least } tot { $most } leerlingen. Het is wel vastgelegd.
warning-signal-fact = “{ $fact }” is niet overgenomen. Dat kan wie dit meldt niet over de zaak vastleggen.
warning-over-maximum = Dit duurt langer dan het protocol graag ziet: liefst tot { $date }, dat is { $days } dagen. Het is wel vastgelegd.

## Wat bij elke zaak kan worden vastgelegd

fact-trusts-contact = Vindt de leerling het nu goed dat de eigen mentor of coach dit oppakt?
fact-home-unsafe = Is een leerling thuis misschien niet veilig?

## Fouten in een protocolbestand

replay-unreadable = Het bestand { $file } is niet te lezen. Kijk of het er staat en of de naam klopt.
replay-not-utf-8 = Het bestand { $file } is niet als UTF-8 bewaard. Open het en bewaar het opnieuw, met de codering UTF-8.
replay-no-protocol = Het protocol { $protocol } is er niet. Noem een meegeleverd protocol ({ $shipped }) of een bestand, gezien vanaf de zaak.
replay-problem-no-protocol = Hier ontbreekt “protocol”. Noem een meegeleverd protocol, of een bestand gezien vanaf deze zaak.
replay-problem-not-a-map = Het bestand moet beginnen met namen en waarden, zoals “protocol: kluiverboom”.
replay-problem-event = Een gebeurtenis is een blok met namen en waarden, zoals “at: 2025-11-03 10:00”.
replay-problem-two-things = Bij deze gebeurtenis staat al iets anders dan “{ $name }”. Maak er twee gebeurtenissen van.
replay-problem-unknown-command = “{ $name }” kan hier niet. docs/naspelen.md noemt alles wat er kan gebeuren.
replay-problem-unknown-command-near = “{ $name }” kan hier niet. Bedoel je “{ $near }”?
replay-problem-unknown-person = “{ $name }” staat niet bij people of pupils. Zet de naam daar erbij of verbeter haar.
replay-problem-unknown-staff = “{ $name }” staat niet bij people. Noem iemand die er werkt, of zet de naam daar erbij.
replay-problem-unknown-pupil = “{ $name }” staat niet bij pupils. Noem hier een leerling, of zet de naam daar erbij.
replay-problem-no-people = Er werkt hier niemand. Zet bij people wie er werken, met hun rollen.
replay-problem-two-people = “{ $name }” staat bij people en bij pupils. Geef een van de twee een andere naam.
replay-problem-own-deputy = “{ $name }” kan niet voor zichzelf waarnemen. Noem bij deputy iemand anders.
replay-problem-both-sides = “{ $name }” is de leerling om wie het gaat, en kan niet ook aan de andere kant staan. Haal een van de twee weg.
replay-problem-known-about = Bij “known: false” weet niemand om wie het gaat. Haal about: { $name } weg, of haal known weg.
replay-problem-done-later = “{ $name }” is op { $value } gedaan, na deze gebeurtenis. Kies een eerdere dag.
replay-problem-unknown-case = “{ $name }” is geen id van een latere melding hierboven. Zet bij de melding die erbij hoort een id, en noem die.
replay-problem-no-time = De eerste gebeurtenis heeft een tijd nodig, zoals “at: 2025-11-03 10:00”.
replay-problem-time = “{ $value }” is geen dag of tijd. Schrijf het als 2025-11-03 of 2025-11-03 10:00.
replay-problem-far-day = “{ $value }” ligt te ver weg. Kies een dag van 2000 tot en met 2099.
replay-problem-free-days = Schrijf bij free_days een dag, of bij first de eerste en bij last de laatste vrije dag. Zet ze op volgorde, hooguit honderd dagen uit elkaar.
replay-problem-clock-skips = Op die dag bestaat “{ $value }” niet, want de klok gaat dan een uur vooruit. Kies een andere tijd.
replay-problem-back-in-time = “{ $value }” ligt voor de gebeurtenis erboven. Zet de gebeurtenissen op volgorde.
replay-problem-too-far = “{ $value }” ligt meer dan twee jaar na de gebeurtenis erboven. Kies een dag die dichterbij ligt.
replay-problem-unknown-role = De rol “{ $name }” kent dit protocol niet. Zet haar in het protocol bij roles, of verbeter de naam.
replay-problem-unknown-setting = De keuze “{ $name }” is er niet in dit protocol, en het is ook geen termijn van de school. Verbeter de naam.
replay-problem-unknown-periodic = De vaste taak “{ $name }” staat niet bij periodic in dit protocol. Verbeter de naam.
replay-problem-unknown-step = De stap “{ $name }” is er niet in dit protocol. Noem een stap die er wel is.
replay-problem-unknown-action = De actie “{ $name }” is er niet in dit protocol. Noem een actie die er wel is.
replay-problem-unknown-intervention = Het middel “{ $name }” staat niet bij interventions in dit protocol. Verbeter de naam.
replay-problem-unknown-outcome = De uitkomst “{ $name }” staat niet bij outcomes in dit protocol. Verbeter de naam.
replay-problem-unknown-timer = De termijn “{ $name }” is er niet in dit protocol. Noem de id van een termijn die er wel is.
replay-problem-unknown-track = De weg “{ $name }” staat niet bij tracks in dit protocol. Verbeter de naam.
replay-problem-not-told = “{ $name }” volgt uit wat er in de zaak gebeurt, en kan niet in een melding staan. Haal het weg, en laat het hieronder gebeuren.
replay-problem-told-setting = “{ $name }” is een keuze van de school, en kan niet in een melding staan. Zet haar bij settings.
replay-problem-about-nobody = Hier staat niet om wie het gaat. Noem bij about een leerling of een collega. Weet de school dat nog niet, schrijf dan “known: false”.
replay-problem-two-contacts = Klas { $name } heeft hier twee mensen met de rol first_contact: “{ $first }” en “{ $second }”. Haal de klas bij een van de twee weg.
replay-problem-id-twice = De id “{ $name }” heeft een melding hierboven al. Geef deze melding een andere id.
replay-problem-no-events = Hier gebeurt niets. Zet bij events wat er gebeurt.
replay-problem-too-few = “{ $name }” is leeg. Zet er minstens één in, of haal “{ $name }” weg.
replay-problem-empty = “{ $name }” is leeg. Vul het in.
replay-problem-no-name = Bij { $name } staat iemand zonder naam. Schrijf een naam voor de dubbele punt.
replay-problem-number = “{ $value }” kan niet bij “{ $name }”. Schrijf een heel getal, zoals 3.
replay-problem-begins-twice = De zaak is al begonnen. Zet “begin” bij de eerste gebeurtenis, of maak er een aparte run van.
replay-problem-unknown-fact = Het feit “{ $name }” kent dit protocol niet. Zet het in het protocol bij facts, of verbeter de naam.
replay-problem-wrong-value = De waarde bij “{ $name }” is van de verkeerde soort. docs/naspelen.md zegt hoe het moet.
refusal-case-not-open = Er is nog geen zaak. Begin met een melding.
protocol-problem-line = Regel { $line }: { $problem }
protocol-problem-yaml = Dit is geen goede YAML. Kijk naar de inspringing en de dubbele punten in deze regel en de regel erboven.
protocol-problem-yaml-twice = “{ $name }” staat hier voor de tweede keer in hetzelfde blok. Laat er een staan.
protocol-problem-yaml-comment = Tussen een naam en zijn tekst kan hier geen opmerking staan. Zet de regel met # boven de naam.
protocol-problem-yaml-unseen = Hier staat een teken dat je niet ziet en dat niet in dit bestand kan. Typ de regel opnieuw.
protocol-problem-yaml-tab = Deze regel begint met een tab. Vervang hem door spaties.
protocol-problem-yaml-colon = Deze dubbele punt kan hier niet. Staat hij in een zin? Zet dan aanhalingstekens om de hele zin. Kijk anders naar de inspringing.
protocol-problem-yaml-beginning = Een tekst kan niet beginnen met { $sign }. Zet aanhalingstekens om de hele tekst.
protocol-problem-yaml-points-nowhere = “{ $name }” verwijst naar iets wat er niet is. Moet de tekst met een ster beginnen? Zet er dan aanhalingstekens om.
protocol-problem-yaml-in-itself = “*{ $name }” verwijst naar iets waar het zelf in staat. Haal de verwijzing weg en schrijf uit wat er moet staan.
protocol-problem-yaml-too-many = Door verwijzingen met een ster of door heel veel onderdelen wordt dit bestand te groot. Schrijf alleen op wat nodig is.
protocol-problem-yaml-too-deep = Hier zitten te veel blokken in elkaar. Kijk naar de haakjes en de inspringing.
protocol-problem-yaml-too-large = Dit bestand is veel te groot: het heeft meer dan een miljoen tekens. Kijk of dit het goede bestand is.
protocol-problem-not-utf-8 = Dit bestand is niet als UTF-8 bewaard. Open het en bewaar het opnieuw, met de codering UTF-8.
protocol-problem-yaml-tag = Met “{ $name }” weet Meldmaatje geen raad. Haal het weg, of zet aanhalingstekens om de tekst als hij echt zo begint.
protocol-problem-yaml-open = Wat hier begint, wordt nergens afgesloten. Zet er { $bracket } achter waar het eindigt.
protocol-problem-not-a-map = Het bestand moet beginnen met namen en waarden, zoals “id: onze-school”.
protocol-problem-unknown-key = De naam “{ $name }” is hier niet bekend. Haal de regel weg of zet haar op de goede plek.
protocol-problem-unknown-key-near = De naam “{ $name }” is hier niet bekend. Bedoel je “{ $near }”?
protocol-problem-missing = Hier ontbreekt “{ $name }”. Zet het erbij.
protocol-problem-empty = Noem bij steps en bij escalation ten minste een stap en een rol.
protocol-problem-not-allowed = “{ $value }” mag niet bij “{ $name }”. Kies uit { $allowed }.
protocol-problem-wrong-value = De waarde bij “{ $name }” is van de verkeerde soort. Kijk in een meegeleverd protocol hoe het moet.
protocol-problem-one-value = Bij “{ $name }” hoort één woord of getal, of true of false.
protocol-problem-name-as-text = “{ $name }” is hier een naam, en YAML leest er iets anders in. Zet er aanhalingstekens om, zoals "{ $name }".
protocol-problem-list = Bij “{ $name }” hoort een lijst. Zet elk onderdeel op een eigen regel met een streepje ervoor, of zet er vierkante haken om.
protocol-problem-map = Bij “{ $name }” horen namen met een waarde, zoals “label: Een naam”.
protocol-problem-number-as-text = “{ $value }” bij “{ $name }” is een tekst en geen getal. Zet er aanhalingstekens om, zoals "{ $value }".
protocol-problem-yes-or-no = “{ $value }” kan niet bij “{ $name }”. Schrijf true (ja) of false (nee).
protocol-problem-date = “{ $value }” is geen dag die bestaat. Schrijf de dag bij “{ $name }” zoals 2026-11-03.
protocol-problem-drop = Met drop haal je iets weg uit het protocol waarop je voortbouwt. Dat kan alleen met “drop: true” naast een key, in een bestand met extends.
protocol-problem-too-long = “{ $value }” is te lang voor “{ $name }”. Gebruik hooguit { $allowed } tekens, dan past het op een knop.
protocol-problem-duration = “{ $value }” is geen duur. Schrijf een aantal dagen of weken, zoals P14D of P6W. Het getal ligt tussen 0 en 999.
protocol-problem-out-of-range = “{ $value }” kan niet bij “{ $name }”. Schrijf een heel getal van { $least } tot en met { $most }.
protocol-problem-role-form = Noem hier precies een van role, any_of, all_of en party.
protocol-problem-condition-form = Een voorwaarde heeft precies een van fact, all, any en not.
protocol-problem-condition-value = Geef bij deze voorwaarde een value, behalve bij is_set.
protocol-problem-no-name = “{ $name }” kan geen naam zijn. Gebruik alleen letters, cijfers, - en _, en begin met een letter of een cijfer, zoals onze-school.
protocol-problem-no-words = Bij “{ $element }” staat geen tekst. Schrijf op wat mensen hier lezen.
protocol-problem-words-too-long = “{ $value }” is te lang voor “{ $element }”. Gebruik hooguit { $allowed } tekens.
protocol-problem-label-without-short = “{ $value }” past niet op een knop. Zet er short bij, met hooguit { $allowed } tekens.
protocol-problem-between-braces = Met “{ $name }” gebeurt hier niets: het blijft zo staan. Haal de accolades weg. Alleen bij title van een record kan iets tussen accolades staan: step.key.
protocol-problem-open-brace = Hier staat een losse “{ $name }”. Haal hem weg, of zet er ook de andere bij.
protocol-problem-phone-number = In “{ $name }” staat geen cijfer. Schrijf het nummer op, zoals 0800-0432, of haal number weg.
protocol-problem-site = “{ $name }” is geen adres van een website. Schrijf het zoals www.kindertelefoon.nl of https://www.kindertelefoon.nl.
protocol-problem-step-called-close = Een stap kan niet “{ $name }” heten: dat betekent dat de zaak dichtgaat. Kies een andere key.
protocol-problem-double = “{ $name }” komt meer dan een keer voor. Geef elk onderdeel een eigen naam.
protocol-problem-key-twice = “{ $name }” is de sleutel van meer dan een stap, actie of middel. Geef elk een eigen sleutel.
protocol-problem-timer-twice = “{ $name }” is de sleutel van meer dan een termijn. Geef elke termijn een eigen id. Alleen een reeks die met continues doorgaat, mag dezelfde houden.
protocol-problem-unknown-role = De rol “{ $name }” staat niet bij roles. Voeg haar daar toe of verbeter de naam.
protocol-problem-unknown-step = De stap “{ $name }” bestaat niet. Noem een stap uit steps, of close.
protocol-problem-unknown-action = De actie “{ $name }” bestaat niet. Noem de key van een actie uit dit bestand.
protocol-problem-unknown-anchor = “{ $name }” is niets om vanaf te tellen. Noem een actie, of case_opened, step_opened of signal_received; in een interventie ook started of return_date.
protocol-problem-unknown-fact = Het feit “{ $name }” kent niemand. Zet het bij facts of bij een antwoord, of verbeter de naam.
protocol-problem-unknown-register = Het register “{ $name }” staat niet bij registers. Voeg het daar toe of verbeter de naam.
protocol-problem-unknown-aid = Het hulpmiddel “{ $name }” staat niet bij aids. Voeg het daar toe of verbeter de naam.
protocol-problem-unknown-outcome = De uitkomst “{ $name }” staat niet bij outcomes. Een stap die de zaak sluit, noemt er een van.
protocol-problem-outcome-missing = Aan het eind van stap “{ $name }” kan de zaak dicht, maar er staat niet hoe zij dan eindigt. Noem bij outcome van de gate een uitkomst uit outcomes.
protocol-problem-yes-missing = Na ja gaat stap “{ $name }” nergens heen. Noem bij on_yes van de gate een stap, of close.
protocol-problem-look-again-unasked = Aan het eind van stap “{ $name }” vraagt niemand iets. Met look_again valt er dan niets te antwoorden. Haal look_again weg, of kies bij kind: closing of decision.
protocol-problem-look-again-elsewhere = De actie “{ $name }” hoort niet bij stap “{ $element }”. Noem bij look_again een actie uit dezelfde stap.
protocol-problem-look-again-action = Met “{ $name }” kan niemand nog een keer terugkijken. Noem bij look_again een actie met kind: evaluate en met answers.
protocol-problem-look-again-date = Voor de tweede keer heeft “{ $name }” geen dag. Geef die actie een termijn die ook vanaf haarzelf telt: zet “{ $name }” ook bij anchor.
protocol-problem-unknown-rule = “{ $name }” is geen nummer van een regel. Schrijf het zoals T-13, N-17, R-06, A001-5 of AX-19.
protocol-problem-unreachable = Naar stap “{ $name }” leidt geen enkele weg. Noem haar bij on_yes, on_no of jumps van een andere stap.
protocol-problem-track-never = Langs “{ $name }” gaat nooit een melding, want “{ $first }” staat erboven en past altijd. Zet “{ $name }” hoger in de lijst. Bouw je voort op een ander protocol, dan kan dat alleen in een kopie.
protocol-problem-asks-without-consent = Voor “{ $name }” is geen toestemming nodig. Geef die actie een consent, of haal haar weg bij asks.
protocol-problem-needs-itself = “{ $name }” wacht via needs op zichzelf. Haal een van de verwijzingen weg.
protocol-problem-evaluation-without-answers = Bij “{ $name }” ontbreken answers. Een evaluatie eindigt in een van haar antwoorden.
protocol-problem-alternative-missing = “{ $name }” heeft on_refusal: alternative, maar noemt geen alternative. Noem de actie die er dan komt.
protocol-problem-alternative-itself = Zegt iemand nee op “{ $element }”, dan komt “{ $name }” in de plaats, en zo komt “{ $element }” weer terug. Noem bij alternative een actie die iets anders is.
protocol-problem-alternative-elsewhere = “{ $name }” hoort niet bij dezelfde stap of hetzelfde middel als “{ $element }”, en komt er na een nee dus niet voor in de plaats. Noem bij alternative een actie die er wel bij hoort, of zet er een bij.
protocol-problem-alternative-in-means = “{ $name }” hoort bij een middel. Dat loopt niet als iemand nee zegt op “{ $element }”. Noem bij alternative een actie van een stap.
protocol-problem-nobody-to-remind = De termijn “{ $name }” heeft niemand om te herinneren. Noem bij remind een rol van iemand op school.
protocol-problem-nobody-to-act = Bij “{ $name }” van “{ $element }” staat niemand van school. Dan doet niemand het en krijgt niemand een herinnering. Noem een rol van iemand op school.
protocol-problem-span-without-source = De termijn “{ $name }” heeft geen bron. Noem een T-nummer bij rules, of schrijf setting: school.
protocol-problem-choice-empty = Bij “{ $name }” is min groter dan max. Dan kan niemand een datum kiezen.
protocol-problem-timer-without-day = De termijn “{ $name }” zegt niet op welke dag het moet. Schrijf erbij na hoeveel dagen, zoals after: P2D. P0D is dezelfde dag, en bij after: chosen kiest iemand de dag.
protocol-problem-before-and-after = De termijn “{ $name }” telt met before terug en met after vooruit. Haal een van de twee weg.
protocol-problem-repeat-zero = De termijn “{ $name }” komt na nul dagen terug. Schrijf bij repeat ten minste P1D, of haal repeat weg.
protocol-problem-taper-without-repeat = De termijn “{ $name }” komt niet vanzelf terug, en kan dus niet minder vaak. Schrijf bij repeat na hoeveel tijd het terugkomt, of haal taper weg.
protocol-problem-taper-shorter = Met taper komt “{ $name }” juist vaker. Schrijf bij to een langere tijd dan bij repeat.
protocol-problem-hard-max-without-max = Bij “{ $name }” staat hard_max, maar niet hoe lang het hooguit mag. Schrijf dat bij max, of haal hard_max weg.
protocol-problem-max-over-choice = Bij “{ $name }” is max langer dan wat iemand kan kiezen. Verder dan max van choose komt niemand, ook niet door te verlengen. Maak max van choose langer, of deze max korter.
protocol-problem-max-under-term = Bij “{ $name }” is max korter dan de termijn zelf: dan is de dag al voorbij voor hij komt. Maak max langer, of after of repeat korter.
protocol-problem-max-under-choice = Bij “{ $name }” is max korter dan de eerste dag die iemand kan kiezen. Maak max langer, of min van choose korter.
protocol-problem-suggest-out = Wat “{ $name }” bij suggest voorstelt, kan niemand kiezen. Schrijf een tijd die niet korter is dan min en niet langer dan max.
protocol-problem-apart-with = Een middel met per_pupil: true is voor elke leerling apart. Zet bij with bijvoorbeeld each_bully, of haal per_pupil weg.
protocol-problem-apart-consent = Dit middel is voor elke leerling apart, maar toestemming is er een voor de hele zaak. Haal consent weg, of haal per_pupil weg.
protocol-problem-apart-answers = Dit middel is voor elke leerling apart, maar een conclusie is er een voor de hele zaak. Zet deze actie in een stap, of haal per_pupil weg.
protocol-problem-apart-day = Dit middel is voor elke leerling apart, maar een gekozen dag of een reeks is er een voor de hele zaak. Geef deze actie een vaste termijn, of haal per_pupil weg.
protocol-problem-group-empty = Hier is min_size groter dan max_size. Dan past geen enkele groep. Maak min_size kleiner, of max_size groter.
protocol-problem-names = Een bericht aan ouders, leerlingen of iemand buiten school noemt alleen het eigen kind. Haal names weg.
protocol-problem-unknown-advice = Het advies “{ $name }” staat niet bij advice. Voeg het daar toe of verbeter de naam.
protocol-problem-unknown-word = Voor “{ $name }” zijn geen woorden. Zet bij vocabulary hoe het heet, zoals “{ $name }: Wat er is gezien”.
protocol-problem-continues = Bij continues hoort een actie van een andere stap die steeds terugkomt; “{ $name }” is dat niet. Geef haar een termijn met repeat, of haal continues weg.
protocol-problem-unknown-timer = De termijn “{ $name }” heeft geen andere actie van dit bestand. Noem de id van een termijn die er wel is.
protocol-problem-agrees-day = Een dag spreek je af van iets dat één keer moet, een aantal dagen na iets anders; “{ $name }” is dat niet. Geef die termijn een after met dagen, of haal agrees_day_of weg.
protocol-problem-aid-never-opened = Het hulpmiddel “{ $name }” opent nergens. Noem het bij aids van een actie of interventie, of haal het weg.
protocol-problem-no-way-out = Vanuit stap “{ $name }” is er geen weg naar het eind van de zaak. Geef haar gate een on_yes of on_no die uiteindelijk bij close uitkomt.
protocol-problem-no-anchor = De termijn “{ $name }” telt nergens vanaf. Noem bij anchor ten minste een actie, of case_opened, step_opened of signal_received.
protocol-problem-anchor-itself = De termijn “{ $name }” telt alleen vanaf de actie waar hij bij hoort. Maak van de tweede keer een eigen actie, met needs en anchor naar de eerste.
protocol-problem-interval-without-source = De taak “{ $name }” komt terug, maar dat heeft geen bron. Noem een T-nummer bij rules, of schrijf setting: school.
protocol-problem-month = Bij “{ $name }” kan geen month staan. Een maand hoort bij wat eens per jaar of per twee jaar terugkomt.
protocol-problem-weekday = Bij “{ $name }” is de dag niet af. Schrijf month, weekday en week alle drie, zoals month: 12, weekday: fri en week: 2. Of laat weekday en week weg.
protocol-problem-count = Bij “{ $name }” horen every: count_per_year en count bij elkaar. Schrijf allebei, of geen van beide.
protocol-problem-evidence-action = “{ $name }” kan bewijs laten verdwijnen. Noem bij needs een actie van dezelfde stap met evidence: secures, zodat het bewijs eerst wordt bewaard.
protocol-problem-evidence-advice = Het advies “{ $name }” kan bewijs laten verdwijnen. Noem bij requires_done een advies met evidence: secures, zodat het bewijs eerst wordt bewaard.
protocol-problem-advice-order = Het advies “{ $name }” komt na “{ $first }”, maar staat ervoor. Zet “{ $first }” hoger in de lijst.
protocol-problem-fact-never-asked = Het feit “{ $name }” wordt nergens gevraagd. Gebruik het in een voorwaarde, of haal het weg bij facts.
protocol-problem-value-never = “{ $name }” is nooit “{ $value }”. Kies uit: { $allowed }.
protocol-problem-gate-question = “{ $name }” heeft andere antwoorden dan ja en nee. Op een vraag bij test kan dan niemand antwoorden. Vraag naar een feit zonder values. Kan het ook “weet ik niet” zijn? Maak daarvoor een actie met kind: decide, met sets bij ja en bij nee, en again: true bij “weet ik niet”.
protocol-problem-gte-number = Met op: gte vergelijk je getallen, en “{ $name }” is hier geen getal. Gebruik eq of in, of geef het feit getallen als values.
protocol-problem-list-with-in = Bij “{ $name }” klopt op niet met value. Een lijst, zoals [ruzie, pesten], hoort bij op: in. Bij elke andere op hoort één waarde.
protocol-problem-condition-never = Deze voorwaarde kan nooit waar zijn, want wat erin staat, kan niet samen. Verander de voorwaarde, of haal weg wat ervan afhangt.
protocol-problem-entry-never = Stap “{ $name }” kan nooit beginnen: niets wat op weg daarheen komt, kan haar entry waar maken. Verander de voorwaarde, of zet het feit bij facts of bij een antwoord in een eerdere stap.
protocol-problem-jump-never = Naar stap “{ $name }” leidt alleen deze sprong, en zijn when kan nooit waar zijn. Verander de voorwaarde, of zet het feit bij facts of bij een antwoord in een eerdere stap.
protocol-problem-needs-never = “{ $element }” wacht op “{ $name }”, maar dat is niet altijd al te doen geweest. Dan blijft het wachten. Noem bij needs een actie van dezelfde stap, of van een stap waar elke weg eerst langs komt. Een watch kan niet.

## Een protocol dat op een ander voortbouwt

protocol-problem-intake-of-staff = “{ $name }” hoort bij een vraag aan de melder, en “{ $element }” is er voor school. Schrijf er asks: reporter bij, of haal “{ $name }” weg.
protocol-problem-intake-covered = “{ $name }” wordt al beantwoord met een vraag van de bot. Haal values weg, of haal answered_by weg.
protocol-problem-intake-values = Bij “{ $name }” valt er niets te kiezen. Schrijf bij values minstens twee antwoorden, allemaal anders.
protocol-problem-intake-trust = Van het antwoord op “{ $name }” hangt af wie de melding leest. Schrijf bij values een antwoord met true en een met false.
protocol-problem-extends-nothing = Het protocol “{ $name }” is er niet. Noem bij extends een meegeleverd protocol, of het pad naar een bestand, gezien vanaf dit bestand.
protocol-problem-extends-id = Dit protocol heeft geen eigen naam: het zou ook “{ $name }” heten. Zet er een eigen id bij, zoals “id: onze-school”.
protocol-problem-extends-broken = Het protocol “{ $name }” waarop dit voortbouwt, is zelf niet in orde: kijk naar regel { $parent_line } van dat bestand. “meldmaatje protocol check { $name }” zegt wat er mis is.
protocol-problem-extends-circle = Het protocol “{ $name }” bouwt weer op zichzelf voort, misschien via een ander. Haal een van de regels met extends weg.
protocol-problem-extends-drop = “{ $name }” mag niet weg: het hoort bij het protocol waarop dit voortbouwt. Haal drop weg.
protocol-problem-extends-drop-nothing = “{ $name }” kan niet weg, want het staat niet in het protocol waarop dit voortbouwt. Verbeter de naam of haal drop weg.
protocol-problem-extends-drop-unnamed = Alleen iets met een eigen key of id kan weg. Haal drop weg.
protocol-problem-extends-changed = “{ $name }” van “{ $element }” staat vast in het protocol waarop dit voortbouwt. Laat het zoals het was.
protocol-problem-extends-removed = Bij “{ $element }” ontbreekt iets van “{ $name }” uit het protocol waarop dit voortbouwt. Toevoegen mag, weghalen niet.
protocol-problem-extends-longer = “{ $name }” van “{ $element }” mag hier alleen korter, vroeger of vaker. Kies een kortere termijn, of laat de regel weg.
protocol-problem-extends-chosen = In het protocol waarop dit voortbouwt, kiest iemand de dag van “{ $element }”. Schrijf bij “{ $name }” hooguit P{ $days }D, of laat de regel weg.
protocol-problem-extends-weaker = “{ $name }” van “{ $element }” mag hier alleen strenger. Kies een strengere waarde, of laat de regel weg.
protocol-problem-extends-more = “{ $name }” van “{ $element }” mag hier alleen strenger: de grens mag niet ruimer. Kies een ander getal, of laat de regel weg.
protocol-problem-extends-people = Bij “{ $name }” van “{ $element }” valt iemand weg. Er mogen mensen bij, maar niemand gaat eraf. Schrijf bijvoorbeeld all_of met wie er al stond. Stond er niemand? Haal de regel dan weg.
protocol-problem-extends-readers = Bij “{ $name }” van “{ $element }” komt er iemand bij. Deze weg is er omdat juist niet meer mensen het horen. Haal de regel weg.
protocol-problem-extends-decider = “{ $name }” van “{ $element }” zegt wie hierover beslist. Dat staat vast in het protocol waarop dit voortbouwt: er gaat niemand af en er komt niemand bij. Haal de regel weg.
protocol-problem-extends-narrowed = Door “{ $name }” geldt “{ $element }” minder vaak dan in het protocol waarop dit voortbouwt. Maak de voorwaarde ruimer, of laat haar weg.
protocol-problem-extends-unless = Door unless is bij “{ $element }” vaker geen toestemming nodig dan in het protocol waarop dit voortbouwt. Laat unless zoals het was.
protocol-problem-extends-way = “{ $name }” van “{ $element }” slaat iets over of kan blijven hangen. Een nieuwe stap mag ertussen, zonder entry en open_by, als elk antwoord daar uitkomt waar deze weg uitkwam.
protocol-problem-extends-answer = “{ $name }” mag niet bij de antwoorden van “{ $element }”. Die staan vast; maak een eigen actie met eigen antwoorden.
protocol-problem-extends-outcome = “{ $name }” is een nieuwe manier om een zaak te sluiten. Dat mag alleen aan het eind van een nieuwe stap.
protocol-problem-extends-consent = Met deze consent kan iemand “{ $element }” tegenhouden. Schrijf on_refusal: record_only. Tegenhouden mag alleen de gepeste leerling of diens ouders, en van wat er al staat alleen een gesprek (kind: talk).
protocol-problem-extends-needs = “{ $element }” zou wachten op “{ $name }”, en dat gebeurt misschien nooit, of pas veel later. Noem bij needs alleen een actie van dezelfde stap die moet, binnen een week, zonder when en zonder consent. Of laat de regel weg.
protocol-problem-extends-needs-late = “{ $element }” zou door “{ $name }” later komen. Wat een termijn heeft of wat iemand te horen krijgt, wacht op niets extra’s, en wat daarvoor komt ook niet. Haal “{ $name }” weg bij needs.
protocol-problem-extends-holds = “{ $element }” van het protocol waarop dit voortbouwt, zou lang wachten op “{ $name }”. Kies een termijn van hooguit een week, zonder again. Of schrijf bij “{ $name }” holds_step: false, dan gaat de stap verder.
protocol-problem-extends-fact = Wat “{ $name }” is, zegt het protocol waarop dit voortbouwt. Kies een eigen feit, met een andere naam.
protocol-problem-extends-question = Naar “{ $name }” vraagt deze gate al, en die vraag staat vast. Haal de regel weg, of vraag naar een eigen feit.
protocol-problem-extends-question-on = Bij stap “{ $element }” gaat de zaak na ja verder. Een vraag erbij zou haar daar tegenhouden. Haal de vraag weg.
protocol-problem-extends-continues = Door “{ $element }” zou “{ $name }” ophouden zoals het was. Haal continues weg, en geef “{ $element }” een eigen termijn.
protocol-problem-extends-until = Door until bij “{ $name }” kan “{ $element }” ophouden. Haal until weg, of maak een eigen actie met deze termijn.
