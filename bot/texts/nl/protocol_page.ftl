# De bladzijde over een protocol, en wat “meldmaatje protocol” zegt: voor scholen, en voor wie een protocol schrijft.

## Wat “meldmaatje protocol” zegt

protocol-check-ready = In orde: { $id }, versie { $version }.
protocol-check-counts = { $steps ->
    [one] 1 stap
   *[other] { $steps } stappen
}, { $actions ->
    [one] 1 actie
   *[other] { $actions } acties
}, { $interventions ->
    [one] 1 interventie
   *[other] { $interventions } interventies
}, { $terms ->
    [one] 1 termijn
   *[other] { $terms } termijnen
}, { $periodic ->
    [one] 1 taak die terugkomt
   *[other] { $periodic } taken die terugkomen
}.
protocol-check-wrong = { $count ->
    [one] Er is 1 ding niet in orde.
   *[other] Er zijn { $count } dingen niet in orde.
}
protocol-check-place = { $file }: { $problem }
protocol-unreadable = Het protocol { $file } is niet te lezen. Noem een meegeleverd protocol ({ $shipped }) of het pad naar een bestand.

## Koppen

page-title = { $title }: { $school }
page-made = Deze bladzijde is gemaakt uit het protocolbestand { $id } (versie { $version }). Verander niet deze bladzijde, maar het bestand.
page-extends = Het bouwt voort op { $base }.
page-line = De lijn van laag naar hoog: { $roles }.
page-rules = Regels: { $rules }.
page-legend = T is een termijn, N een bericht, R een verslag; A en AX zijn keuzes waar de tekst van de school open is. Bij * hoort een afspraak van de school, niet van het protocol.
page-head-tracks = Wie een melding krijgt
page-head-map = De weg door het protocol
page-head-step = { $label }: { $title }
page-head-interventions = Middelen naast de stappen
page-head-inside = Tijdens en na: { $label }
page-head-periodic = Taken die terugkomen
page-head-routes = Wie gaat waarmee naar wie
page-head-advice = Advies, in deze volgorde
page-head-aids = Hulpmiddelen voor gesprekken
page-head-helplines = Hulplijnen
page-head-policies = Afspraken die altijd gelden
page-head-intake = Vragen bij een melding
page-asks-staff = school, in een gesprek
page-asks-reporter = de bot, na het versturen
page-asks-covered = de bot, met een vaste vraag: { $question }
page-asks-about = over wie gaat het
page-asks-class = welke klas
page-asks-story = wat gebeurt er
page-asks-by-whom = wie doet het
page-asks-where = waar gebeurt het
page-asks-since = sinds wanneer
page-asks-wish = wat zou helpen
page-head-facts = Wat de school vaststelt
page-head-settings = Wat de school zelf kiest
page-head-outcomes = Hoe een zaak kan eindigen
page-outcome-steps = alleen bij { $steps }
page-outcome-contradicts = met uitleg waarom toch, als { $when }
page-head-roles = Rollen

page-column-what = Wat
page-column-who = Wie
page-column-when = Wanneer
page-column-date = Datum
page-column-notices = Bericht
page-column-records = Verslag
page-column-rules = Regels
page-column-receives = Krijgt de melding
page-column-fallback = Daarna
page-column-also = Krijgt bericht
page-column-start = Begint bij
page-column-how-often = Hoe vaak
page-column-to = Naar wie
page-column-audience = Voor wie
page-column-first = Eerst
page-column-kind = Soort
page-column-opens = Opent bij
page-column-reach = Nummer of site
page-column-verified = Nagekeken op
page-column-values = Antwoorden
page-column-bound = Van
page-column-default = Zonder keuze

## Zinnen

page-step-lead = Leiding: { $who }.
page-step-open-by = Openen mag: { $who }.
page-step-entry = Begint als { $when }.
page-for-the-pupil = De leerling die het overkomt leest: “{ $words }”
page-step-no-punishment = In deze stap wordt niemand gestraft. De bot belooft dat niet aan leerlingen.
page-gate-none = Is het werk klaar? Dan volgt { $to }.
page-gate-entry = { $to } volgt zodra die mag beginnen.
page-gate-question = Aan het eind: { $label }
page-gate-decides = Wie beslist: { $who }.
page-gate-yes = Ja: { $to }.
page-gate-no = Nee: { $to }.
page-gate-look-again = { $label }: de zaak blijft in deze stap, en dit komt opnieuw: { $action }.
page-gate-jump = Eerder of terug naar { $to }{ $by }{ $when }. Daar hoort een reden bij.{ $told ->
    [yes] {" "}Wie dat mag, hoort het meteen.
   *[no] { "" }
}
page-gate-jump-by = , door { $who }
page-gate-jump-when = , als { $when }
page-to-end = het eind van de zaak
page-action-with = met { $who }
page-action-consult = overlegt met { $who }
page-action-decided = beslist: { $who }
page-action-when = Als { $when }.
page-action-needs = Eerst: { $actions }.
page-action-consent = Vraagt toestemming van { $who }. { $refusal ->
    [block] Bij nee gaat het niet door.
    [alternative] Bij nee komt ervoor in de plaats: { $instead }.
   *[record_only] Het antwoord wordt bewaard en houdt niets tegen.
}
page-action-unless = Niet nodig als { $when }.
page-action-asks = Vraagt of dit mag: { $actions }.
page-action-answers = Uitkomsten: { $answers }.
page-action-continues = Gaat verder met: { $action }.
page-action-agrees-day = Dan spreek je de dag af van: { $action }. Eerder dan de termijn mag, later niet.
page-action-stays = Blijft staan als iemand de stap eerder verlaat.
page-action-ends = Vervalt als iemand de stap eerder verlaat.
page-action-max-bullies = Hooguit { $count ->
    [one] 1 leerling die pest
   *[other] { $count } leerlingen die pesten
} tegelijk.
page-action-sizes = { $least } tot { $most } leerlingen{ $hard ->
    [yes] {""}
   *[no] {" "}(gewenst)
}.
page-action-evidence-secures = Bewaart bewijs.
page-action-evidence-endangers = Kan bewijs laten verdwijnen.
page-modality-must = Moet.
page-modality-may = Mag.
page-modality-if-needed = Als het nodig is.
page-notice = { $who } ({ $how })
page-record = { $register }{ $title }{ $fields }{ $required ->
    [yes] {""}
   *[no] {" "}(mag)
}
page-record-title = {" "}“{ $title }”
page-record-fields = : { $fields }
page-intervention-from = Vanaf { $step }.
page-intervention-trigger = Begint meteen als { $when }.
page-intervention-measure = Een maatregel.
page-intervention-per-pupil = Voor elke leerling apart, met een eigen begin en einde.
page-no-term = tot iemand het beëindigt
page-all-cases = altijd
page-as-otherwise = wie het anders ook krijgt
page-nobody = –

## Wie

page-of = { $role } { $whose }
page-all-of = { $first } en { $last }
page-any-of = { $first } of { $last }
page-whose-victim = van de gepeste leerling
page-whose-bully = van de leerling die pest
page-whose-involved = van elke betrokken leerling
page-whose-reporter = die het meldde
page-whose-subject = om wie het gaat
page-party-victim = de gepeste leerling
page-party-bully = de leerling die pest
page-party-bullies = de leerlingen die pesten
page-party-follower = de meelopers
page-party-bystanders = de toekijkers
page-party-involved = de betrokken leerlingen
page-party-reporter = de melder
page-party-subject = om wie het gaat
page-party-lead = wie de leiding heeft
page-party-class = de klas
page-party-pupils = de leerlingen
page-party-staff = de medewerkers
page-party-support-group = de steungroep
page-party-parents-of-victim = de ouders van de gepeste leerling
page-party-parents-of-bullies = de ouders van wie pest
page-party-parents-of-involved = de ouders van de betrokken leerlingen
page-party-all-parents = alle ouders
page-with-victim = de gepeste leerling
page-with-each-bully = elke leerling die pest, apart
page-with-all-bullies = de leerlingen die pesten, samen
page-with-each-bully-with-victim = elke leerling die pest, samen met de gepeste leerling
page-with-each-involved = elke betrokken leerling, apart
page-with-all-involved = de betrokken leerlingen, samen
page-with-class = de klas
page-with-support-group = de steungroep
page-with-each-of-support-group = ieder van de steungroep, apart
page-with-parents-of-victim = de ouders van de gepeste leerling
page-with-parents-of-each-bully = de ouders van elke leerling die pest, apart
page-with-parents-of-each-involved = de ouders van elke betrokken leerling, apart
page-with-victim-with-parents = de gepeste leerling met de ouders
page-with-each-bully-with-parents = elke leerling die pest, met de ouders
page-with-each-family = elk gezin apart
page-with-all-families = de gezinnen samen
page-with-all-parents = alle ouders
page-with-staff = de medewerkers
page-with-subject = om wie het gaat
page-audience-victim = de gepeste leerling
page-audience-bully = de leerling die pest
page-audience-parents = ouders
page-audience-staff = medewerkers
page-audience-pupils = leerlingen
page-audience-class = de klas
page-audience-support-group = de steungroep
page-audience-board = het bestuur
page-audience-everyone = iedereen
page-audience-pupil = leerling
page-audience-parent = ouder
page-audience-anyone = iedereen
page-bound-pupil = de leerling
page-bound-class = de klas
page-bound-team = het team
page-bound-school = de school
page-bound-location = de locatie
page-bound-organisation = de organisatie
page-bound-case = de zaak
page-bound-place = de plek
page-bound-staff-member = de medewerker
page-channel-phone = telefoon
page-channel-mail = mail
page-channel-letter = brief
page-channel-talk = gesprek
page-channel-meeting = overleg
page-channel-website = website
page-channel-any = op welke manier ook
page-timing-at-once = meteen
page-timing-on-complete = als het klaar is
page-timing-chosen = op een gekozen moment
page-aid-question-card = vragenkaart
page-aid-order = volgorde
page-aid-plan = plan
page-aid-guide = uitleg
page-aid-tips = tips
page-aid-background = achtergrond
page-role-team = team
page-role-external = buiten de school
page-role-days = alleen op { $days }

## Wanneer

page-span-days = { $days ->
    [one] 1 dag
   *[other] { $days } dagen
}
page-span-weeks = { $weeks ->
    [one] 1 week
   *[other] { $weeks } weken
}
page-span-now = meteen
page-term-at-once = meteen na: { $anchor }
page-term-after = { $span } na: { $anchor }
page-term-no-later = uiterlijk bij: { $anchor }
page-term-before = { $span } voor: { $anchor }
page-term-chosen = op een gekozen dag na: { $anchor }
page-term-choice = te kiezen vanaf { $least }
page-term-choice-between = te kiezen van { $least } tot { $most }
page-term-suggest = voorstel: { $span }
page-term-repeat = daarna elke { $span }
page-term-repeat-chosen = daarna steeds op een gekozen dag
page-term-repeat-on-demand = opnieuw als iemand daarvoor kiest
page-term-taper = later elke { $span }, als iemand daarvoor kiest
page-term-until = tot { $when }
page-term-max = hooguit { $span }
page-term-hard-max = hooguit { $span }, langer kan niet
page-term-remind = herinnert { $who }
page-term-remind-before = ook een schooldag ervoor
page-term-school = *
page-anchor-case-opened = het begin van de zaak
page-anchor-step-opened = het begin van de stap
page-anchor-signal-received = een signaal
page-anchor-started = het begin hiervan
page-anchor-return-date = de dag van terugkomst
page-every-year = elk jaar
page-every-two-years = elke twee jaar
page-every-week = elke week
page-every-school-year-start = aan het begin van het schooljaar
page-every-count-per-year = { $count ->
    [one] eenmaal
   *[other] { $count } keer
} per schooljaar
page-every-once = eenmaal in elk leerjaar
page-every-none = zonder vaste tijd
page-every-in-month = { $often }, in { $month }
page-every-on-weekday = { $often }, op de { $week ->
    [1] eerste
    [2] tweede
    [3] derde
    [4] vierde
   *[last] laatste
} { $weekday } van { $month }
page-month = { $month ->
    [1] januari
    [2] februari
    [3] maart
    [4] april
    [5] mei
    [6] juni
    [7] juli
    [8] augustus
    [9] september
    [10] oktober
    [11] november
   *[12] december
}

page-weekday-mon = maandag
page-weekday-tue = dinsdag
page-weekday-wed = woensdag
page-weekday-thu = donderdag
page-weekday-fri = vrijdag

## Voorwaarden

page-if-is = { $fact }: { $value }
page-if-in = { $fact }: { $value }
page-if-gte = { $fact }: { $value } of meer
page-if-set = er een antwoord is op: { $fact }
page-if-not = niet ({ $when })
page-if-apart = ({ $when })
page-if-both = { $first } en { $last }
page-if-either = { $first } of { $last }
page-if-done = “{ $what }” is gedaan
page-if-skipped = “{ $what }” is overgeslagen
page-if-consent-given = ja op de vraag of dit mag: “{ $what }”
page-if-consent-refused = nee op de vraag of dit mag: “{ $what }”
page-if-answer = de uitkomst van “{ $what }” is: { $value }
page-if-running = “{ $what }” loopt
page-if-not-running = “{ $what }” loopt niet
page-if-ended = “{ $what }” is voorbij
page-if-not-ended = “{ $what }” is niet voorbij
page-yes = ja
page-no = nee
page-fact-victim-known = bekend is om welke leerling het gaat
page-fact-reporter = de melder
page-fact-victim-class = wie er last van heeft
page-fact-offender-class = over wie het gaat
page-fact-same-class = de leerlingen zitten in dezelfde klas
page-fact-online = het gebeurt online
page-fact-category = waar het over gaat
page-fact-severity = hoe ernstig het is
page-fact-recurrence = het gebeurt weer
page-fact-safety-signal = er is een signaal dat het niet veilig is
page-fact-trusts-contact = de leerling vertrouwt wie de melding eerst krijgt
page-fact-doubt = er is twijfel
page-fact-parents-withdraw = de ouders nemen geen verantwoordelijkheid
page-fact-offender-known = bekend is wie het doet
page-fact-at-school = het gebeurt op school
page-fact-established = vastgesteld is dat het pesten is
page-fact-step-blocked = de stap is niet uit te voeren
page-fact-home-unsafe = thuis is het niet veilig
page-fact-quarrel = het is ruzie
page-fact-picture-told = een melder zei dat er op een foto misschien iemand bloot is
page-fact-victim-told = in de melding staat wie het overkomt
page-fact-track = de weg van de melding
page-fact-management-in-doubt = het gaat over de leiding
page-value-victim = de leerling zelf
page-value-witness = iemand die het zag
page-value-parent = een ouder
page-value-staff = een medewerker
page-value-pupil = een leerling
page-value-unknown = onbekend
page-value-normal = gewoon
page-value-serious = ernstig
page-value-sexual = seksueel
