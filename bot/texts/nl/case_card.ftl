# De kaart van een zaak, de korte gesprekken die erop beginnen, en de herinneringen. Voor medewerkers.
# Nergens een naam: de bot zegt "de leerling" en "leerling 1".

card-title = Zaak { $number } · { $step }: { $title }
card-closed = Deze zaak is gesloten: { $outcome }.
card-closed-again = Begint het weer? Tik op ‘{ menu-new-case }’ en schrijf erbij dat dit eerder zaak { $number } was.
card-goes-on = Zij hoort nu bij zaak { $other }. Daar gaat het verder.
card-goes-on-elsewhere = Zij hoort nu bij een andere zaak. Die kun jij niet openen.{ $name ->
    [none] { "" }
   *[other] {" "}Wil je weten hoe het verder gaat? Vraag het aan { $name }.
}
card-not-taken-up = Nog niemand heeft deze stap opgepakt. Doe jij dat?
card-cannot-wait = Dit kan niet wachten.
card-consulted = { $who } overlegt met jou, uiterlijk { $due }: { $what }. Hoor je op die dag nog niets? Vraag er dan zelf naar.
card-only-informed = Je krijgt deze zaak ter informatie. Je hoeft niets te doen.
card-with-another = Deze stap is nu aan een collega. Die heeft hem nog niet opgepakt.
card-with-role = Deze stap is nu aan: { $who }. Daar heeft nog niemand hem opgepakt.
card-confidant-line = Deze zaak blijft bij de vertrouwenspersoon. De { $contact } en de anderen van het protocol horen pas iets als de leerling dat goed vindt.
card-confidant-agreed = De leerling vindt het goed dat anderen van het protocol meelezen. Deze stap blijft bij de vertrouwenspersoon. Gaat de zaak naar een volgende stap, dan doen zij mee.
card-reads-along = Je leest mee, omdat de leerling dat goed vindt. Deze stap blijft bij de vertrouwenspersoon. Je hoort het als jij iets moet doen.
card-signals = { $count ->
    [one] Er is gemeld dat het weer misgaat. Ga er vandaag op in.
   *[other] Er is { $count } keer gemeld dat het weer misgaat. Ga er vandaag op in.
}
card-or = { $first } of { $last }
card-concluded = { $what }.{" "}
card-to-be-given = De leerling wil verder zonder de { $contact }. Die krijgt de zaak niet. De vertrouwenspersoon houdt de zaak en draagt die hierna over aan een collega.
card-next-step = { $why }Nu volgt { $step }: { $title }.
card-may-open = { $step } mag nu ook beginnen: { $title }. Dat beslist: { $who }{ $names ->
    [none] { "" }
   *[other] {" "}({ $names })
}.
card-may-open-yours = { $step } mag nu ook beginnen: { $title }. Dat beslis jij.
card-ways-opened = Door je antwoord is er nog een weg in het protocol. De zaak gaat er niet vanzelf heen.
card-now = Nu te doen
card-later = Daarna
card-duty = • { $what }{ $asks ->
    [yes] {" "}Uiterlijk
   *[no] {","} uiterlijk
} { $due }{ $origin ->
    [school] {"*"}
   *[protocol] {""}
}{ $late ->
    [yes] {" "}(te laat)
   *[no] {""}
}
card-duty-of = { $who }: { $what }
card-wish-refused = – { $party ->
    [parents_of_victim] De ouders willen
    [parents_of_bullies] De ouders willen
    [parents_of_involved] De ouders willen
   *[other] De leerling wil
} dit liever niet. Lees eerst wat daarover is gezegd.
card-wish-line = { $what }: { $party ->
    [parents_of_victim] de ouders willen
    [parents_of_bullies] de ouders willen
    [parents_of_involved] de ouders willen
   *[other] de leerling wil
} dit liever niet.
card-wish-about = { $what }
    { $party ->
    [parents_of_victim] De ouders willen
    [parents_of_bullies] De ouders willen
    [parents_of_involved] De ouders willen
   *[other] De leerling wil
    } dit liever niet. Wat er is gezegd, staat bij “Namen en notities”.
card-passed-no = { $what }: { $party ->
    [parents_of_victim] de ouders zeiden
    [parents_of_bullies] de ouders zeiden
    [parents_of_involved] de ouders zeiden
   *[other] de leerling zei
} nee. Het mag nu toch, want { $question ->
    [none] daarna is zo besloten.
   *[other] hierop is geantwoord: “{ $question }” { $answer ->
    [yes] Ja.
    [no] Nee.
   *[other] { $answer }.
    }
}
card-button-wish-words = Wat is er over toestemming gezegd?
card-school-terms = * Deze datum is een afspraak van de school.
card-records-due = , uiterlijk { $due }{ $origin ->
    [school] {"*"}
   *[protocol] {""}
}{ $late ->
    [yes] {" "}(te laat)
   *[no] {""}
}
card-hint = – { $hint }
card-ticks = { $what }:
card-tick = ✓ { $pupil }
card-no-tick = ▢ { $pupil }
card-done-so-far = Gedaan
card-done-line = ✓ { $what } ({ $on })
card-done-with = ✓ { $what } ({ $on }): { $who }
card-begun-line = ✓ { $what }, begonnen ({ $on })
card-ended-line = ✓ { $what }, begonnen ({ $on }) en gestopt ({ $until })
card-done-answer = ✓ { $what } ({ $on }): { $answer }
card-open-records = { $count ->
    [one] 1 verslag staat klaar om over te nemen{ $due }.
   *[other] { $count } verslagen staan klaar om over te nemen{ $due }.
}
card-replaced = Zaak { $number }: bijgewerkt. De nieuwe kaart staat hieronder.
card-gone = Deze zaak is er niet meer. Wat je net invulde, is niet bewaard.
card-question-left = Deze vraag is gestopt: { $what }{ $number ->
    [none] {""}
   *[other] {" "}(zaak { $number })
}

case-pupil-victim = de gepeste leerling
case-pupil = leerling { $number }

## Knoppen

card-button-open = Zaak { $number }
small-card = Open de kaart
small-card-ack = Ik pak dit op
small-card-records = Verslagen om over te nemen
small-card-drafts = Tekst voor het dossier
small-card-notes = Namen en notities
small-card-names = Van wie is welk dossier?
small-card-answer = Beantwoord de vraag
small-card-ticks = Terug naar het afvinken
small-card-wrong = Het gaat weer mis
card-view-now = Terug naar de kaart
card-view-more = Meer…
card-view-also = Ook mogelijk in deze stap…
card-view-colleague = Voor een collega…
card-view-together = Samen met anderen…
card-view-ways = Overslaan, uitstellen of sluiten…
card-colleague-line = { $who }: { $what }
card-view-tracks = Andere route in het protocol…
card-button-track = Naar de route: { $what }
card-track-fits = Door wat jullie nu weten, past een andere route van het protocol: { $what }. Jullie beslissen of de zaak daarheen gaat.
card-view-skip = Iets overslaan…
card-view-postpone = Iets uitstellen…
card-nobody-to-ask = De melder wil geen contact en kan dus niets meer zeggen. Misschien ziet een collega wie het is. Kom je er niet achter? Dan kan de zaak ook dicht. Tik dan op “{ card-view-end }”.
card-view-end = De zaak anders sluiten…
small-card-less = Terug naar de kaart
card-button-next-step = Verder naar { $step }
small-card-gate = Hoe gaat het verder?
small-card-pupil = Leerling toevoegen
card-nobody-added = Er staat nog geen andere leerling bij deze zaak. Weet je om wie het gaat? Tik op “Leerling toevoegen”.
small-card-identify = Om welke leerling gaat het?
card-identify-anew = Toch een andere leerling
small-card-hand = Overdragen aan een collega
small-card-share = De leerling vindt het goed: { $contact } doet mee
small-card-signal = Signaal afgehandeld
small-card-postpone = Uitstellen
card-button-done = Gedaan: { $what }
card-button-talked = Gesproken: { $what }
card-button-outcome = Uitkomst: { $what }
card-button-consent = { $asks ->
    [yes] { $what }
   *[no] Mag dit? { $what }
}
card-button-asked = { $asks ->
    [yes] { $what }
   *[no] Gedaan: { $what }
}
card-button-date = Datum: { $what }
card-button-identify = { $what }
card-button-skip = Overslaan: { $what }
card-button-postpone = Uitstellen: { $what }
card-short-records = verslagen { $step }
card-short-decision = het besluit
card-button-end = Sluiten: { $what }
card-button-entered = Ingevoerd ({ $step })
card-step-of-several = { $step } ({ $key })
card-of-step = { $what } ({ $step })
card-outcome = uitkomst { $place }
card-outcome-line = { $name }: { $what }
card-to-track = Naar een andere route van het protocol: { $what }
card-to-step = Naar { $step }: { $title }

toast-card-renewed = De kaart was veranderd. Hier staat de nieuwe. Kies opnieuw.
toast-not-your-case = Deze zaak is niet van jou.
refusal-step-with-another = Deze stap is nu aan een collega. Alleen die kan hem oppakken.
refusal-not-your-case = Deze zaak is niet van jou. Er verandert niets.

## Vragen

ask-case-pupils = Met wie?
ask-case-day = Wanneer was dat? Tik, of typ een dag zoals 3-11 of 3 november.
ask-case-agreed = Wanneer kijken jullie terug? Die dag komt op de kaart, en dan krijg je de herinnering. Het kan eerder dan wat er nu op de kaart staat. Tik, of typ een dag zoals 3-11 of 3 november.
ask-case-unspoken = Op de kaart staat nog niet dat je met iemand hebt gesproken. Heb je met iedereen over wie dit gaat gepraat?
ask-case-unspoken-some = Op de kaart staat nog niet dat je met { $who } hebt gepraat. Heb je dat al gedaan? Kies je “Nee, toch de uitkomst”? Dan komt de uitkomst niet in het dossier van wie je niet sprak.
ask-case-early = Het terugkijken staat op de kaart voor { $date }, dus over { $days } dagen. Eerder mag. Hebben jullie nu al teruggekeken?
ask-case-agree = Doen we dit?
ask-case-note = Wil je er kort iets bij schrijven? Alleen wie deze zaak leest, kan het zien.
ask-case-track = Gaat de zaak hiermee verder?
case-track-yes = Ja, de zaak hoort hierbij
case-track-no = Nee, laat de zaak zoals zij is
case-track-goes = Vanaf dan leest { $name } deze zaak. Wie de zaak nu leest, kan dat dan niet meer.
case-track-home-keeps = Over contact met thuis beslist { $name }. Die blijft de zaak lezen.
case-track-keeps = De zaak blijft bij { $name }. Leest nu nog iemand anders de zaak? Die kan dat dan niet meer.
case-track-nobody = Er is nu niemand die deze zaak dan kan lezen. De beheerder hoort dat. Wie de zaak nu leest, kan dat dan niet meer.
case-track-step = Wie deze zaak nu leest, blijft haar lezen. { $step } is daarna van: { $names ->
    [none] nog niemand
   *[other] { $names }
}.
case-track-same = Wie deze zaak nu leest, blijft haar lezen. De zaak blijft in { $step }.
case-track-ends = Wat in { $step } nog open staat, stopt, ook een afspraak om terug te kijken. Wat gedaan is, blijft bewaard.
case-track-takes-up = Uiterlijk { $due } pakt { $count ->
    [one] { $names }
   *[other] een van hen ({ $names })
} de zaak { $again ->
    [yes] opnieuw op
   *[no] op
}.
case-track-told = { $count ->
    [one] Ook { $names } krijgt bericht en leest mee.
   *[other] Ook { $names } krijgen bericht en lezen mee.
}
case-track-says = In de zaak staat dan ook: { $what }.
case-track-and = { $first } en { $last }
case-gone-to = Zaak { $number } is nu bij { $name }. Jij leest haar niet meer.
case-gone = Jij leest zaak { $number } niet meer. De beheerder weet dat er nog niemand is die haar kan lezen.
ask-case-reason = Wat is de reden? Schrijf die in een zin op.
ask-case-outcome-reason = { $kind ->
    [decide] Wat is er precies besloten, en waarom? Schrijf het in een of twee zinnen op.
   *[other] Wat is de reden? Schrijf die in een zin op.
}
ask-case-answer = Wat is de uitkomst?
ask-case-allowed = { $party ->
    [parents_of_victim] Vinden de ouders dit goed?
    [parents_of_bullies] Vinden de ouders dit goed?
    [parents_of_involved] Vinden de ouders dit goed?
   *[other] Vindt de gepeste leerling dit goed?
}
ask-case-which = Waarover heb je de leerling nu gesproken?
ask-case-came-back = { $party ->
    [parents_of_victim] De ouders zeiden eerder nee. Kwamen zij daar zelf op terug?
    [parents_of_bullies] De ouders zeiden eerder nee. Kwamen zij daar zelf op terug?
    [parents_of_involved] De ouders zeiden eerder nee. Kwamen zij daar zelf op terug?
   *[other] De leerling zei eerder nee. Kwam de leerling daar zelf op terug?
} Vraag je het opnieuw? Dan schrijf je eerst op waarom.
ask-case-words = { $party ->
    [parents_of_victim] Wat zeiden de ouders erover, in eigen woorden?
    [parents_of_bullies] Wat zeiden de ouders erover, in eigen woorden?
    [parents_of_involved] Wat zeiden de ouders erover, in eigen woorden?
   *[other] Wat zei de leerling erover, in eigen woorden?
}
ask-case-date = Wanneer? Tik een aantal weken, of typ een dag zoals 3-11 of 3 november.
ask-case-until = Tot wanneer stel je dit uit? Tik, of typ een dag zoals 3-11 of 3 november.
ask-case-who = Om welke leerling gaat het? Typ de naam. Die komt niet op de kaart te staan.
ask-case-self = Weet je zeker dat de melder de gepeste leerling zelf is? Vanaf nu telt een antwoord als dat van de leerling, en ziet de melder bij welke stap de zaak is.
case-another-head = Eerder is een andere leerling genoemd. Wordt het deze leerling, dan gebeurt dit:
case-another-consents = • Wat over toestemming is gezegd, telt niet meer. Je vraagt het opnieuw.
case-another-work = • Wat met de eerste leerling of diens ouders is gedaan, staat weer open voor deze leerling.
case-another-reporter = • De melder ziet niet meer bij welke stap de zaak is.
case-another-home = • Alles wat naar ouders gaat, wacht tot opnieuw is beslist of contact met thuis mag. Dat beslist: { $who }. Die krijgt bericht.
ask-case-another = Weet je zeker dat het om een andere leerling gaat dan eerst is gezegd?
case-another-yes = Ja, het is een andere leerling
case-another-no = Nee, laat het zoals het was
case-another-not = Er is niets veranderd. De naam die je net gaf, is niet bewaard.
ask-case-name = Hoe heet de leerling? De naam komt niet op de kaart te staan.
ask-case-several = Zijn dit twee leerlingen? Voeg ze dan één voor één toe. Typ eerst één naam. De andere leerling voeg je daarna toe.
case-several-again = Ik typ eerst één naam
case-several-one = Het is één naam
ask-case-party = Wat is de rol van deze leerling, voor zover je nu weet?
ask-case-confirm = { $what } Klopt dat?
ask-case-passed = { $closes ->
    [yes] Mag deze zaak dicht?
   *[no] { $step ->
        [none] Mag de zaak verder?
       *[other] Mag de zaak verder naar { $step }?
    }
}
ask-case-to = Aan wie draag je de zaak over?
case-nobody-to-hand = Er is nu niemand die deze zaak van je kan overnemen. Wie dat mag, heeft nog geen account of is nu niet te bereiken: { $names }. Vraag het na bij de beheerder.
case-nobody-to-hand-confidant = Er is nu niemand die deze zaak van je kan overnemen. De leerling koos voor de vertrouwenspersoon. Alleen een andere vertrouwenspersoon of een vervanger mag de zaak dan hebben, en die is er niet. Vindt de leerling het goed dat er anderen meedoen? Leg dat dan eerst vast.
case-nobody-to-hand-here = Er is nu niemand die deze zaak van je kan overnemen. Volgens het schoolbestand mag niemand anders deze zaak hebben.
ask-case-share = Vindt de leerling het goed dat de anderen van het protocol meedoen, zoals wie de eerste gesprekken voert? Dan lezen zij mee.

case-day-today = Vandaag
case-day-yesterday = Gisteren
case-before-report = Dat is voor de melding. Klopt de dag? Kies of typ hem dan nog een keer.
case-day-moved = De dag die je koos, { $wanted }, is geen schooldag. Het wordt { $became }.
case-day-moved-before = De dag die je koos, { $wanted }, is geen schooldag, en later mag niet. Het wordt de laatste schooldag ervoor: { $became }.
case-agreed-past = Kies een dag die nog komt.
case-agreed-note = Afgesproken dag: { $on }.
case-agreed-stays = Het blijft { $on }
case-corrected-note = Verbeterd in hetzelfde gesprek: het antwoord was toch ja.
case-early-yes = Ja, nu al
case-early-no = Nee, dat komt nog
case-unspoken-yes = Ja, met iedereen gesproken
case-unspoken-no = Nee, nog niet
case-unspoken-anyway = Nee, toch de uitkomst
case-which-unasked = Wat nog niet is gevraagd
case-which-again = Opnieuw: { $what }
case-came-back-yes = Ja, nu mag het
case-came-back-no = Nee, ik vraag het opnieuw
case-agree-yes = Ja, dit doen we
case-agree-no = Nee, dit doen we niet
case-answered-already = Zaak { $number }: deze vraag is al beantwoord, of hij is niet meer nodig. Kijk op de kaart.
case-asked-settled = Zaak { $number }: wat je hier werd gevraagd, heeft { $name } beantwoord. Je hoeft hier niets meer te doen.
case-asked-settled-by-you = Zaak { $number }: wat je hier werd gevraagd, heb je beantwoord.
case-asked-given = Zaak { $number }: { $name } heeft je vraag beantwoord.
case-asked-no = Zaak { $number }: { $name } heeft je vraag beantwoord. Het antwoord is nee. Waarom staat bij “Namen en notities”.
case-no-day = Die dag begrijp ik niet. Schrijf een dag zoals 3-11 of 3 november.
case-weeks = { $weeks ->
    [one] 1 week
   *[other] { $weeks } weken
}
case-answer-yes = Ja
case-answer-no = Nee
case-self-yes = Ja, dit is de leerling zelf
case-self-no = Nee, toch niet
case-who-self = Dit is de leerling zelf (de melder)
case-who-other = Een andere leerling
case-party-bully = Zou pesten
case-party-follower = Zou meedoen
case-party-bystander = Heeft het gezien
case-pupils-all = Met allemaal
case-gate-closes = De zaak gaat dicht.
case-gate-goes-on = De zaak gaat verder{ $step ->
    [none] {""}
   *[other] {" "}naar { $step }
}.
case-open-head = Let op, dit is nog niet gedaan:
case-open-line = • { $what }
case-open-nobody-added = • Jullie weten wie het doet, maar er staat nog geen andere leerling bij deze zaak.
case-told-meanwhile = Er kwam net iets bij van de melder. Lees dat eerst.
case-open-changed = De zaak is nog open: er is net iets veranderd. Kijk het nog even na.
case-open-message = • Een bericht van de melder is nog niet beantwoord.
case-open-running = • Dit loopt nog: { $what }. Sluit je de zaak, dan stopt het.
case-open-left = • Dit had je nog niet afgemaakt: { $what }{ $asks ->
    [yes] {""}
   *[no] .
} Sluit je de zaak, dan is weg wat je daar had geantwoord.
case-open-records = • { $what }. Dat kan ook nog als de zaak gesloten is.
case-open-stays = Dit blijft gelden, ook als de zaak dicht is:
case-open-home-forbidden = • Er is besloten: geen contact met thuis{ $whose ->
    [none] { "" }
   *[other] {" "}({ $whose })
}.
case-dropped-head = Let op, dit is nog niet gedaan. Na deze stap vraagt de bot er niet meer naar:
case-stays-head = Dit blijft staan, ook na deze stap:
case-dropped-means = • Dit loopt nog en stopt dan: { $what }
case-close-against = Let op, dit past niet bij wat in deze zaak is vastgelegd:
case-close-against-line = • { $what } { $answer }.
case-close-against-why = Schrijf bij de reden op waarom je nu toch zo sluit.
case-close-reason = Je reden: “{ $reason }”
ask-case-close = Sluit je de zaak? Een gesloten zaak gaat niet meer open.
case-close-yes = Ja, sluit de zaak
case-close-no = Nee, laat de zaak open
ask-case-step = Gaat de zaak hiermee naar deze stap?
case-step-yes = Ja, ga naar deze stap
case-step-no = Nee, blijf in deze stap
case-stays-in-step = De zaak blijft in deze stap. De reden die je schreef, is niet bewaard.
case-stays-open = De zaak blijft open. De reden die je schreef, is niet bewaard.
case-handed = Overgedragen aan { $name }. Die heeft nu bericht. Je hoort het als { $name } het oppakt.
case-gate-no = De zaak gaat niet dicht en gaat verder volgens het protocol.
case-gate-look-again = De zaak blijft open, in deze stap. Dit komt opnieuw: { $what }.
case-gate-to-give = De zaak gaat naar { $step }: { $title }. De { $contact } krijgt de zaak niet. Jij houdt de zaak, tot je die overdraagt aan een collega.
case-gate-to-step = De zaak gaat naar { $step }: { $title }.
case-confirm-yes = Ja, dit klopt
case-confirm-no = Nee, terug naar de vraag
case-later-day = Een dag later
case-later-days = Drie dagen later
case-later-week = Een week later
case-share-yes = Ja, dat heeft de leerling gezegd
case-share-no = Nee

## Berichten en herinneringen, zonder inhoud

case-notice-decided = Zaak { $number }: er is iets besloten wat je werk in deze zaak raakt. Het staat op de kaart.
case-notice-may-open = Zaak { $number }: { $step } mag nu beginnen. Jij beslist of dat gebeurt. Het staat op de kaart.
case-notice-lead = Zaak { $number }: { $step } is nu aan jou. Open de kaart en tik op “Ik pak dit op”.
case-notice-track = Zaak { $number }: kijk vandaag of deze zaak langs een andere route van het protocol moet. Open de kaart en tik op “Andere route in het protocol…”.
case-notice-step = Zaak { $number }: je wordt erbij gevraagd in { $step }.
case-notice-work = Zaak { $number }: { $step } is begonnen. Jij hebt daarin ook iets te doen. Het staat op de kaart.
case-notice-work-of-means = Zaak { $number }: er is iets afgesproken. Jij hebt daarin ook iets te doen. Het staat op de kaart.
case-notice-informed = Ter informatie: zaak { $number } is in { $step }.
case-notice-consulted = Zaak { $number }: { $names } overlegt met jou over { $step }, uiterlijk { $due }. Hoor je op die dag nog niets? Vraag er dan zelf naar.
case-notice-consulted-by-more = Zaak { $number }: { $names } overleggen met jou over { $step }, uiterlijk { $due }. Hoor je op die dag nog niets? Vraag er dan zelf naar.
case-notice-informed-means = Ter informatie: in zaak { $number } is iets begonnen: { $step }.
case-notice-reads-along = Zaak { $number }: de leerling vindt het goed dat jij meeleest. { $step } blijft bij { $name }. Je hoeft nu niets te doen.
case-notice-taken-up = Zaak { $number }: { $name } heeft { $step } opgepakt.
case-notice-closed = Zaak { $number } is gesloten.
case-notice-signal = Zaak { $number }: er is gemeld dat het misgaat ({ $step }). Ga er vandaag op in.
duty-of-track = Beslis hoe deze zaak verder gaat
duty-reminder = { $today ->
    [yes] Vandaag: zaak { $number }, { $step }. { $what }{ $asks ->
        [yes] {""}
       *[no] .
    }
   *[no] Zaak { $number }, { $step }: { $what }{ $asks ->
        [yes] {""}
       *[no] .
    } Uiterlijk { $due }.
}{ $origin ->
    [school] {" "}Dit is een afspraak van de school.
   *[protocol] {""}
}
duty-reminder-late = Te laat: zaak { $number }, { $step }. { $what }{ $asks ->
    [yes] {""}
   *[no] .
} Dit moest { $due }{ $origin ->
    [school] {"*"}
   *[protocol] {""}
} klaar zijn.
duty-means-ends = { $when ->
    [late] Te laat: zaak { $number }. { $what } liep tot { $until }{ $origin ->
        [school] {"*"}
       *[protocol] {""}
    }. Is het voorbij?
    [today] Vandaag: zaak { $number }. { $what } loopt tot vandaag. Is het voorbij?
   *[ahead] Zaak { $number }. { $what } loopt tot { $until }. Kijk dan of het voorbij is.
}
duty-deputy = Je krijgt dit omdat je waarneemt voor { $name }:
taken-none = Je hebt nu geen taken die openstaan.
taken-head = { $count ->
    [one] Je hebt 1 taak.
   *[other] Je hebt { $count } taken.
}
taken-answer = Schrijf de melder terug
taken-line = Zaak { $number }, { $step }: { $what }{ $asks ->
    [yes] {""}
   *[no] .
} Uiterlijk { $due }{ $late ->
    [yes] {" "}(te laat).
   *[no] .
}

## Wat er is opgeschreven

notes-title = Zaak { $number }: namen en notities
notes-pupil = { $pupil }: { $name }
notes-line = { $on } · { $what }
notes-consent = { $answer ->
    [given] Ja, dat is goed.
   *[refused] Nee, liever niet.
}{ $words ->
    [none] {""}
   *[other] {" "}“{ $words }”
}
notes-answer = Antwoord: { $answer }
notes-home-of = Ja, bij { $pupils }
notes-about-case = Over de zaak
notes-closed = De zaak is gesloten: { $what }
notes-against = Eerder vastgelegd: { $what } { $answer }
notes-none = Er is nog niets opgeschreven.

## Tekst om over te nemen in het systeem van de school

record-ask-tick = Neem dit over in het systeem van de school. Zet er zelf bij wat er nog ontbreekt. Klaar? Tik dan op “Ingevoerd” (zaak { $number }).
record-tick = { $step }:
record-ticked = – { $what } ({ $register })
record-tick-of = { $step }, { $who }
record-ask-which = Van wat wil je de tekst voor het dossier? Je kunt hem ook al gebruiken als het nog niet is afgevinkt (zaak { $number }).
record-draft = [Dit is nog niet afgevinkt. Vul aan wat er gebeurde. Haal daarna deze regel weg.]
record-entered = [Dit is al ingevoerd.]
card-view-entered = Ingevoerde teksten…
card-entered-text = { $on }: { $what }
record-draft-what = Datum:
    { $what }
record-draft-answer = Uitkomst:
record-file = Voor het dossier van { $pupil }.
record-file-unknown-victim = Voor het dossier van de gepeste leerling. Wie dat is, is nog niet bekend.
record-file-unknown-bully = Voor het dossier van de leerling die zou pesten. Die staat nog niet bij de zaak.
record-file-subject = Over de medewerker om wie het gaat.
record-title = { $title } ({ $register })
record-under = Hangt onder: { $title }
record-what = { $on }: { $what }
record-answer = Uitkomst: { $answer }
record-answer-later = Uitkomst op { $on }: { $answer }
record-consent = { $what }: { $answer ->
    [given] ja, dat is goed
   *[refused] nee, liever niet
}
record-with = Met { $own ->
    [yes] { $others ->
        [0] de leerling
        [one] de leerling en een andere leerling
       *[other] de leerling en { $others } andere leerlingen
    }
   *[no] { $others ->
        [one] een andere leerling
       *[other] { $others } andere leerlingen
    }
}
record-own-words = In eigen woorden:
record-answered = { $name }: { $answer }
record-own-pupil = de leerling van dit dossier
record-another-pupil = een andere leerling
record-by-whom = { $own ->
    [yes] { $others ->
        [0] de leerling van dit dossier, voor zover nu bekend
        [one] de leerling van dit dossier en een andere leerling, voor zover nu bekend
       *[other] de leerling van dit dossier en { $others } andere leerlingen, voor zover nu bekend
    }
   *[no] { $others ->
        [one] een andere leerling, voor zover nu bekend
       *[other] { $others } andere leerlingen, voor zover nu bekend
    }
}
record-step = – { $on }: { $what }
record-step-answer = – { $on }: { $what }. Uitkomst: { $answer }
record-held = [Er is ook een notitie van { $on }. Die staat hier niet, want { $why }. Kijk bij “Namen en notities” en typ zelf over wat in dit dossier hoort. Haal daarna deze regel weg.]
record-held-other = er staat een naam van een andere leerling in
record-held-reporter = er staat een naam in van iemand die het meldde of zag
record-held-own = de naam van de leerling staat erin, en deze tekst is niet beschermd
record-held-unknown = van een andere leerling van deze zaak is de naam hier niet bekend, dus niemand kan nagaan of die erin staat
record-names = Van wie is welk dossier?
record-name-unknown = naam niet bekend
record-field = { $name }:
record-field-who-is-bullied = De leerling
record-field-by-whom = Door wie
record-field-dates = Wanneer
record-field-place = Waar
record-field-how-long = Hoe lang al
record-field-facts = Feiten
record-field-quotes = Letterlijk gezegd
record-field-experience = Hoe de leerling het beleeft
record-field-agreements = Afspraken
record-field-agreed-steps = Stappen die de leerling goed vindt
record-field-words-of-pupil = Woorden van de leerling
record-field-problem = Het probleem
record-field-facts-of-bully = Feiten van de andere kant
record-field-situation = Situatie
record-field-who-does-what = Wie doet wat
record-field-conclusion = Conclusie
record-field-steps-so-far = Stappen tot nu toe
record-field-next-steps = Volgende stappen
