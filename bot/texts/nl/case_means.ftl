# Wat er naast de stap is: maatregelen en middelen, wat je vastlegt, hulp bij gesprekken, en contact met thuis.
# Voor medewerkers. Nergens een naam van een leerling.

## Maatregelen en middelen

card-view-means = Maatregelen en middelen
card-means-runs = Loopt: { $what }, tot { $until } (nog { $days ->
    [one] 1 dag
   *[other] { $days } dagen
}).{ $back ->
    [yes] {" "}Dan komt de leerling terug.
   *[no] {""}
}
card-means-last-day = Loopt: { $what }, tot vandaag, { $until }.{ $back ->
    [yes] {" "}De leerling komt vandaag terug.
   *[no] {""}
}
card-means-one-day = Loopt: { $what }, alleen vandaag.
card-means-over = Loopt nog: { $what }. Het zou duren tot { $until }.
card-means-to-come = Begint { $since }: { $what }.
card-means-declined = Besloten op { $on }: { $what } komt er niet. Waarom staat bij “Namen en notities”.
card-means-open = Loopt: { $what }, sinds { $since }. { $ends ->
    [by-hand] Het duurt tot iemand hier zegt dat het klaar is.
   *[day] Er is nog niet gekozen tot welke dag.
}
card-means-size-open = Hoeveel leerlingen meedoen, is nog niet ingevuld.
card-means-ends = Einde van: { $what }
card-of-means = { $means }: { $what }
card-of-pupil = { $what } ({ $who })
card-button-start = Start: { $what }
card-button-size = Hoeveel leerlingen: { $what }
card-button-prolong = Verleng: { $what }
card-button-last-day = Tot wanneer: { $what }
card-button-stop = Klaar: { $what }
card-button-call-off = Gaat niet door: { $what }
card-button-decline = Doen we niet: { $what }
card-button-mean = Bekijk: { $what }
card-button-wish = Mag dit? { $what }
card-button-ask = Vraag { $who }
card-button-taper-back = Toch niet afbouwen: { $what }
card-button-taper = Voortaan { $every }: { $what }
means-title = Zaak { $number }: maatregelen en middelen
means-none = Er is nu niets dat kan beginnen.
means-name = { $what }
means-page-title = Zaak { $number }: { $what }
means-with = Met: { $who }.
means-by = Hierover beslist: { $who }.
means-consult = Overleg eerst met: { $who }.
means-span = Dit duurt { $span }.
means-one-day = Dit is alleen op de dag zelf.
means-most = Dit duurt hooguit { $span }.
means-rather-most = Dit duurt liefst niet langer dan { $span }.
means-size = Hieraan doen { $least } tot { $most } leerlingen mee.
means-size-rather = Hieraan doen liefst { $least } tot { $most } leerlingen mee.

ask-case-ticks = Met wie? Tik op een leerling om het vinkje te zetten of weg te halen.
case-tick-one = Zet bij minstens één leerling een vinkje.
ask-case-since = Vanaf welke dag? Tik, of typ een dag zoals 3-11 of 3 november.
case-tick-on = ✓ { $what }
case-tick-off = ▢ { $what }
case-ticks-ready = Verder
ask-case-size = Hoeveel leerlingen doen mee? Tik, of typ een getal.
case-size-later = Dat weet ik nog niet
case-no-number = { $waits ->
    [yes] Typ een getal van { $least } tot en met { $most }, of tik op “{ $later }”.
   *[no] Typ een getal van { $least } tot en met { $most }.
}
ask-case-until-day = Tot welke dag? Op die dag is het voorbij, en komt een leerling die weg was terug. Tik, of typ een dag zoals 3-11 of 3 november.
case-until-most = Dit mag hooguit { $span } duren, dus tot { $date }.
case-until-rather = Liefst niet langer dan { $span }, dus tot { $date }.
ask-case-anyway = Wil je het toch zo vastleggen?
case-anyway-yes = Ja, toch zo
case-anyway-no = Nee, ik kies iets anders
case-warning-number-of-pupils = Het protocol ziet hier liever { $least } tot { $most } leerlingen.
case-warning-over-maximum = Dit duurt langer dan het protocol graag ziet: liefst tot { $date }, dat is { $days } dagen.
ask-case-taper = Vanaf nu komt dit { $back ->
    [yes] weer{ $every ->
        [none] {" "}zo vaak als eerst
       *[other] {" "}{ $every } terug
    }
   *[no] { $every } terug
}. Klopt dat? Je kunt dit later weer veranderen.
case-taper-yes = Ja, vanaf nu zo
case-taper-no = Nee, laat het zo

case-days = { $days ->
    [one] 1 dag
   *[other] { $days } dagen
}
case-every-weeks = { $weeks ->
    [one] elke week
    [2] om de week
   *[other] elke { $weeks } weken
}
case-every-days = { $days ->
    [one] elke dag
   *[other] elke { $days } dagen
}
case-every-once = Eén keer
case-pick-weeks = { $weeks ->
    [one] Elke week
    [2] Om de week
   *[other] Elke { $weeks } weken
}
case-pick-days = { $days ->
    [one] Elke dag
   *[other] Elke { $days } dagen
}
ask-case-every = Hoe vaak komt dit daarna terug?
case-date-most = Dit mag hooguit { $span } later.
case-proposal = Voorstel: { $what } (afspraak van de school).
case-long-answer = Antwoord { $place }

case-notice-trigger = Zaak { $number }: het protocol vraagt vandaag een besluit van jou ({ $step }).
case-notice-means = Zaak { $number }: je wordt erbij gevraagd ({ $step }).
case-notice-ask = Zaak { $number }: een collega vraagt of jij hierover wilt beslissen: { $what }
case-decides-for = Hierover beslist { $names } ({ $role }). Jij doet dit nu als vervanger. Er gaat een bericht zonder inhoud naar { $names }.
case-notice-decided-for = Zaak { $number }: { $name } heeft als vervanger iets besloten waarover jij beslist. Wat jou daarover is gevraagd, is nu beantwoord.
case-asked = Gevraagd aan { $name }. { $count ->
    [one] Die leest
   *[other] Zij lezen
} deze zaak nu mee.
case-nobody-to-ask = Er is nu niemand aan wie ik dit kan vragen. Heeft je collega al een account? Vraag het na bij de beheerder.
case-not-yours = { $what }
    Hierover beslist: { $who }. Tik om het te vragen{ $names ->
        [none] { "" }
       *[other] {" "}aan { $names }
    }. Wie je vraagt, leest deze zaak daarna mee.

## Wat je vastlegt

card-view-facts = Leg vast…
facts-title = Zaak { $number }: wat er vaststaat. Tik op een nummer om een antwoord vast te leggen.
facts-line = { $place }. { $what }
facts-known = Nu: { $answer }.
facts-unknown = nog niet vastgelegd
facts-by = Dit legt vast: { $who }.
facts-button = Vraag { $place }
ask-case-value = Wat is je antwoord?
fact-severity = Hoe ernstig is het?
fact-severity-normal = Niet ernstiger dan ander pesten
fact-severity-serious = Ernstig, het kan niet wachten
fact-online = Gebeurt het ook online?
fact-offender-class = Wie doet dit?
fact-offender-class-pupil = Een of meer leerlingen
fact-offender-class-staff = Een medewerker van de school
fact-offender-class-unknown = Dat weten we nog niet
fact-offender-class-means = Is het een medewerker, en weet niemand hier nog wie? Dan gaat de zaak meteen naar de schoolleiding of het bestuur. Jij leest haar dan misschien niet meer.
fact-victim-class = Wie heeft er last van?
fact-victim-class-pupil = Een leerling
fact-victim-class-staff = Een medewerker van de school
fact-category = Wat voor gedrag is het?
fact-category-sexual = Seksueel gedrag, of dat kan het zijn
fact-category-other = Iets anders
fact-management-in-doubt = Kan het over de schoolleiding zelf gaan?
fact-doubt = Twijfelt wie het meldt of dit een incident is?
fact-step-blocked = Loopt deze stap vast?
fact-recurrence = Gaat het weer mis?
fact-safety-signal = Is de veiligheid in gevaar?
fact-parents-withdraw = Nemen ouders hun verantwoordelijkheid niet?
fact-offender-known = Is bekend wie het doet?
fact-at-school = Gebeurt het op school?
fact-established = Is vastgesteld dat het pesten is?
fact-quarrel = Is het ruzie?

## Misschien iemand bloot op een foto

card-picture-told = Door wat de melder vertelde, is er misschien een foto of filmpje waarop iemand bloot is. Kijk niet naar die foto, bewaar hem niet en print hem niet, ook niet als bewijs. Leg vast of er zo’n foto is.
card-picture-known = Er is een bloot of seksueel beeld van een leerling, zo is vastgelegd. Kijk niet naar dat beeld, bewaar of print het niet en stuur het aan niemand. Vraag ook de leerling niet om het te bewaren. Schrijf alleen op wat er is gebeurd. Hulp om beelden offline te krijgen: { $site }, { $number }.
card-picture-kept = Er is een bloot of seksueel beeld van een leerling, zo is vastgelegd. Eerder is bij deze zaak gedaan: { $what }. Staat dat beeld daarbij, ook op papier? Kijk er niet meer naar, kopieer het niet en geef of stuur het aan niemand, ook niet aan school of ouders. Bel de politie ({ $police }) en vraag wat ermee moet gebeuren, voordat iemand het weggooit. Hulp om beelden offline te krijgen: { $site }, { $number }.{ $entry ->
    [yes] {" "}Wat hiervan in het dossier zou komen, vervalt. Staat het er al in? Haal eruit wat een beeld is.
   *[no] {""}
}
card-button-picture = Bloot beeld van een leerling?
card-not-that-picture = – Let op: nooit de foto waarop misschien iemand bloot is. Bewaar of print alleen berichten zonder zo’n foto.

## Thuis misschien niet veilig

fact-home-unsafe-means = Bij ja wacht alles wat naar ouders gaat, tot is besloten of contact met thuis mag. Dat beslist: { $who }. Die krijgt bericht en leest mee.
fact-home-safe-means = Ook bij nee blijft dat wachten, tot is beslist.
card-home-words = Iemand schreef iets dat kan betekenen dat een leerling thuis niet veilig is. Lees het en leg vast of dat zo is. Bij ja wacht alles wat naar ouders gaat, tot is besloten of contact met thuis mag.
card-button-home-words = Thuis misschien niet veilig?
card-home-waits = Een leerling is thuis misschien niet veilig. Daarom wacht alles wat naar ouders gaat, tot is besloten of contact met thuis mag. Dat beslist: { $who }.{ $due ->
    [none] {""}
   *[other] {" "}Uiterlijk { $due }{ $late ->
        [yes] {" "}(te laat)
       *[no] {""}
    }.
}
card-home-again = Er was besloten: geen contact met thuis. Nu heeft iemand vastgelegd dat het thuis veilig is. Alles wat naar ouders gaat, blijft wachten tot opnieuw is beslist. Dat beslist: { $who }.{ $due ->
    [none] {""}
   *[other] {" "}Uiterlijk { $due }{ $late ->
        [yes] {" "}(te laat)
       *[no] {""}
    }.
}
card-home-taken-back = Iemand legde vast dat een leerling thuis misschien niet veilig is. Later is vastgelegd dat het wel veilig is. Alles wat naar ouders gaat, blijft wachten tot is besloten of contact met thuis mag. Dat beslist: { $who }.{ $due ->
    [none] {""}
   *[other] {" "}Uiterlijk { $due }{ $late ->
        [yes] {" "}(te laat)
       *[no] {""}
    }.
}
card-home-whose = Het gaat om: { $whose }. Van anderen mogen de ouders het wel horen.
card-home-tip-pupil = Praat rustig en apart met de leerling. Luister, schrijf op wat de leerling zegt en beloof niet dat het geheim blijft.
card-home-tip-ask = Bel, mail of app nu niet met thuis. Weet je niet wat je mag doen of zeggen? Vraag het: { $who }. Is er direct gevaar? Bel 112.
card-home-promise = Zeg nu tegen niemand dat de ouders het horen.
home-decider-officer = de aandachtsfunctionaris
home-decider-holder = wie deze zaak heeft
card-home-allowed = Een leerling is thuis misschien niet veilig. Er is besloten dat contact met thuis mag.
card-home-forbidden = Een leerling is thuis misschien niet veilig. Er is besloten: geen contact met thuis. Wat naar ouders zou gaan, gebeurt niet.
card-home-held = Wacht: { $what }{ $whose ->
    [none] { "" }
   *[other] {" "}({ $whose })
}
card-home-held-step = { $step } wacht: { $what }{ $whose ->
    [none] { "" }
   *[other] {" "}({ $whose })
}
card-home-left-step = { $step } gebeurt niet: { $what }{ $whose ->
    [none] { "" }
   *[other] {" "}({ $whose })
}
small-card-home = Contact met thuis: mag het?
case-home-about = Een leerling is thuis misschien niet veilig. Alles wat naar ouders gaat, wacht op jouw besluit.
ask-case-home = Mag de school contact hebben met thuis?
case-home-yes = Ja, contact mag
case-home-no = Nee, geen contact
case-home-about-again = Jij besloot: geen contact met thuis. Nu is vastgelegd dat het thuis veilig is. Alles wat naar ouders gaat, wacht op jouw besluit.
case-home-about-taken-back = Iemand legde vast dat een leerling thuis misschien niet veilig is. Nu is vastgelegd dat het wel veilig is. Alles wat naar ouders gaat, wacht op jouw besluit.
case-home-of = Ja: { $pupil }
case-home-of-unknown = Ja, maar ik weet niet bij wie
case-kept-at-once = Dit antwoord staat nu in de zaak. Het blijft staan, ook als je de volgende vraag niet beantwoordt.
case-notice-home-gone = Zaak { $number } is nu bij anderen. Jij leest haar niet meer. Wie haar nu heeft, beslist over contact met thuis.
case-notice-home-passed = Zaak { $number }: jij beslist van nu af aan of contact met thuis mag. Wat eerder is besloten, blijft zo tot jij opnieuw beslist.
case-notice-home-again = Zaak { $number }: iemand legde vast dat het thuis veilig is ({ $step }). Eerder is besloten: geen contact met thuis. Dat blijft zo tot jij opnieuw beslist.
case-notice-home-taken-back = Zaak { $number }: iemand legde vast dat het thuis toch veilig is ({ $step }). Alles wat naar ouders gaat, blijft wachten tot jij beslist of contact met thuis mag.
case-notice-home = Zaak { $number }: een leerling is thuis misschien niet veilig ({ $step }). Alles wat naar ouders gaat, wacht tot jij beslist of contact met thuis mag.

## Hulp bij gesprekken

small-card-aids = Hulp bij gesprekken
aids-title = Zaak { $number }: hulp bij gesprekken. Wat je opent, mag je overnemen of laten zien.
aid-button = { $what }
aid-title = { $what }
aid-part = { $what }
aid-line = – { $what }
aid-for-victim = Om samen te bekijken met de leerling die het overkwam.
aid-for-bully = Om samen te bekijken met de andere leerling.
aid-for-class = Voor de klas.
aid-for-parents = Voor de ouders.
aid-for-support-group = Voor de leerlingen van de steungroep.
