# Woorden rond het protocol: voor medewerkers, en voor wie een protocolbestand schrijft.

## Taken

duty-acknowledge = Laat weten dat je deze zaak oppakt
duty-gate = Beslis hoe het verder gaat
duty-next-step = Ga verder naar { $step }
duty-go-on = Beslis of de volgende stap kan beginnen
duty-conclude = Beslis hoe deze zaak verder gaat of sluit de zaak
duty-choose-date = Kies een datum voor: { $action }
duty-consent = Vraag de leerling of dit mag: { $action }
duty-consent-again = De leerling wilde dit niet. Bespreek wat wel kan: { $action }
duty-signal = Er is gemeld dat het misgaat. Ga er vandaag op in
duty-records = Neem over in het dossier ({ $step }): { $count ->
    [one] 1 verslag
   *[other] { $count } verslagen
}

## Waarom iets niet kan

refusal-case-closed = Deze zaak is gesloten. Er verandert niets meer.
refusal-not-now = Dit hoort nu niet bij deze zaak: { $action }
refusal-consent-unasked = Dit kan pas als de leerling het goed vindt. Vraag dat eerst: { $action }
refusal-consent-refused = De leerling wil dit niet. Daarom kan het nu niet: { $action }
refusal-consent-replaced = De leerling wil dit niet: { $action }. Doe in plaats daarvan: { $instead }
refusal-first = Dit kan nog niet: { $action }. Eerst moet dit klaar zijn: { $first }
refusal-cannot-skip = Dit kan niet worden overgeslagen. Het is al klaar, het hoeft niet, of het is nog niet aan de beurt.
refusal-reason-missing = Hier hoort een reden bij. Schrijf die in een zin op.
refusal-no-consent-needed = Hiervoor is geen toestemming van de leerling nodig.
refusal-victim-unknown = Nog niemand heeft bevestigd om welke leerling het gaat. Tot dan telt een antwoord niet als dat van de leerling.
refusal-victim-by-identifying = Wie wordt gepest leg je vast met “dit is de leerling zelf” of door de leerling aan te wijzen.
refusal-date-missing = Kies een datum of een aantal weken, niet allebei.
refusal-date-past = { $date } is al voorbij. Kies een dag vanaf vandaag.
refusal-date-in-future = { $date } moet nog komen. Leg dit vast als het is gebeurd.
refusal-under-minimum = Dat is te vroeg. Kies { $date } of later.
refusal-over-maximum = Dat is te laat. Het mag hooguit { $weeks ->
    [one] 1 week
   *[other] { $weeks } weken
} later zijn, dus uiterlijk { $date }.
refusal-over-maximum-days = Dat is te laat. Het mag hooguit { $days ->
    [one] 1 dag
   *[other] { $days } dagen
} later zijn, dus uiterlijk { $date }.
refusal-no-date-to-choose = Hiervoor kun je nu geen datum kiezen.
refusal-unknown-action = Dit hoort niet bij een stap die is begonnen.
refusal-unknown-answer = Dat antwoord staat er niet bij. Kies een van de antwoorden bij: { $action }
refusal-not-your-role = Dit mag iemand met een andere rol beslissen: { $action }
refusal-gate-not-ready = Deze vraag komt pas als het werk van deze stap klaar is.
refusal-gate-question-open = Deze vraag is nog niet beantwoord: { $question }
refusal-gate-contradicts = Bij het terugkijken is hierop nee vastgelegd: { $question } Kijk eerst opnieuw terug, of ga door naar de volgende stap.
refusal-no-next-step = Er is geen volgende stap meer. Kijk later opnieuw, of sluit de zaak met een reden.
refusal-entry = { $step } kan nog niet beginnen. Er is niet voldaan aan wat het protocol daarvoor vraagt.
refusal-step-not-open-to = Vanuit deze stap kan de zaak daar niet naartoe.
refusal-unknown-fact = Dit kan bij deze zaak niet worden vastgelegd.
refusal-no-signals = Er is niets gemeld dat nog aandacht vraagt.
refusal-already-with = Deze zaak is al bij deze collega.
refusal-no-such-duty = Deze taak is er niet meer. Misschien heeft iemand anders haar net gedaan.
refusal-postpone-later = Kies een dag na { $date }.
refusal-postpone-maximum = Verder uitstellen kan niet. Het protocol geeft uiterlijk { $date }.
refusal-postpone-too-far = Zo ver vooruit stellen we niets uit. Kies { $date } of eerder.
refusal-cannot-postpone = Dit kan niet wachten. Pak het op, of draag de zaak over aan een collega.
refusal-no-records = Bij deze stap staat niets meer open om over te nemen.
refusal-unknown-outcome = Zo kan een zaak bij deze school niet eindigen.
refusal-close-by-gate = Zo sluit een zaak alleen via de vraag aan het eind van een stap.
refusal-identify = Wijs hiervoor de leerling aan, of bevestig dat de melder de leerling zelf is.
refusal-ask-each = Leg eerst vast wat de leerling zegt over: { $action }
refusal-unknown-pupil = Deze leerling hoort niet bij deze zaak. Voeg de leerling eerst toe.
refusal-needs-outcome = Leg hierbij vast wat de uitkomst is: { $action }
refusal-too-many-pupils = Hieraan mogen hooguit { $count ->
    [one] 1 leerling die pest
   *[other] { $count } leerlingen die pesten
} tegelijk meedoen.

## Fouten in een protocolbestand

protocol-problem-line = Regel { $line }: { $problem }
protocol-problem-yaml = Dit is geen goede YAML. Kijk naar de inspringing, de dubbele punten en dubbele namen rond deze regel.
protocol-problem-not-a-map = Het bestand moet beginnen met namen en waarden, zoals “id: onze-school”.
protocol-problem-unknown-key = De naam “{ $name }” is hier niet bekend. Haal de regel weg of zet haar op de goede plek.
protocol-problem-unknown-key-near = De naam “{ $name }” is hier niet bekend. Bedoel je “{ $near }”?
protocol-problem-missing = Hier ontbreekt “{ $name }”. Zet het erbij.
protocol-problem-empty = Noem bij steps en bij escalation ten minste een stap en een rol.
protocol-problem-not-allowed = “{ $value }” mag niet bij “{ $name }”. Kies uit { $allowed }.
protocol-problem-wrong-value = De waarde bij “{ $name }” is van de verkeerde soort. Kijk in een meegeleverd protocol hoe het moet.
protocol-problem-too-long = “{ $value }” is te lang voor “{ $name }”. Gebruik hooguit { $allowed } tekens, dan past het op een knop.
protocol-problem-duration = “{ $value }” is geen duur. Schrijf een aantal dagen of weken, zoals P14D of P6W.
protocol-problem-role-form = Noem hier precies een van role, any_of, all_of en party.
protocol-problem-condition-form = Een voorwaarde heeft precies een van fact, all, any en not.
protocol-problem-condition-value = Geef bij deze voorwaarde een value, behalve bij is_set.
protocol-problem-double = “{ $name }” komt meer dan een keer voor. Geef elke stap en elke actie een eigen naam.
protocol-problem-unknown-role = De rol “{ $name }” staat niet bij roles. Voeg haar daar toe of verbeter de naam.
protocol-problem-unknown-step = De stap “{ $name }” bestaat niet. Noem een stap uit steps, of close.
protocol-problem-unknown-action = De actie “{ $name }” bestaat niet. Noem de key van een actie uit dit bestand.
protocol-problem-unknown-anchor = “{ $name }” is niets om vanaf te tellen. Noem een actie, of case_opened, step_opened of signal_received; in een interventie ook started of return_date.
protocol-problem-unknown-fact = Het feit “{ $name }” kent niemand. Zet het bij facts of bij een antwoord, of verbeter de naam.
protocol-problem-unknown-register = Het register “{ $name }” staat niet bij registers. Voeg het daar toe of verbeter de naam.
protocol-problem-unknown-aid = Het hulpmiddel “{ $name }” staat niet bij aids. Voeg het daar toe of verbeter de naam.
protocol-problem-unknown-outcome = De uitkomst “{ $name }” staat niet bij outcomes. Een stap die de zaak sluit, noemt er een van.
protocol-problem-unknown-rule = “{ $name }” is geen nummer van een regel. Schrijf het zoals T-13, N-17, R-06, A001-5 of AX-19.
protocol-problem-unreachable = Naar stap “{ $name }” leidt geen enkele weg. Noem haar bij on_yes, on_no of jumps van een andere stap.
protocol-problem-asks-without-consent = Voor “{ $name }” is geen toestemming nodig. Geef die actie een consent, of haal haar weg bij asks.
protocol-problem-needs-itself = “{ $name }” wacht via needs op zichzelf. Haal een van de verwijzingen weg.
protocol-problem-evaluation-without-answers = Bij “{ $name }” ontbreken answers. Een evaluatie eindigt in een van haar antwoorden.
protocol-problem-alternative-missing = “{ $name }” heeft on_refusal: alternative, maar noemt geen alternative. Noem de actie die er dan komt.
protocol-problem-nobody-to-remind = De termijn “{ $name }” heeft niemand om te herinneren. Noem bij remind een rol van iemand op school.
protocol-problem-span-without-source = De termijn “{ $name }” heeft geen bron. Noem een T-nummer bij rules, of schrijf setting: school.
protocol-problem-choice-empty = Bij “{ $name }” is min groter dan max. Dan kan niemand een datum kiezen.
