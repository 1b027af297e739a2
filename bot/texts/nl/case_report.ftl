# Het begeleidingsverslag van een zaak: als tekst in de chat en als PDF. Voor medewerkers, zonder namen.

report-title = Begeleidingsverslag zaak { $number }
report-confidential = vertrouwelijk
report-warning-home = Let op: in dit verslag staat iets over thuis, of iets wat een leerling liever niet aan ouders vertelt. Ouders kunnen het dossier inzien. Overleg eerst met de aandachtsfunctionaris voordat je dit in het dossier zet.
report-page = pagina
report-page-of = van
report-emoji = (emoji)
report-protocol = Protocol
report-protocol-version = { $title }, versie { $version }
report-case = Zaak
report-period = Periode
report-from-to = { $start } tot { $end }
report-until-now = nu
report-reporter = Melding door
report-reporter-victim = een leerling, over zichzelf
report-reporter-witness = iemand die het zag of hoorde
report-reporter-parent = een ouder of verzorger
report-reporter-staff = een medewerker
report-pupils = Leerlingen
report-party-victim = wordt gepest
report-party-bully = zou pesten
report-party-follower = zou meedoen
report-party-bystander = heeft het gezien
report-outcome = Hoe het nu is
report-still-open = De zaak loopt nog ({ $step }).
report-steps = Stappen
report-steps-what = Stap of middel
report-steps-lead = Wie
report-steps-from = Vanaf
report-steps-until = Tot
report-nothing-yet = Hier is nog niets gedaan.
report-opened-step = Begonnen op { $on }. Wie de leiding heeft: { $lead }.
report-opened-intervention = Begonnen op { $on }. Wie het doet: { $lead }.{ $decider ->
    [none] {""}
   *[other] {" "}Wie beslist: { $decider }.
}
report-opened-to-come = Afgesproken voor { $on }. Wie het doet: { $lead }.{ $decider ->
    [none] {""}
   *[other] {" "}Wie beslist: { $decider }.
}
report-ended-with-case = Gestopt op { $on }, bij het sluiten van de zaak.
report-called-off = niet begonnen
report-records = Verslagen in het systeem van de school
report-records-on = Over
report-records-title = Titel en waarover
report-records-register = Waarin
report-record = { $title }: { $what }
report-records-entered = Ingevoerd
report-not-entered = nog niet
report-about-names = Leerlingen staan in dit verslag zonder naam en medewerkers met hun rol. Namen in notities zijn vervangen, voor zover de bot ze kent.
report-read-over = Lees dit na voordat je het bewaart of deelt: er kan een naam in staan die de bot niet kent.{ $pupils ->
    [none] {""}
   *[other] {" "}De naam is niet bekend van { $pupils }.
}
report-made-on = Gemaakt op { $on }.
report-name-left = (Hier staat een notitie met een naam erin. Ze staat bij “Namen en notities”.)
report-name-of-reporter = iemand die het meldde
report-name-of-colleague = een medewerker
report-yes = ja
report-no = nee
report-anybody = een medewerker van school
report-officer = aandachtsfunctionaris
report-deputy = { $role } (plaatsvervanger)
report-colleague = een collega
report-by = door: { $role }
report-with-parents = met de ouders van { $pupils }
report-with = met { $pupils }
report-until = { $one_day ->
    [yes] alleen die dag
   *[no] tot { $until }
}
report-every = { $days ->
    [one] elke dag opnieuw
    [7] elke week opnieuw
    [14] om de week opnieuw
    [21] elke 3 weken opnieuw
    [28] elke 4 weken opnieuw
   *[other] elke { $days } dagen opnieuw
}
report-channel-phone = telefonisch
report-channel-mail = per mail
report-channel-letter = per brief
report-channel-talk = in een gesprek
report-channel-meeting = tijdens een afspraak op school

report-written-note = Notitie
report-written-words = In eigen woorden van de leerling
report-written-view = Wat de ouders ervan vinden
report-written-place = Waar
report-written-reason = Reden

report-line-taken-up = Opgepakt
report-line-victim-known = Vastgesteld om welke leerling het gaat
report-line-pupil-added = Bij de zaak gezet: { $pupils } ({ $party })
report-line-jumped = Deze stap is op een ander moment begonnen dan gewoonlijk
report-line-track-changed = Vanaf hier hoort de zaak bij: { $what }
report-line-done = { $as_done ->
    [yes] { $what }
   *[no] Gedaan: { $what }
}
report-line-concluded = { $what }. Uitkomst: { $answer }
report-line-skipped = Overgeslagen: { $what }
report-line-consent-given = { $what }: de leerling vindt dit goed
report-line-consent-refused = { $what }: de leerling wil dit liever niet
report-line-date = Afgesproken voor { $until }: { $what }
report-line-tapered = Vanaf nu minder vaak: { $what }
report-line-taper-undone = Vanaf nu weer zo vaak als eerst: { $what }
report-line-gate-passed = { $what } Ja.
report-line-gate-not-passed = { $what } Nee.
report-line-gate-look-again = { $what } { $answer }.
report-line-handed-over = Overgedragen aan { $to }
report-line-postponed = Uitgesteld tot { $until }: { $what }
report-line-fact = { $asks ->
    [yes] Gevraagd: { $what } Antwoord: { $answer }.
   *[no] Vastgesteld: { $what }. Antwoord: { $answer }.
}
report-fact-home-unsafe = Is het voor een leerling thuis misschien niet veilig?
report-line-signal = Er is gemeld dat het weer misging
report-line-signals-handled = Het signaal is afgehandeld
report-line-entered = { $count ->
    [one] 1 verslag overgenomen in het systeem van de school
   *[other] { $count } verslagen overgenomen in het systeem van de school
}
report-line-started = Begonnen: { $what }
report-line-planned = Afgesproken dat dit begint op { $begins }: { $what }
report-line-called-off = Gaat niet door: { $what }
report-line-how-many = Zoveel leerlingen doen mee: { $number } ({ $what })
report-line-prolonged = Verlengd tot { $until }: { $what }
report-line-ended = Afgelopen: { $what }
report-line-declined = Niet ingezet: { $what }
report-line-home-contact = Besloten dat de school contact mag zoeken met thuis
report-line-home-no-contact = Besloten dat de school nu geen contact zoekt met thuis
report-line-watchers = { $what }. Wie oplet tot en met { $until }: { $to }
report-line-joined = Zaak { $number } gaat over hetzelfde en is hierbij gevoegd
report-line-closed = De zaak is gesloten: { $answer }
report-against = Eerder vastgelegd: { $what } { $answer }

## De keuze en het verschijnen in de chat

card-view-report = Begeleidingsverslag
small-card-report-text = Als tekst
small-card-report-pdf = Als PDF
small-card-report-away = Haal dit verslag nu weg
ask-report-name = Van { $pupil } is de naam niet bekend. Die kan dan in het verslag blijven staan, want de bot zoekt alleen naar namen die hij kent. Hoe heet de leerling? De naam komt niet in het verslag.
report-name-without = Verder zonder naam
report-names-kept = De naam is bewaard bij “{ small-card-notes }”. Hij komt niet in het verslag.
report-being-made = Het begeleidingsverslag van zaak { $number } komt hier.
report-caption = Begeleidingsverslag van zaak { $number }, zonder de namen die de bot kent. Lees het na: er kan nog een naam in staan. Bewaar het in het dossier op school en niet op je telefoon. Dit verdwijnt na { $minutes } minuten.
report-not-made = Het begeleidingsverslag van zaak { $number } kon niet worden gemaakt. Probeer het later nog eens, of kies “Als tekst”.
report-taken-away = Dit verslag is weg.
report-file-name = begeleidingsverslag-zaak-{ $number }.pdf
toast-report-shown = Het verslag staat al hieronder.
