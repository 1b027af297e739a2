# Wat medewerkers lezen: berichten zonder inhoud, het verhaal na een tik, de draad, een flits, een nieuwe zaak.
# De kaart van een zaak staat in case_card.ftl.

## Begin, menu en hulp

menu-flag = ⚡ Flits
menu-my-cases = 📋 Mijn zaken
menu-new-case = ➕ Nieuwe zaak

staff-welcome = Hallo { $name }. Dit is Meldmaatje van { $school }. Je staat hier als medewerker.
staff-welcome-roles = Je rol: { $roles }.
staff-welcome-no-role = Je let in de pauze op of staat dicht bij de leerlingen: { $title }.
staff-welcome-deputy = Je neemt waar voor { $names }.
staff-welcome-admin = Je beheert de bot. Je hoort het als een melding bij niemand terechtkan. Wat erin staat, lees je niet.
staff-welcome-nothing-yet = Je hebt hier nog geen vaste rol. Wat je ziet of hoort, kun je wel doorgeven.
staff-report-cases = Je staat hier als medewerker. Zag je iets? Tik op Flits. Kwam een leerling bij je? Tik op Nieuwe zaak.
staff-report-guard = Je staat hier als medewerker. Zag je iets, of gaat het weer mis? Tik op Flits.
staff-welcome-cases =
    Leerlingen melden hier pesten en wat er online misgaat. Is een melding voor jou, dan krijg je een bericht met alleen een nummer en een datum. Wat er is verteld, zie je pas na een tik, en het verdwijnt daarna weer van je scherm.

    Met de knoppen hieronder zie je je zaken, open je een zaak voor een leerling die bij je kwam, en geef je snel door wat je zag.
staff-welcome-guard =
    Zie je in de pauze iets dat niet klopt? Tik op Flits. In vijf tikken is het bij de { $title }, zonder typen. Je hoort wie het oppakt. De zaak zelf lees je niet.

staff-help-cases =
    Dit kun je hier doen:
    • Mijn zaken: alles wat jij leest, met de volgende datum, en hoe het staat met wat jij zelf meldde.
    • Nieuwe zaak: een leerling kwam bij je en jij legt het vast.
    • Flits: snel doorgeven wat je zag.
    • /zaak 12 opent de kaart van zaak 12.
    • /taken: alles wat jij moet doen.
    • /jaar: wat elk jaar terugkomt, en wanneer.
    • /stop stopt de vraag die openstaat.
staff-help-guard =
    Tik op Flits als je iets ziet. Vijf tikken: waar, welke klas, wat, hoe dringend, versturen. Je hoort wie het oppakt. Met /mijn zie je hoe het staat. Met /stop stop je halverwege.
staff-help-alarm = Deze bot is geen alarm. Is er nu gevaar? Ga erop af, haal een collega of bel 112.

staff-nothing-open = Er staat nu geen vraag open. Kies hieronder wat je wilt doen, of typ /hulp.
refuse-picture-ever = Een foto kun je hier niet sturen. Die heb ik niet bewaard. Woorden kunnen wel.
refuse-file-ever = Een bestand kun je hier niet sturen. Dat heb ik niet bewaard. Woorden kunnen wel.
staff-unknown-command = Dit ken ik niet. Typ /hulp om te zien wat je hier kunt doen.
staff-stopped = Gestopt. Er is niets verstuurd en niets bewaard.
staff-stopped-kept = Gestopt. Wat je vóór deze vraag hebt vastgelegd, is bewaard. Alleen deze vraag heb je niet beantwoord.
staff-left = Je was nog niet klaar met: { $what }{ $number ->
    [none] {""}
   *[other] {" "}(zaak { $number })
}. { $kept ->
    [yes] Wat al in de zaak staat, blijft. Wat je nog niet had geantwoord, kan nog.
   *[no] Wat je al had geantwoord, is niet weg.
} { $throws ->
    [yes] Ga verder, of gooi het weg.
   *[no] Ga verder.
}{ $replaced ->
    [yes] {" "}Wat je hierover eerder had geantwoord en niet had afgemaakt, is nu wel weg.
   *[no] {""}
}
staff-left-lacks = { $lacks ->
    [reason] Je antwoord staat in de zaak. De reden staat er nog niet bij. Schrijf die nog op.
    [kind] Je bericht is bewaard. Er staat nog een vraag over open. Meestal leest iemand anders het pas als je die vraag hebt beantwoord. Anders gaat het uiterlijk aan het eind van de eerste schooldag na je bericht naar wie het dan moet lezen. Maak het liefst vandaag nog af.
    [concern] Je bericht is bewaard. Wie erin genoemd wordt, leest het nu niet. Er staat nog een vraag over open. Iemand anders kan het lezen zodra je klaar bent met antwoorden, en anders uiterlijk aan het eind van de eerste schooldag na je bericht. Maak het liefst vandaag nog af.
   *[end] Je antwoord staat nog niet in de zaak. Dus niemand anders weet het. Maak het vandaag nog af.
}
staff-left-asked-again = Bij zaak { $number } ben je nog niet klaar met een antwoord.
staff-left-still-open = De vraag staat hier nog open. Geef daar antwoord.
staff-left-owes-reason = Dit kun je niet weggooien. Je antwoord staat al in zaak { $number }, en daar hoort een reden bij. Schrijf die eerst op. Klopt je antwoord niet? Schrijf dat dan op als reden. Daarna kun je het op de kaart veranderen.
staff-left-owes-concern = Dit kun je niet weggooien. Je bericht bij zaak { $number } is al bewaard. Zeg nog of het gaat over wie erin genoemd wordt.
staff-left-waits = { $first ->
    [yes] Er staat nu geen vraag open. Je was nog niet klaar met
   *[no] Dit wacht ook nog
}: { $what }{ $number ->
    [none] {""}
   *[other] {" "}(zaak { $number })
}
staff-left-goes-on = Je gaat verder met: { $what }{ $number ->
    [none] {""}
   *[other] {" "}(zaak { $number })
}{ $chosen ->
    [none] {""}
   *[other] {"\u000A"}Je koos al: { $chosen }
}
staff-left-what = { $flow ->
    [flag] een flits
    [watch-seen] een flits
    [new_case] een nieuwe zaak
    [parent-text] een tekst voor ouders
    [join] zaken die over hetzelfde gaan
    [watch] wie er een oogje in het zeil houdt
    [case-report-names] een naam voor het begeleidingsverslag
    [case-identify] om welke leerling het gaat
    [case-pupil] een leerling toevoegen
    [case-hand] overdragen aan een collega
    [case-signal] een signaal afhandelen
    [case-gate] hoe de zaak verdergaat
    [case-decision] hoe de zaak verdergaat
    [case-end] de zaak sluiten
    [case-track] waar de zaak bij hoort
    [case-home] of contact met thuis mag
    [case-share] of anderen mogen meelezen
    [case-postpone] uitstellen: { $what }
    [reply] een bericht aan je collega
    [reply-concern] over wie je bericht gaat
   *[other] { $what ->
        [none] { staff-left-flow }
       *[other] { $what }
    }
}
staff-left-flow = { $flow ->
    [case-done] wat er is gedaan
    [case-outcome] wat eruit kwam
    [case-consent] wie ermee instemt
    [case-date] op welke dag
    [case-reason] een reden
    [case-step] een andere stap
    [case-agree] of een middel nodig is
    [case-start] een middel starten
    [case-prolong] een middel verlengen
    [case-size] hoeveel leerlingen er meedoen
    [case-taper] hoe vaak iets terugkomt
    [case-fact] iets vastleggen
    [parents] de tekst voor ouders, en of je die al hebt gebruikt
    [periodic-done] werk dat elk jaar terugkomt
    [periodic-later] werk dat elk jaar terugkomt
    [answer] een bericht aan de melder
   *[other] een vraag
}
staff-left-thrown-away =
    Weggegooid: { $what }

    { $kept ->
        [yes] Wat je daar verder had geantwoord, is weg.
       *[no] Wat je daar had geantwoord, is weg.
    }
staff-left-ended = { $number ->
    [none] {""}
   *[other] Zaak { $number } is gesloten.{" "}
}Je was nog niet klaar met: { $what }. { $kept ->
    [yes] Wat al in de zaak staat, blijft. Wat je verder had geantwoord, is nu weg.
   *[no] Wat je daar had geantwoord, is nu weg.
}
staff-left-done = Je was nog niet klaar met: { $what } (zaak { $number }). Een collega heeft dat intussen al ingevuld. Wat je daar had geantwoord, is weg.
staff-left-stays = { $heard ->
    [case-consent] Het nee staat in de zaak en blijft daar staan. Klopt het niet? Open de kaart van zaak { $number }. Daar kun je het opnieuw vragen. Je schrijft dan op waarom.
    [case-fact] Je antwoord staat in de zaak en blijft daar staan. Klopt het niet? Open de kaart van zaak { $number }, tik op Meer… en dan op Leg vast.
   *[other] Dat thuis misschien niet veilig is, staat in de zaak en blijft daar staan. Klopt het niet? Open de kaart van zaak { $number }, tik op Meer… en dan op Leg vast.
}
staff-left-expired = Je was met iets begonnen en had het niet afgemaakt. Dat is na 30 dagen gewist.
card-left = Je was hier gebleven: { $what }{ $asks ->
    [yes] {""}
   *[no] .
}
small-left-go-on = Verder gaan
small-left-throw-away = Weggooien
card-button-left-go-on = Verder gaan: { $what }
card-button-left-throw-away = Weggooien: { $what }
staff-finish-first = Er staat nog een vraag open. Beantwoord die eerst, of typ /stop.
invitation-unknown = Deze uitnodiging werkt niet meer. Ze is al gebruikt, vervangen door een nieuwe, of ouder dan een week. Vraag de beheerder om een nieuwe.
account-moved = { $name } gebruikt Meldmaatje nu op een ander account. Hier komen geen berichten over zaken meer. Heb je dat niet zelf gedaan? Zeg het dan meteen tegen { $admin }.

## Berichten zonder inhoud

notice-new = { $urgency ->
    [now] Zaak { $number } kan niet wachten: er is een melding voor jou. Wil je die nu lezen? Lees die
    [today] Zaak { $number } heeft haast: er is een melding voor jou. Wil je die vandaag nog lezen? Lees die
   *[normal] Zaak { $number }: er is een melding voor jou. Lees die
} uiterlijk { $read_by }.
notice-new-confidant = { $urgency ->
    [now] Zaak { $number } kan niet wachten: er is een melding die alleen voor de vertrouwenspersoon is. Wil je die nu lezen? Lees die
    [today] Zaak { $number } heeft haast: er is een melding die alleen voor de vertrouwenspersoon is. Wil je die vandaag nog lezen? Lees die
   *[normal] Zaak { $number }: er is een melding die alleen voor de vertrouwenspersoon is. Lees die
} uiterlijk { $read_by }.
notice-also-told = { $urgency ->
    [now] Zaak { $number } kan niet wachten: er is een melding.
    [today] Zaak { $number } heeft haast: er is een melding.
   *[normal] Zaak { $number }: er is een melding.
} { $has ->
    [takes] Die pakt { $reader } zelf op.
    [works] Daar werkt { $reader } aan.
   *[no] Die leest { $reader }, uiterlijk { $read_by }.
} Jij hoort het ook.
notice-urgency-now = Zaak { $number } kan niet wachten. Wil je de melding nu lezen?
notice-urgency-today = Zaak { $number } is voor vandaag. Wil je de melding vandaag nog lezen?
notice-unread = { $urgency ->
    [now] Zaak { $number } kan niet wachten. Wil je de melding nu lezen? Lees die uiterlijk
    [today] Zaak { $number } heeft haast. Lees de melding uiterlijk
   *[normal] Zaak { $number } wacht nog op jou. Lees de melding uiterlijk
} { $today ->
    [yes] vandaag, { $read_by }.
   *[no] { $read_by }.
}
notice-not-taken-up = { $urgency ->
    [now] Zaak { $number } kan niet wachten, en is nog niet opgepakt. Pak jij die op? Doe dat uiterlijk
    [today] Zaak { $number } heeft haast, en is nog niet opgepakt. Pak jij die op? Doe dat uiterlijk
   *[normal] Zaak { $number } is nog niet opgepakt. Pak jij die op? Doe dat uiterlijk
} { $today ->
    [yes] vandaag, { $read_by }.
   *[no] { $read_by }.
} Tik op Lezen, daar staat de knop.
notice-unread-late = Te laat: { $urgency ->
    [now] zaak { $number } kan niet wachten. De melding ligt er al sinds { $since }. Wil je de melding nu lezen?
    [today] zaak { $number } heeft haast. De melding ligt er al sinds { $since }. Lees die vandaag nog.
   *[normal] zaak { $number } wacht nog op jou. De melding ligt er al sinds { $since }. Lees die vandaag nog.
}
notice-not-taken-up-late = Te laat: { $urgency ->
    [now] zaak { $number } kan niet wachten.
    [today] zaak { $number } heeft haast.
   *[normal] zaak { $number } wacht nog.
} De melding ligt er al sinds { $since }, en is nog niet opgepakt. Pak jij die vandaag op? Tik op Lezen, daar staat de knop.
notice-passed = Zaak { $number } ligt nu bij { $name }, omdat de dag om te lezen voorbij is. Jij hoeft deze melding niet meer te lezen.
notice-passed-read = Zaak { $number } ligt nu bij { $name }, omdat niemand de zaak heeft opgepakt. Jij hoeft er niets meer mee te doen.
notice-with-another = Zaak { $number } ligt nu bij een ander.
notice-over = Zaak { $number }: hier hoef je niets meer mee te doen.
notice-back = Zaak { $number }. Tik op Lezen om te zien wat er is verteld.
notice-back-card = Zaak { $number }. Tik op “{ small-card }” om verder te gaan.
notice-not-shown = Zaak { $number }: wat je wilde zien, kon niet op die plek komen te staan. Tik hier op Lezen om te zien wat er is verteld.
notice-gone = Zaak { $number }: hier is niets meer te lezen.
notice-new-message = Nieuw bericht bij zaak { $number }. De melder wacht op antwoord.
notice-told-more = Bij zaak { $number } is meer verteld.
notice-picture-lost = Bij zaak { $number } hoorde nog een foto. Die kon niet worden opgehaald en is er dus niet bij. Is hij nodig? Vraag de melder of die hem nog heeft.
notice-new-message-now = Nieuw bericht bij zaak { $number }. Dit kan niet wachten. Wil je het nu lezen? De melder wacht op antwoord.
notice-told-more-now = Bij zaak { $number } is meer verteld. Dit kan niet wachten. Wil je het nu lezen?
notice-handler-unreachable = Bij zaak { $number } wacht iets. Wie de zaak heeft, is nu niet te bereiken via de bot. Wil jij kijken?
notice-message-waits = Bij zaak { $number } is een bericht aan de melder niet aangekomen: de melder heeft deze chat nu dichtgezet. Het ligt klaar en komt alsnog aan als de melder terugkomt. Kan het niet wachten? Zoek dan een andere weg.
notice-answer-due = Bij zaak { $number } wacht de melder nog op antwoord. Een kort bericht is ook goed.
notice-answer-due-now = Bij zaak { $number } wacht de melder nog op antwoord. Dit kan niet wachten. Wil je nu lezen en schrijven?
notice-answer-due-deputy = Bij zaak { $number } wacht de melder al langer op antwoord. Jij neemt waar: wil jij even schrijven, of je collega vragen?
notice-answer-due-deputy-now = Bij zaak { $number } wacht de melder op antwoord. Dit kan niet wachten. Jij neemt waar: wil jij nu lezen en schrijven, of overleg je meteen met je collega?
notice-nobody-left = Zaak { $number }: er is een melding die nu niemand kan lezen. Jij krijgt dit bericht als beheerder; wat erin staat, zie je niet. Zorg jij dat iemand de melding kan lezen?
notice-all-asked = Zaak { $number }: er is een melding die nog niemand heeft { $read ->
    [yes] opgepakt
   *[no] gelezen
}. Iedereen die dat mag, is al gevraagd. Ik vraag het elke schooldag opnieuw. Jij krijgt dit bericht als beheerder; wat erin staat, zie je niet. Wil jij in het team vragen of iedereen de berichten van deze chat bekijkt?
nobody-left-account = • Er is iemand voor nodig die nog geen account heeft. { $names ->
    [many] Op school hebben { $count } mensen er nog geen. Met “meldmaatje check” zie je wie.
   *[other] Op school heeft nog geen account: { $names }.
} Maak een uitnodiging.
nobody-left-blocked = • Er is iemand voor nodig die de bot niet kan bereiken, omdat die de bot heeft geblokkeerd of zijn Telegram weg is. { $names ->
    [many] Op school geldt dat voor { $count } mensen. Vraag iedereen om de bot weer te openen.
   *[other] Op school geldt dat voor: { $names }. Vraag of de bot weer geopend wordt.
}
nobody-left-away = • Er is iemand voor nodig die volgens het schoolbestand de komende tijd niet op school is: { $names ->
    [many] kijk de dagen van aanwezigheid na.
   *[other] { $names }.
}
nobody-left-had-it = • Wie de melding kreeg, heeft haar niet opgepakt of kon een bericht niet krijgen.
nobody-left-may-not = • Er is iemand die juist deze melding niet kan lezen. Wie en waarom, hoor je niet.
nobody-left-no-line = • In het schoolbestand staat niemand die haar kan lezen. Kijk het na met “meldmaatje check”.
notice-nobody-left-solved = Zaak { $number }: er is nu iemand die met deze melding verdergaat, dus dit is opgelost.
notice-all-asked-read = Zaak { $number }: iemand heeft deze melding nu geopend. Jij hoeft niets meer te doen.

notice-set-aside = Een bericht aan de bot kon niet worden verwerkt. Het is verzegeld bewaard. De afzender weet dat het niet is aangekomen.

small-read = Lezen
small-pass = Niet voor mij, of ik kan niet
small-taken = Ik pak dit op
small-pictures = Foto’s ({ $count })
small-write = Stuur een bericht
small-hide = Verberg nu
small-page-earlier = ‹ Vorige
small-page-later = Verder ›
small-cover = Verberg deze foto
small-remove-by-staff = Verwijder deze foto voor altijd
small-reply = Antwoord

toast-already-yours = Je hebt dit al opgepakt.
toast-not-with-you = Deze zaak ligt nu niet bij jou om te lezen.
toast-no-pictures = Er zijn geen foto’s bij deze zaak.
toast-pictures-shown = De foto’s staan al hieronder.
toast-picture-gone = Deze foto is er niet meer.

staff-case-not-yours = Deze zaak kun jij niet openen.
staff-about-case = Zaak { $number }:
staff-case-joined = Zaak { $number } hoort nu bij zaak { $other }. Daar staat alles wat is verteld.
staff-case-joined-elsewhere = Zaak { $number } hoort nu bij een andere zaak. Die kun jij niet openen.{ $name ->
    [none] { "" }
   *[other] {" "}Wil je weten hoe het verder gaat? Vraag het aan { $name }.
}
staff-case-closed = Zaak { $number } is gesloten. Er hoeft niets meer te gebeuren.
staff-already-taken = Zaak { $number }: { $name } heeft dit al opgepakt.
staff-passed = Doorgegeven. Zaak { $number } ligt nu bij { $name } en wordt uiterlijk { $read_by } gelezen.
staff-passed-nobody = Er is nu niemand anders die zaak { $number } kan lezen. De beheerder hoort dat er een melding ligt, niet wat erin staat.
staff-passed-all-asked = Iedereen die zaak { $number } nu kan lezen, is al gevraagd. Daarom vraag ik het elke schooldag opnieuw, ook aan jou.
staff-pass-after-taking = Je hebt zaak { $number } opgepakt. Overdragen aan een collega doe je op de kaart.

## Het verhaal

story-title = Zaak { $number }
story-danger-self-harm = Let op: dit kan erop wijzen dat een leerling niet meer wil leven. Lees het eerst zelf. Is er nu gevaar? Bel { $emergency } en laat de leerling niet alleen. Anders: praat vandaag met de leerling. Raad krijg je bij 113 Zelfmoordpreventie: bel { $suicide }, dag en nacht.{ $who ->
    [none] { "" }
   *[other] {" "}Overleg op school met { $who }.
}
story-danger-weapon = Let op: dit kan wijzen op een wapen. Lees het eerst zelf. Is er nu gevaar? Bel { $emergency }.{ $who ->
    [none] { "" }
   *[other] {" "}Overleg daarna meteen met { $who }.
}
story-danger-hurt-now = Let op: dit kan erop wijzen dat iemand nu in gevaar is. Lees het eerst zelf. Is dat zo? Bel { $emergency }.{ $who ->
    [none] { "" }
   *[other] {" "}Overleg daarna meteen met { $who }.
}
story-danger-home-unsafe = Let op: dit kan erop wijzen dat het thuis niet veilig is. Lees het eerst zelf. Is er nu gevaar? Bel { $emergency }. Neem pas contact op met thuis als duidelijk is dat het mag. Raad krijg je bij Veilig Thuis: { $at_home }, dag en nacht.{ $who ->
    [none] { "" }
   *[other] {" "}Overleg op school met { $who }.
}
story-grave = Let op: dit kan wijzen op ernstig geweld, een ernstige bedreiging of afpersing. Lees het eerst zelf. Is er nu gevaar? Bel { $emergency }. Is er geen spoed? Raad krijg je bij de politie: { $police }.{ $who ->
    [none] { "" }
   *[other] {" "}Overleg daarna meteen met { $who }.
}
story-dangers = Let op: dit kan wijzen { $what }. Lees het eerst zelf. Is er nu gevaar? Bel { $emergency }{ $self_harm ->
    [yes] {" "}en laat de leerling niet alleen. Anders: praat vandaag met de leerling. Raad krijg je bij 113 Zelfmoordpreventie: bel { $suicide }, dag en nacht.
   *[no] .
}{ $home ->
    [yes] {" "}Neem pas contact op met thuis als duidelijk is dat het mag. Raad krijg je bij Veilig Thuis: { $at_home }, dag en nacht.
   *[no] { "" }
}{ $grave ->
    [yes] {" "}Is er geen spoed? Raad krijg je bij de politie: { $police }.
   *[no] { "" }
}{ $who ->
    [none] { "" }
   *[other] {" "}Overleg daarna meteen op school met { $who }.
}
story-points-at-danger-self-harm = op een leerling die niet meer wil leven
story-points-at-danger-weapon = op een wapen
story-points-at-danger-hurt-now = op iemand die nu in gevaar is
story-points-at-danger-home-unsafe = op een thuis dat niet veilig is
story-points-at-grave = op ernstig geweld, een ernstige bedreiging of afpersing
words-and = { $first } en { $last }
story-report = Melding { $place } van { $count }, { $day }
story-about = { $about } { $label }. Gemeld op { $day }.
story-about-own = Het gaat over de melder zelf, die hier werkt. Gemeld op { $day }.
story-about-me = Het gaat over de melder zelf.
story-about-someone-else = Het gaat over iemand anders.
story-about-my-child = De melder is een ouder of verzorger.
staff-class-label = Klas { $label }
staff-class-not-known = Klas niet bekend
staff-class-not-known-yet = niet bekend
staff-class-not-a-pupil = Iemand die geen leerling is
staff-class-unknown = Weet ik niet
story-victim-name = Genoemd wordt: { $name }.
story-contact-name = De melder is { $name }.
story-name-missing = iemand die zijn naam niet opschreef
story-contact-here = De melder blijft onbekend en is bereikbaar via de bot.
story-contact-code = De melder blijft onbekend en komt terug met een code.
story-contact-none = De melder blijft onbekend en is niet bereikbaar.
story-heard-by = Opgeschreven door { $name }, na een gesprek.
story-subject = De melder bevestigt: het gaat over { $name }.
story-law-sexual =
    Volgens de melder gaat het, of misschien, over seksueel gedrag van iemand die hier werkt. Van de wet moet het bestuur hier meteen over overleggen met de vertrouwensinspecteur: { $label }, { $number } ({ $hours }). Onderzoek het niet zelf en vraag niet door.
story-picture-naked =
    Kijk niet naar die foto, bewaar hem niet en print hem niet, ook niet als bewijs. Schrijf alleen op dat hij er is en wat de melder erover vertelt. Hulp om hem weg te krijgen: { $site }, { $number }. Politie: { $police }.
story-urgency-now = Volgens de melder kan dit niet wachten.
story-urgency-today = Volgens de melder is dit voor vandaag.
story-place = Waar: { $place }
story-tells = De melder vertelt:
story-pictures = { $count ->
    [one] Er is 1 foto bij.
   *[other] Er zijn { $count } foto’s bij.
}
story-pictures-wanted = { $count ->
    [one] Er hoort nog 1 foto bij. Die wordt nog opgehaald.
   *[other] Er horen nog { $count } foto’s bij. Die worden nog opgehaald.
}
story-pictures-lost = { $count ->
    [one] Er hoorde nog 1 foto bij. Die kon niet worden opgehaald of bewaard.
   *[other] Er hoorden nog { $count } foto’s bij. Die konden niet worden opgehaald of bewaard.
}
told-by-school = Vanuit school geschreven, { $day }:
told-picture = Over een foto, { $day }:
told-by-whom = Over wie het doet, vertelt de melder ({ $day }):
told-where = Waar het gebeurt ({ $day }):
told-since-when = Sinds wanneer ({ $day }):
told-wish = Wat de melder graag wil ({ $day }):
told-intake = Antwoord op de vraag van school: “{ $question }” ({ $day }):
told-more = De melder vertelt ook ({ $day }):
told-answered = Wat de melder antwoordde ({ $day }):
told-concern = { told-answered }

picture-caption = Zaak { $number }, foto { $place } van { $count }
picture-not-shown = Een foto bij zaak { $number } kon niet worden getoond. Tik nog eens op Foto’s om het opnieuw te proberen.
picture-taken-away = Deze foto is weg.
staff-picture-removed = De foto bij zaak { $number } is voor altijd verwijderd. Staat hij nog bij een collega open, dan verdwijnt hij daar zo ook.

## De draad

ask-answer = Schrijf je bericht aan de melder. De melder ziet je naam, niet je account.{ $to ->
    [colleague] {""}
   *[other] {" "}Jij ziet het account van de melder ook niet.
}
ask-reply = Schrijf je bericht. Je collega ziet je naam bij de melding.
message-from-colleague = Bericht van { $name } over wat je doorgaf (zaak { $number }):
thread-which-report = Bij zaak { $number } horen meer meldingen. Aan welke melder wil je schrijven?
thread-report-button = Melding { $place }, { $day }
thread-nobody-to-answer = Bij zaak { $number } wilde de melder geen contact. Er is niemand aan wie je kunt schrijven.
thread-sent = Verstuurd. Je hoort het als de melder terugschrijft (zaak { $number }).
thread-waits-behind-code = Je bericht bij zaak { $number } ligt klaar. De melder leest het bij terugkomst met de code.
thread-waits-unsent = Je bericht bij zaak { $number } ligt klaar, maar de melder krijgt nu geen berichten. Bij terugkomst is het te lezen.
thread-reply-kept = Je bericht staat bij zaak { $number }. Wie eraan werkt, krijgt bericht.

## Een flits

ask-flag-where = Waar zag je het?
ask-flag-class = Welke klas?
ask-flag-what = Wat zag je?
ask-flag-urgency = Hoe dringend is het?
ask-flag-send = Klopt dit zo?
flag-seen-names = Schelden of uitlachen
flag-seen-left-out = Iemand wordt buitengesloten
flag-seen-hurt = Duwen, slaan of schoppen
flag-seen-chased = Opwachten, achtervolgen of insluiten
flag-seen-things = Spullen afpakken of kapotmaken
flag-seen-phone = Filmen of iets met telefoons
flag-seen-other = Iets anders: ik leg het graag uit
flag-summary =
    Waar: { $place }
    Klas: { $label }
    Wat: { $seen }
    Hoe dringend: { $urgency }
    Je naam staat erbij.
flag-send = Versturen
flag-now-walk = Een bericht is geen alarm. Gaat het nu mis? Blijf erbij en haal een collega.
staff-urgency-now = Nu
staff-urgency-today = Vandaag
staff-urgency-normal = Kan wachten
staff-read-by = Dit wordt gelezen door { $name } ({ $title }), uiterlijk { $read_by }.
staff-read-by-deputy = Dit wordt gelezen door { $name } (neemt waar voor { $instead_of }), uiterlijk { $read_by }.
staff-read-by-nobody = Er is nu niemand die dit kan lezen. De beheerder hoort dat er iets ligt, niet wat.
staff-sent = Dank je wel. Dit is zaak { $number }. Die wordt gelezen door { $name }, uiterlijk { $read_by }. Je hoort wie het oppakt.
staff-sent-nobody = Dank je wel. Dit is zaak { $number }. Er is nu niemand die dit kan lezen. De beheerder weet ervan. Je hoort het zodra iemand het oppakt.

## Een nieuwe zaak

ask-new-class = In welke klas zit de leerling om wie het gaat?
ask-new-name = Om wie gaat het? Typ de naam, of sla dit over.
ask-new-story = Wat is er gebeurd? Kies een zin, of schrijf het zelf op. Heeft een leerling het verteld? Gebruik dan de woorden van de leerling.
ask-new-story-me = Wat is er gebeurd? Schrijf het in je eigen woorden. Je leest straks wie dit krijgt.
new-about-me = Het gaat om mijzelf
ask-new-urgency = Hoe dringend is het?
ask-new-concern = Gaat het over { $name }?
ask-new-concern-coach = Gaat het over de { $title } van de leerling?
new-concern-yes = Ja
new-concern-no = Nee
new-concern-unknown = Weet ik niet
new-fact-yes = Ja
new-fact-no = Nee
new-fact-unknown = Weet ik niet
ask-new-told = Van wie heb je dit gehoord? Wat een leerling jou in vertrouwen vertelt, blijft eerst bij de vertrouwenspersoon. Wat je zelf zag of van een ander hoorde, gaat dezelfde weg als bij elke collega.
new-told-pupil = Een leerling, in vertrouwen
new-told-self = Ik zag of hoorde het zelf
new-told-other = Een ouder, collega of iemand anders
new-told-line-self = Zelf gezien of gehoord.
new-told-line-other = Gehoord van een ouder, een collega of iemand anders.
ask-new-open = Zal ik de zaak openen?
new-summary =
    Klas: { $label }
    Leerling: { $name }
    Hoe dringend: { $urgency }
    Verteld:
new-no-name = nog niet opgeschreven
new-summary-own =
    Het gaat om jezelf.
    Hoe dringend: { $urgency }
    Verteld:

new-for-yourself = Je pakt deze zaak zelf op.
new-kept-by-reporter =
    Deze zaak houd je zelf. Je zet in het dossier wat je zag. De tekst daarvoor staat straks klaar. { $name ->
        [none] Blijkt het meer te zijn, dan geef je de zaak door.
       *[other] Blijkt het meer te zijn, dan geef je de zaak door aan { $name }.
    }
new-open-take = Openen, ik pak het op
new-open-hand = Openen en doorgeven
new-open-exclude = Een collega mag dit niet lezen
new-open-include = Toch iedereen laten lezen
ask-new-exclude = Welke collega mag dit niet lezen? Die hoort er niets van, en doet er niets in. Het gaat dan naar wie erna komt.
new-open-staff = Het gaat over iemand die hier werkt
new-open-told = Niet van een leerling gehoord
new-to-board = Dit moet van de wet meteen naar het bestuur, zonder iemand ertussen.
new-subjects-unknown = De naam is niet gezegd, of staat niet op de lijst van school. Kan het iemand zijn die dit leest? Ga dan terug.
new-sent = Dit is zaak { $number }. Die wordt gelezen door { $name }, uiterlijk { $read_by }.
new-sent-nobody = Dit is zaak { $number }. Er is nu niemand die dit kan lezen. De beheerder weet ervan.
new-opened = Zaak { $number } is open en staat op jouw naam.
heard-names = Uitgescholden of uitgelachen
heard-left-out = Buitengesloten
heard-hurt = Geduwd, geslagen of geschopt
heard-online = Online gepest, in een app of een game
heard-picture = Er gaat een foto of filmpje rond
heard-things = Spullen afgepakt of kapotgemaakt
heard-threat = Bedreigd of bang gemaakt
heard-staff = Het gaat over iemand die hier werkt
staff-new-not-for-you = Een zaak openen kan wie met zaken werkt. Met Flits geef je door wat je zag: dan opent de mentor de zaak.

## Mijn zaken

staff-cases = { $count ->
    [one] Je hebt 1 open zaak:
   *[other] Je hebt { $count } open zaken:
}
staff-case-line = Zaak { $number } · { $step } · uiterlijk { $day }
staff-cases-along = Bij een collega, jij leest mee:
staff-case-line-along = Zaak { $number } · { $step } · { $name ->
    [none] nu bij niemand
   *[other] bij { $name }
}
staff-case-line-left = Jij moet nog, uiterlijk { $day }: { $what }
staff-closed-case-line = Zaak { $number } · gesloten · nog te doen, uiterlijk { $day }: { $what }
staff-cases-more = En nog { $count }. Open die met /zaak en het nummer.
staff-case-button = Zaak { $number }
staff-no-cases = Je hebt geen open zaken.
staff-own-reports = Wat jij zelf meldde:
own-report-left = Bij melding { $number } staat nog een vraag open: { $what }.
own-report-go-on = Verder gaan bij melding { $number }
own-report-write = Schrijf over melding { $number }
staff-own-reports-none = Je hebt zelf niets gemeld.
staff-case-number-wanted = Typ het nummer erachter, zoals /zaak 12. Of typ /zaak nieuw voor een nieuwe zaak.
