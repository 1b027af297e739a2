# Samen aan een zaak: contact met ouders, een tekst voor ouders, wie meekijkt, en zaken die over hetzelfde gaan.
# Voor medewerkers. Zonder namen van leerlingen: alleen een woord dat in een tekst gevonden is, wordt herhaald.

## Op de kaart

card-button-parents = Gedaan: { $what }
small-card-parent-text = Tekst voor ouders
card-button-watch = Wie kijkt mee? { $what }
small-card-watch = Wie kijkt mee?
small-card-join = Hoort bij een andere zaak
card-watchers = { $count ->
    [one] Een collega kijkt mee, tot en met { $until }.
   *[other] { $count } collega’s kijken mee, tot en met { $until }.
}
card-joined = Zaak { $number } hoort hierbij.

## De klas van een leerling

ask-case-class = In welke klas zit deze leerling?
ask-case-which-class = Welke klas is dat?
case-class-same = Dezelfde klas ({ $label })
case-class-other = Een andere klas

## Contact met ouders

ask-parents-used = Heb je { $family } hiermee al bereikt? Dan noteer ik dat erbij.
parents-used-in = Ja: { $what }
parents-used-later = Ik heb nog niet gebeld
parents-not-yet = Goed. De tekst blijft bewaard bij “Namen en notities”. Heb je de ouders bereikt? Noteer het dan op de kaart.
ask-parents-of = Met welke ouders was dat? Vink aan, en tik dan op Verder.
parents-of-nobody = Vink eerst aan met welke ouders het was.
parents-family = de ouders van { $pupil }
ask-parents-channel = Hoe heb je de ouders bereikt?
parents-channel-asked = Het protocol noemt: { $how }.
parents-by-phone = Telefoon
parents-by-mail = Mail
parents-by-letter = Brief
parents-by-talk = Gesprek
parents-by-meeting = Bijeenkomst
ask-parents-view = Wat vinden de ouders ervan? Schrijf het kort op, of sla dit over.

## Een tekst voor ouders

ask-text-family = Voor welke ouders is de tekst? Maak voor elk gezin een eigen tekst.
ask-parent-text = Typ of plak de tekst, of wat je gaat zeggen. Ik kijk of er een naam van een andere leerling in staat. De bot stuurt zelf niets aan ouders.
parent-text-earlier = Je notitie van { $on }
parent-text-name = Hier staat “{ $name }”. Zo heet misschien iemand anders in deze zaak, of die naam staat in een melding of notitie. Ouders horen van school geen naam van een ander kind.
parent-text-no-name-left = In de tekst staat nu geen naam van een ander meer.
ask-text-named = Typ meteen een betere tekst, of kies hieronder. Je tekst blijft staan. Je kunt ook je eigen bericht hierboven wijzigen.
text-named-change = Ik pas de tekst aan
text-named-ordinary = Dat is hier een gewoon woord
text-named-go-on = Verder met deze tekst
ask-text-reason = Waarom is “{ $word }” hier geen naam? Schrijf dat in een zin op. Het wordt bij de zaak bewaard.
parent-text-passed = { $on }, tekst voor ouders ({ $what }): “{ $word }” is hier een gewoon woord. Reden: { $reason }
parent-text-coming = Zaak { $number }: hier komt je tekst voor de ouders.
parent-text-kept = Hierboven staat je tekst voor de ouders van { $pupil }. Kopieer hem binnen { $minutes } minuten; daarna haal ik hem hier weg. De tekst is bewaard bij “Namen en notities”.
parent-text-unknown = { $count ->
    [one] Van 1 leerling van deze zaak weet ik de naam niet. Kijk zelf na of die in de tekst staat.
   *[other] Van { $count } leerlingen van deze zaak weet ik de naam niet. Kijk zelf na of die in de tekst staan.
}
parent-text-known-only = Ik ken alleen de namen die in deze zaak staan. Lees het zelf na.
parent-text-not-now = Contact met deze ouders past nu niet in de zaak. Er is niets bewaard.
parent-text-not-shown = Je tekst voor de ouders bij zaak { $number } kon niet worden getoond. Je vindt hem bij “Namen en notities” van de zaak.
text-taken-away = Deze tekst is weg. Je vindt hem bij “Namen en notities” van de zaak.
notes-apart = Los opgeschreven

## Wie kijkt mee?

ask-watch-who = Wie kijkt mee? Vink collega’s aan, en tik dan op Verder. Zij horen alleen waar en tot wanneer.
ask-watch-where = Waar kijken zij mee? Vink plekken aan, en tik dan op Verder.
watch-everywhere = Overal op school
watch-where-missing = Vink eerst een plek aan, of kies “Overal op school”.
ask-watch-until = Tot en met wanneer? Tik, of typ een dag zoals 3-11 of 3 november.
watch-until-look-back = Tot je terugkijkt: { $day }
watch-until-weeks = { $weeks ->
    [one] 1 week
   *[other] { $weeks } weken
}
watch-nobody-to-ask = Er is nu geen collega met een account die kan meekijken.
watch-not-on-this-line = Deze zaak blijft bij wie er nu aan werkt. Collega’s kunnen daarom niet meekijken.
watch-asked =
    Wil je tot en met { $until } extra opletten? Waar: { $place }.
    Let op duwen, schelden, uitlachen, buitensluiten of opwachten, en op wie alleen staat. Zie je iets? Tik dan op “Ik zag iets”.
    Waarom, zeg ik er niet bij: dat blijft bij de collega’s die eraan werken.
watch-agreed = Fijn dat je oplet, tot en met { $until }. Waar: { $place }. Zie je iets? Tik dan op “Ik zag iets”.
watch-declined = Goed dat je het zegt. Je collega hoort het en vraagt iemand anders.
watch-cannot = Zaak { $number }: { $name } kan niet meekijken. Wil je iemand anders vragen? Dat kan op de kaart, bij “Wie kijkt mee?”.
small-watch-yes = Ja, dat doe ik
small-watch-no = Nee, dat lukt niet
watch-over = De periode waarin je extra oplette, is voorbij. Dank je wel. Zie je nog iets? Gebruik dan Flits.
watch-is-over = De periode waarin je meekeek, is voorbij. Geef het door met deze flits, dan gaat het niet verloren.
watch-thanks = Dank je wel. Je melding gaat nu meteen naar { $name }.
watch-thanks-closed = Dank je wel. Je melding gaat naar { $name }, maar op school leest nu niemand dit.
watch-thanks-nobody = Dank je wel. Het is bewaard.
small-watch-seen = Ik zag iets

## Twee zaken over hetzelfde

ask-join-other = Bij welke zaak hoort deze? Je ziet alleen zaken die jij ook leest.
ask-join-sure = Zaak { $number } gaat dicht en hoort dan bij zaak { $other }. De meldingen en de leerlingen gaan mee. Elke melder die te bereiken is, hoort het nieuwe nummer van de melding, en niets over een andere melding. Met elke melder blijf je apart praten. Klopt dat?
join-other-step = Zaak { $other } is nu bij “{ $step }”.
join-same-about = Bij zaak { $number } staat { $pupil }. Misschien staat die ook al bij zaak { $other }. De namen zie je op de kaart van elke zaak, bij “Meer…”, “Namen en notities”.
ask-join-same = Wie is dit?
join-pupil-of-class = { $pupil } ({ $label })
join-same-as = Dezelfde als { $pupil }
join-same-new = Een ander: voeg toe
join-same-second = Een ander, die het ook overkwam
join-sure-yes = Ja, dit is hetzelfde
join-sure-no = Nee, een andere zaak
join-joined = Zaak { $number } is dicht en hoort nu bij zaak { $other }. Daar gaat het verder.
join-option = Zaak { $number } · { $step } · sinds { $day }
join-no-other = Er is geen andere open zaak die jij leest en waar zaak { $number } bij kan horen.
join-not-any-more = Dat kan nu niet meer. Er is niets veranderd.
join-another-way = Dat kan niet. De ene zaak lezen andere mensen dan de andere. Laat het twee zaken blijven.
join-somebody-barred = Dat kan niet. Bij zaak { $other } leest iemand mee die deze zaak niet mag lezen. Laat het twee zaken blijven.
join-reason = Dit hoort bij zaak { $other }.
