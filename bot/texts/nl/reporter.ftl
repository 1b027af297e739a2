# Wat leerlingen en ouders lezen terwijl ze melden en daarna. Kort, warm en eerlijk; nooit een verwijt.
# `.u` is dezelfde tekst voor een ouder.

## Het begin

welcome =
    Hoi, ik ben Meldmaatje van { $school }: een mens leest wat je vertelt, meestal de { $coach }. Dat het geheim blijft, kan ik niet beloven. Is er nu gevaar, bel dan { $emergency } of typ /hulp.
    .u = Welkom, ik ben Meldmaatje van { $school }: een mens leest wat u vertelt, meestal de { $coach }. Dat het geheim blijft, kan ik niet beloven. Is er nu gevaar, bel dan { $emergency } of typ /hulp.
ask-about =
    Over wie gaat het?

    Je ziet wie het leest voordat je iets verstuurt.
    .u =
    Over wie gaat het?

    U ziet wie het leest voordat u iets verstuurt.
about-me = Over mij
about-other = Over iemand anders
about-help = 🆘 Ik heb nu hulp nodig
about-parent = Ik ben een ouder
resume-welcome =
    Fijn dat je er weer bent. Je was hier gebleven. Alles wat je vertelde staat er nog.
    .u = Fijn dat u er weer bent. U was hier gebleven. Alles wat u vertelde staat er nog.

## Welke klas

ask-class-me =
    In welke klas zit je?
    .u = In welke klas zit de leerling om wie het gaat?
ask-class-other =
    In welke klas zit degene om wie het gaat?
    .u = In welke klas zit de leerling om wie het gaat?
class-unknown = Weet ik niet
class-not-a-pupil = Het gaat niet om een leerling
class-not-a-pupil-me = Ik ben geen leerling
class-for-other = Ik vraag dit voor iemand anders

## Wat er gebeurt

story-not-told =
    Het geeft niet als je het nog niet weet of niet durft te zeggen. Een zin hieronder kiezen mag ook. Je ziet eerst wie het leest.
    .u = Het geeft niet als u het nog niet weet of liever niet zegt. Een zin hieronder kiezen mag ook. U ziet eerst wie het leest.
story-offered =
    Je typte net: ‘{ $words }’. Dat staat al in je verhaal. Is dat alles? Tik dan op ‘{ button-keep }’. Wat je nu typt of kiest, komt erbij.
    .u = U typte net: ‘{ $words }’. Dat staat al in uw verhaal. Is dat alles? Tik dan op ‘{ button-keep }’. Wat u nu typt of kiest, komt erbij.
story-told =
    Je vertelde: ‘{ $words }’. Is dat goed? Tik dan op ‘{ button-keep }’. Wat je nu typt of kiest, komt in de plaats hiervan.
    .u = U vertelde: ‘{ $words }’. Is dat goed? Tik dan op ‘{ button-keep }’. Wat u nu typt of kiest, komt in de plaats hiervan.
ask-story-me =
    Wat is er gebeurd? Typ het in je eigen woorden. Het mag kort.

    Lukt typen niet? Kies dan een zin.
    .u =
    Wat is er gebeurd? Typ het in uw eigen woorden. Het mag kort.

    Lukt typen niet? Kies dan een zin.
ask-story-other =
    Wat heb je gezien of gehoord? Typ het in je eigen woorden. Het mag kort.

    Lukt typen niet? Kies dan een zin.
    .u =
    Wat is er gebeurd? Typ het in uw eigen woorden. Het mag kort.

    Lukt typen niet? Kies dan een zin.
ask-story-help =
    Wat gebeurt er nu, en waar? Een paar woorden zijn genoeg.
    .u = Wat gebeurt er nu, en waar? Een paar woorden zijn genoeg.
ready-me-names = Ik word uitgescholden of uitgelachen
ready-me-left-out = Ik word buitengesloten
ready-me-hurt = Ik word geduwd, geslagen of geschopt
ready-me-online = Online doen ze gemeen tegen mij
ready-me-picture = Er gaat een foto of filmpje van mij rond
ready-me-things = Mijn spullen worden afgepakt of kapotgemaakt
ready-me-threat = Ik word bedreigd
ready-me-staff = Iemand die hier werkt doet naar tegen mij
ready-other-names = Iemand wordt uitgescholden of uitgelachen
ready-other-left-out = Iemand wordt buitengesloten
ready-other-hurt = Iemand wordt geduwd, geslagen of geschopt
ready-other-online = Online doen ze gemeen tegen iemand
ready-other-picture = Er gaat een foto of filmpje van iemand rond
ready-other-things = Spullen van iemand worden afgepakt of kapotgemaakt
ready-other-threat = Iemand wordt bedreigd
ready-other-staff = Iemand die hier werkt doet naar tegen iemand

## Mag school weten wie je bent

ask-contact =
    Goed dat je dit vertelt. Mag de { $coach } weten wie je bent?
    .u = Goed dat u dit vertelt. Mag de { $coach } weten wie u bent?
ask-contact-reader =
    Goed dat je dit vertelt. Mag degene die dit leest, weten wie je bent?
    .u = Goed dat u dit vertelt. Mag degene die dit leest, weten wie u bent?
contact-ways =
    • Mijn naam: je zegt zo hoe je heet. Je krijgt hier antwoord.
    • Antwoord mij hier: school ziet geen naam. Je krijgt hier antwoord.
    • Een code: je krijgt vijf woorden. Daarmee kijk je zelf of er antwoord is.
    • Geen contact: school kan je niets vragen en niets terugzeggen.
    .u =
    • Mijn naam: u zegt zo hoe u heet. U krijgt hier antwoord.
    • Antwoord mij hier: school ziet geen naam. U krijgt hier antwoord.
    • Een code: u krijgt vijf woorden. Daarmee kijkt u zelf of er antwoord is.
    • Geen contact: school kan u niets vragen en niets terugzeggen.
contact-honest =
    Zonder naam ziet school niet wie je bent. Telegram ziet dat wel. Is iemand in gevaar, dan moet school iets doen.
    .u = Zonder naam ziet school niet wie u bent. Telegram ziet dat wel. Is iemand in gevaar, dan moet school iets doen.
contact-name = Mijn naam
contact-here = Antwoord mij hier
contact-code = Een code
contact-none = Geen contact
ask-own-name =
    Hoe heet je?
    .u = Hoe heet u?
ask-both-names =
    Hoe heet je? En weet je hoe degene heet om wie het gaat? Zet die naam erbij.
    .u = Hoe heet u? En hoe heet de leerling om wie het gaat? Zet die naam erbij.
ask-both-names-staff =
    Hoe heet je? En weet je hoe degene heet die het overkomt? Zet die naam erbij.
    .u = Hoe heet u? En hoe heet de leerling die het overkomt? Zet die naam erbij.
own-name-alone =
    Wil je hier alleen je naam typen?
    .u = Wilt u hier alleen uw naam typen?
victim-name-alone =
    Wil je hier alleen de naam typen? Of sla dit over.
    .u = Wilt u hier alleen de naam typen? Of sla dit over.
ask-victim-name =
    Weet je hoe degene heet om wie het gaat? Typ de naam, of sla dit over.
    .u = Hoe heet de leerling om wie het gaat? Typ de naam, of sla dit over.
ask-victim-name-staff =
    Weet je hoe degene heet die het overkomt? Typ de naam, of sla dit over.
    .u = Hoe heet de leerling die het overkomt? Typ de naam, of sla dit over.

## Gaat het over iemand die op school werkt

ask-concern-person =
    Gaat het over { $name }? Doet diegene iets naars, of overkomt het diegene zelf? Dan leest diegene dit niet. We vragen dit aan iedereen die een naam of functie noemt.
ask-concern-confidant =
    Gaat het over { $name }? Wil je juist dat diegene dit leest? Tik dat dan aan. Doet diegene iets naars, of overkomt het diegene zelf? Dan leest diegene dit niet. We vragen dit aan iedereen die een naam of functie noemt.
    .u = Gaat het over { $name }? Wilt u juist dat diegene dit leest? Tik dat dan aan. Doet diegene iets naars, of overkomt het diegene zelf? Dan leest diegene dit niet. We vragen dit aan iedereen die een naam of functie noemt.
ask-concern-own-name =
    Bedoel je met die naam iemand die hier werkt: { $name }? Zo niet, dan gaan we gewoon verder.
    .u = Bedoelt u met die naam iemand die hier werkt: { $name }? Zo niet, dan gaan we gewoon verder.
ask-concern-unknown-coach =
    Gaat het over een { $title }? Dan leest geen enkele { $title } dit. We vragen het omdat je dat woord noemde.
    .u = Gaat het over een { $title }? Dan leest geen enkele { $title } dit. We vragen het omdat u dat woord noemde.
ask-concern-somebody =
    Gaat het over iemand die hier op school werkt? Doet diegene iets naars? Dat bepaalt wie het leest. We vragen het omdat je schreef over iemand die op een school werkt.
    .u = Gaat het over iemand die hier op school werkt? Doet diegene iets naars? Dat bepaalt wie het leest. We vragen het omdat u schreef over iemand die op een school werkt.
ask-concern-done = Dit hoeft niet meer. We kunnen door.
concern-no = Nee
concern-yes-person = Ja, { $name } doet iets naars
concern-yes-coach = Ja, een { $title } doet iets naars
concern-yes-somebody = Ja, iemand die hier werkt doet iets naars
concern-yes-somebody-apart = Ja, en de directie mag dit niet lezen
concern-no-named = Nee, ik noem die alleen
concern-no-bullied = Nee, het overkomt diegene zelf
concern-wanted = Nee, ik wil juist dat { $name } dit leest
concern-unread = Die mag dit alleen niet lezen
concern-no-own-name =
    Nee, dit is mijn eigen naam
    .u = Nee, zo heet ik, of de leerling
concern-on = Verder
concern-no-name =
    Iemand die hier werkt, liever geen naam
ask-staff-who =
    Goed dat je dit vertelt. Wie is het? Typ de naam. Staat die op de lijst van school, dan leest diegene dit niet.

    Liever geen naam? Dat mag ook.
    .u =
    Goed dat u dit vertelt. Wie is het? Typ de naam. Staat die op de lijst van school, dan leest diegene dit niet.

    Liever geen naam? Dat mag ook.
ask-staff-who-name =
    Wil je alleen de naam typen? Of tik op ‘{ staff-who-no-name }’. Dat is ook goed.
    .u = Wilt u alleen de naam typen? Of tik op ‘{ staff-who-no-name }’. Dat is ook goed.
ask-staff-words =
    Goed dat je dit vertelt. Het is wel meer dan een naam. Zal ik het bij het verhaal zetten?

    ‘{ $words }’
    .u =
    Goed dat u dit vertelt. Het is wel meer dan een naam. Zal ik het bij het verhaal zetten?

    ‘{ $words }’
staff-words-story = Ja, zet het bij het verhaal
staff-words-person = Het gaat om { $name }
staff-words-name = Dit is wel de naam
staff-words-away = Nee, gooi het weg
staff-who-no-name = Liever geen naam
staff-who-not-staff = Toch niet iemand die hier werkt
ask-sexual =
    Gaat het over aanraken op een manier die niet fijn is? Of over seksuele opmerkingen, of zulke berichten of foto’s?

    We vragen dit omdat het bepaalt wie het leest. ‘Weet ik niet’ mag ook: dan leest dezelfde persoon het als bij ‘Ja’. Het is nooit de schuld van een leerling.

    Gaat het over iets anders, zoals schreeuwen, slaan, plagen of een oneerlijk cijfer? Kies dan ‘Nee’. Ook dat nemen we serieus.
ask-management =
    Gaat het ook over de directie? Of twijfel je of de directie dit goed oppakt? Met de directie bedoelen we: { $names }.

    { $unknown ->
        [counts] Bij ‘Ja’ of ‘Weet ik niet’ leest de directie dit niet.
       *[reads] Bij ‘Ja’ leest de directie dit niet.
    } Straks zie je wie het wel leest.
    .u =
    Gaat het ook over de directie? Of twijfelt u of de directie dit goed oppakt? Met de directie bedoelen we: { $names }.

    { $unknown ->
        [counts] Bij ‘Ja’ of ‘Weet ik niet’ leest de directie dit niet.
       *[reads] Bij ‘Ja’ leest de directie dit niet.
    } Straks ziet u wie het wel leest.
staff-yes = Ja
staff-no = Nee
staff-unknown = Weet ik niet
told-concern-yes = Gaat het over { $name }? Antwoord: ja, { $name } doet iets naars.
told-concern-bullied = Gaat het over { $name }? Antwoord: nee, het overkomt { $name } zelf.
told-concern-coach = Gaat het over een { $title }? Antwoord: ja, een { $title } doet iets naars. Welke, is niet gezegd.
told-staff-unnamed = Het gaat om iemand die hier werkt, zonder naam.
told-sexual-yes = Gaat het over aanraken, seksuele opmerkingen, of zulke berichten of foto’s? Antwoord: ja.
told-sexual-no = Gaat het over aanraken, seksuele opmerkingen, of zulke berichten of foto’s? Antwoord: nee.
told-sexual-unknown = Gaat het over aanraken, seksuele opmerkingen, of zulke berichten of foto’s? Antwoord: weet ik niet.
told-sexual-unanswered = Gaat het over aanraken, seksuele opmerkingen, of zulke berichten of foto’s? Daar is nog geen antwoord op.
told-management-yes = Gaat het over de directie, of is er twijfel of die dit goed oppakt? Antwoord: ja.
told-management-no = Gaat het over de directie, of is er twijfel of die dit goed oppakt? Antwoord: nee.
told-management-unknown = Gaat het over de directie, of is er twijfel of die dit goed oppakt? Antwoord: weet ik niet.
sexual-afterwards =
    Gaat het over aanraken op een manier die niet fijn is? Of over seksuele opmerkingen, of zulke berichten of foto’s? Typ dan straks /melden en kies de zin over iemand die hier werkt. Dan gaat het meteen naar wie het moet weten.
staff-afterwards =
    Deze melding is al afgerond. Typ straks /melden en kies de zin over iemand die hier werkt. Dan leest iemand het die dat mag weten.
staff-help-lines =
    Wil je hierover praten met iemand van buiten school? Dat kan hier. De Vertrouwensinspectie helpt als het gaat om iemand die op een school werkt.
    .u = Wilt u hierover praten met iemand van buiten school? Dat kan hier. De Vertrouwensinspectie helpt als het gaat om iemand die op een school werkt.

## Vlak voor het versturen

send-title =
    Dit ga je versturen:
    .u = Dit gaat u versturen:
reader-with-title = { $name } ({ $title })
reader-standing-in = { $name } (vervangt { $of })
informed-line = • { $name } ({ $title }, { $from_step })
informed-line-standing-in = • { $name } (vervangt { $of }, { $from_step })
summary-lines =
    { $about }
    { $place }
    { $contact }
summary-about-me = Gaat over: jezelf
    .u = Gaat over: uzelf
summary-about-other = Gaat over: iemand anders
summary-about-parent = U meldt als ouder
summary-class = Klas: { $label }
summary-class-unknown = Klas: niet bekend
summary-class-not-a-pupil = Gaat niet om een leerling
summary-contact-name =
    Contact: met je naam ({ $name })
    .u = Contact: met uw naam ({ $name })
summary-victim-name = Het gaat om: { $name }
summary-staff-who = Wie het doet: { $name }
summary-by-whom = Wie doet het: { $told }
summary-where = Waar: { $told }
summary-since = Sinds wanneer: { $told }
summary-wish = Wat zou helpen: { $told }
summary-contact-here = Contact: antwoord hier, zonder naam
summary-contact-code = Contact: met een code, zonder naam
summary-contact-none = Contact: geen
summary-pictures = { $count ->
    [one] En 1 foto
   *[other] En { $count } foto’s
}
send-cannot-wait = Dit kan niet wachten. Dat staat erbij voor wie het leest.
send-first-reader = 👤 { $reader } leest het als eerste. Dat gebeurt uiterlijk { $read_by }.
send-deputy = Lukt dat niet, dan leest { $reader } het.
send-also-told = Deze mensen horen meteen dat er een melding is, en mogen die lezen: { $people }
send-informed =
    Deze mensen horen het ook, als de zaak zo ver komt:
    { $people }
send-absent = Let op: { $name } is er nu niet. Daarom leest iemand anders het.
send-school-closed = Let op: school is dicht. Vanaf { $until } is er weer iemand.
send-school-closes = Let op: { $days } is school dicht. { $when ->
    [today] Vandaag is er nog iemand.
    [before] Op { $day } is er nog iemand.
   *[after] Daarna is er weer iemand.
}
send-closed-days = van { $first } tot en met { $last }
send-closed-day = op { $day }
send-excluded = Dit wordt niet gelezen door { $names }.
send-subjects =
    Je zei dat het gaat over { $names }. { $count ->
        [one] Diegene leest dit niet en krijgt hier geen bericht over.
       *[other] Zij lezen dit niet en krijgen hier geen bericht over.
    }
    .u =
    U zei dat het gaat over { $names }. { $count ->
        [one] Diegene leest dit niet en krijgt hier geen bericht over.
       *[other] Zij lezen dit niet en krijgen hier geen bericht over.
    }
send-subjects-unknown = We weten niet wie het is. Gaat het over iemand die hierboven staat? Tik dan op ‘{ send-exclude }’.
send-no-go-between =
    Dit moet van de wet meteen naar het bestuur, de baas van de hele school, zonder iemand ertussen. Daarom kun je hier de { $title } niet kiezen. Met de { $title } praten mag altijd.
    .u = Dit moet van de wet meteen naar het bestuur, de baas van de hele school, zonder iemand ertussen. Daarom kunt u hier de { $title } niet kiezen. Met de { $title } praten mag altijd.
send-board-missing = Dit is voor het bestuur. Daar is nu niemand die het hier kan lezen. Daarom leest { $reader } het.
send-board-missing-by-law =
    Dit moet van de wet meteen naar het bestuur. Daar is nu niemand die het hier kan lezen. Daarom leest { $reader } het, en die moet het meteen doorgeven. Je kunt ook zelf bellen: de nummers staan hieronder.
    .u = Dit moet van de wet meteen naar het bestuur. Daar is nu niemand die het hier kan lezen. Daarom leest { $reader } het, en die moet het meteen doorgeven. U kunt ook zelf bellen: de nummers staan hieronder.
send-nobody-left =
    Er blijft niemand over die dit mag lezen. De beheerder hoort dan alleen dat er een melding is, niet wat erin staat.
ask-send =
    Versturen? Je kunt ook zelf kiezen wie het niet leest. Wil je nog iets toevoegen? Typ het gewoon.
    .u = Versturen? U kunt ook zelf kiezen wie het niet leest. Wilt u nog iets toevoegen? Typ het gewoon.
ask-send-as-it-is =
    Versturen? Wil je nog iets toevoegen? Typ het gewoon.
    .u = Versturen? Wilt u nog iets toevoegen? Typ het gewoon.
ask-send-nobody =
    Wil je het zo versturen? Misschien kies je liever iemand die het wel mag lezen.
    .u = Wilt u het zo versturen? Misschien kiest u liever iemand die het wel mag lezen.
ask-send-call =
    Wil je het zo versturen? Wacht niet op school: bel ook een nummer dat hierboven staat.
    .u = Wilt u het zo versturen? Wacht niet op school: bel ook een nummer dat hierboven staat.
send-send = ✅ Versturen
send-urgent = 🆘 Dit kan niet wachten
send-can-wait = Dit kan toch wachten
send-more = Eerst meer vertellen
send-child = Naam van de leerling
send-child-unnamed = De naam van de leerling staat er nog niet bij. Wilt u die erbij zetten? Tik op ‘{ send-child }’.
send-staff = Het gaat om iemand die hier werkt
send-confidant = Liever naar de { $title }
send-coach = Toch naar { $reader }
send-not-confidant = Toch niet naar de { $title }
send-exclude = Iemand mag dit niet lezen
send-include = Toch iedereen laten lezen
send-change = Iets veranderen
ask-exclude =
    Wie mag dit niet lezen?
exclude-person = Niet { $reader }
ask-change =
    Wat wil je veranderen?
    .u = Wat wilt u veranderen?
change-about = Over wie het gaat
change-class = De klas
change-story = Wat er is gebeurd
change-contact = Contact met school
change-staff = Het gaat om iemand die hier werkt
change-staff-said = Wat ik zei over iemand die hier werkt
promise-changed =
    Er is intussen iets veranderd. Kijk nog even wie het nu leest.
    .u = Er is intussen iets veranderd. Kijkt u nog even wie het nu leest.
options-changed =
    Die keuze is er niet meer. Kies opnieuw.

## Verstuurd

thanks =
    Dank je wel. Het is verstuurd. Uiterlijk { $read_by } leest { $reader } het.
    .u = Dank u wel. Het is verstuurd. Uiterlijk { $read_by } leest { $reader } het.
thanks-nobody-left =
    Dank je wel. Het is verstuurd. Er is nu niemand die het mag lezen. Uiterlijk { $read_by } zoekt de beheerder iemand.
    .u = Dank u wel. Het is verstuurd. Er is nu niemand die het mag lezen. Uiterlijk { $read_by } zoekt de beheerder iemand.
thanks-name =
    Je hoort het hier als het gelezen is. Je kunt hier ook terugschrijven.
    .u = U hoort het hier als het gelezen is. U kunt hier ook terugschrijven.
thanks-here =
    Je hoort het hier als het gelezen is. Je kunt hier ook terugschrijven. School ziet niet wie je bent.
    .u = U hoort het hier als het gelezen is. U kunt hier ook terugschrijven. School ziet niet wie u bent.
thanks-code =
    School ziet niet wie je bent. Wil je weten hoe het gaat? Typ /code met je vijf woorden erachter.
    .u = School ziet niet wie u bent. Wilt u weten hoe het gaat? Typ /code met uw vijf woorden erachter.
thanks-none =
    School ziet niet wie je bent en kan je niets terugzeggen. Is er meer? Dan mag je altijd opnieuw melden.
    .u = School ziet niet wie u bent en kan u niets terugzeggen. Is er meer? Dan mag u altijd opnieuw melden.
thanks-your-code =
    Je code is: { $code }

    Schrijf deze woorden ergens op. Niemand kan ze voor je opzoeken. Met ‘snel weg’ gaat ook dit bericht weg.
    .u =
    Uw code is: { $code }

    Schrijf deze woorden ergens op. Niemand kan ze voor u opzoeken. Met ‘snel weg’ gaat ook dit bericht weg.
thanks-keep-messages =
    Krijg je gemene berichten? Antwoord niet op die berichten. Gooi niets weg. Bewaar ze eerst, blokkeer daarna.
    .u = Zijn er gemene berichten? Antwoord niet op die berichten. Gooi niets weg. Bewaar ze eerst, blokkeer daarna.
thanks-keep-words =
    Krijg je gemene berichten? Antwoord niet op die berichten en gooi ze niet weg. Is er een foto of filmpje waarop iemand bloot is? Bewaar die foto niet en stuur hem niet door. Het is niet jouw schuld.
    .u = Zijn er gemene berichten? Antwoord niet op die berichten en gooi ze niet weg. Is er een foto of filmpje waarop iemand bloot is? Bewaar die foto niet en stuur hem niet door. Het is niet uw schuld.
too-many-reports =
    Er kwamen vandaag veel meldingen van jou. Morgen kan het weer. Is er nu gevaar? Bel 112.
    .u = Er kwamen vandaag veel meldingen van u. Morgen kan het weer. Is er nu gevaar? Bel 112.

## Meer vertellen

ask-offer =
    Wil je nog iets vertellen? Een foto laten zien, of wie het doet en waar? Het hoeft niet.
    .u = Wilt u nog iets vertellen? Een foto laten zien, of wie het doet en waar? Het hoeft niet.
ask-offer-staff =
    Wil je nog iets vertellen? Een foto laten zien, of waar het gebeurt? Het hoeft niet.
    .u = Wilt u nog iets vertellen? Een foto laten zien, of waar het gebeurt? Het hoeft niet.
offer-yes = Ja, ik vertel meer
offer-no = Nee, zo is het goed
ask-nude =
    Wil je een foto of schermafdruk laten zien? Zeg dan eerst: is er iemand bloot op te zien?
    .u = Wilt u een foto of schermafdruk laten zien? Zeg dan eerst: is er iemand bloot op te zien?
nude-no = Nee, niemand is bloot
nude-yes = Ja, iemand is bloot
nude-unknown = Weet ik niet
nude-none = Ik heb geen foto
told-nude-yes = De melder zegt: op een foto is iemand bloot.
told-nude-unknown = De melder weet niet of er op een foto iemand bloot is.
ask-nude-help =
    Stuur die foto niet naar ons en ook niet naar iemand anders. Het is niet jouw schuld, en ook niet van wie erop staat. Vertel ons alleen in woorden wat er gebeurt.
    .u = Stuur die foto niet naar ons en ook niet naar iemand anders. Het is niet uw schuld, en ook niet van wie erop staat. Vertel ons alleen in woorden wat er gebeurt.
nude-pictures-gone = { $count ->
    [one] De foto die je eerder stuurde, heb ik ook weggehaald, omdat er misschien iemand bloot op staat.
   *[other] De foto’s die je eerder stuurde, heb ik ook weggehaald, omdat er misschien iemand bloot op staat.
}
    .u = { $count ->
        [one] De foto die u eerder stuurde, heb ik ook weggehaald, omdat er misschien iemand bloot op staat.
       *[other] De foto’s die u eerder stuurde, heb ik ook weggehaald, omdat er misschien iemand bloot op staat.
    }
nude-help-line =
    Helpwanted helpt om zo’n foto weg te krijgen. Dat is gratis en je hoeft je naam niet te zeggen: { $site }, { $number }.
    .u = Helpwanted helpt om zo’n foto weg te krijgen. Dat is gratis en u hoeft uw naam niet te zeggen: { $site }, { $number }.
nude-help-on = Verder zonder foto
ask-pictures =
    Stuur de foto’s maar. Het mogen er meer zijn. Tik op Klaar als je ze allemaal hebt gestuurd.
    .u = Stuur de foto’s maar. Het mogen er meer zijn. Tik op Klaar als u ze allemaal hebt gestuurd.
ask-by-whom =
    Wie doet dit? Een naam of een paar woorden is genoeg. Weet je het niet, sla het dan over.
    .u = Wie doet dit? Een naam of een paar woorden is genoeg. Weet u het niet, sla het dan over.
ask-where =
    Waar gebeurt het? Kies of typ.
where-class = In de klas
where-hallway = Op de gang of de trap
where-yard = Op het plein
where-changing-room = In de kleedkamer
where-way-home = Onderweg
where-phone = Op de telefoon
ask-since = Sinds wanneer? Kies of typ.
since-today = Sinds vandaag
since-week = Deze week
since-weeks = Een paar weken
since-months = Al maanden
ask-wish =
    Wat zou jou helpen? Kies of typ.
    .u = Wat zou helpen? Kies of typ.
wish-stop = Dat het stopt
wish-talk = Met iemand praten
wish-listen = Dat iemand het weet
wish-safe = Dat de school weer veilig voelt
ask-school-trust =
    Zeg je nee? Dan leest je { $title } vanaf nu niet meer wat je vertelt. Iemand anders op school helpt je dan.
    .u = Zegt u nee? Dan leest de { $title } vanaf nu niet meer wat u vertelt. Iemand anders op school helpt dan.
ask-school-over =
    Deze vraag hoeft niet meer. Tik op Overslaan.
contact-passed-by =
    Goed dat je dit zegt. Je { $title } leest vanaf nu niet meer wat je vertelt.
    .u = Goed dat u dit zegt. De { $title } leest vanaf nu niet meer wat u vertelt.
contact-stays-passed-by =
    Je zei eerst nee. Daarom leest je { $title } nog steeds niet wat je vertelt.
    .u = U zei eerst nee. Daarom leest de { $title } nog steeds niet wat u vertelt.
there-meanwhile =
    { $when ->
        [today] Vandaag is { $names } er. Ga gerust even langs, als je nu met iemand wilt praten.
       *[later] Wil je eerder met iemand praten? Op { $day } is { $names } er.
    }
    .u =
    { $when ->
        [today] Vandaag is { $names } er. Ga gerust even langs, als u nu met iemand wilt praten.
       *[later] Wilt u eerder met iemand praten? Op { $day } is { $names } er.
    }
more-done =
    Dank je wel. Wil je later nog iets vertellen? Dat kan altijd.
    .u = Dank u wel. Wilt u later nog iets vertellen? Dat kan altijd.

## Knoppen die overal staan

button-back = ← Terug
button-stop = Stoppen
button-skip = Overslaan
button-quick-exit = Snel weg
button-done = Klaar
button-keep = Laat het zo
button-restart = Opnieuw beginnen
button-earlier = ‹ Vorige
button-more = Meer ›
your-answer = ➜ { $answer }
answer-skipped = Overgeslagen
answer-done = Klaar
answer-kept = Zo gelaten
toast-old-button = Deze knop is oud. Kijk naar het laatste bericht.
small-resume = Verder
small-discard = Weggooien
small-remove = Haal deze foto weg
small-pictures-away = Haal de { $count ->
    [one] foto
   *[other] foto’s
}{ $number ->
    [0] {" "}weg
   *[other] {" "}van melding { $number } weg
}
small-mute = Geen berichten meer over melding { $number }
small-unmute = Weer berichten over melding { $number }
small-more = Meer vertellen
nothing-before-this = Dit is de eerste vraag. Verder terug kan niet.
muted =
    Goed. Over deze melding stuur ik je niets meer. Kijken kan altijd met /mijn.
    .u = Goed. Over deze melding stuur ik u niets meer. Kijken kan altijd met /mijn.
unmuted =
    Goed. Je krijgt weer berichten over deze melding.
    .u = Goed. U krijgt weer berichten over deze melding.

## Als iets niet past

refuse-text-at-choice =
    Kies hieronder een knop. Wat je net typte, heb ik niet bewaard. Typen kan straks.
    .u = Kies hieronder een knop. Wat u net typte, heb ik niet bewaard. Typen kan straks.
tap-if-meant =
    Bedoel je de knop? Tik er dan op. Er is nog niets gekozen of verstuurd.
    .u = Bedoelt u de knop? Tik er dan op. Er is nog niets gekozen of verstuurd.
question-for-school =
    Is het een vraag? Ik ben een bot en kan geen antwoord geven. Wie op school je melding leest, leest ook je vraag. Heb je nu hulp nodig? Typ /hulp.
    .u = Is het een vraag? Ik ben een bot en kan geen antwoord geven. Wie op school uw melding leest, leest ook uw vraag. Hebt u nu hulp nodig? Typ /hulp.
refuse-empty =
    Ik zie geen woorden. Typ het nog een keer.
refuse-too-long =
    Dat is te lang: { $length } tekens. Er passen er { $most }. Kun je het korter zeggen?
    .u = Dat is te lang: { $length } tekens. Er passen er { $most }. Kunt u het korter zeggen?
refuse-no-more-text =
    Er past niets meer bij. Alles wat je al typte is bewaard.
    .u = Er past niets meer bij. Alles wat u al typte is bewaard.
refuse-picture-now =
    Een foto kan hier nog niet. Die heb ik niet bewaard. Je kunt straks foto’s laten zien.
    .u = Een foto kan hier nog niet. Die heb ik niet bewaard. U kunt straks foto’s laten zien.
refuse-picture-ask-first =
    Die foto heb ik niet bewaard. Zeg eerst of er iemand bloot op te zien is.
refuse-picture-nude =
    Deze foto heb ik niet bewaard.
picture-not-kept =
    Die foto heb ik niet bewaard. Je kunt hem straks nog een keer sturen.
    .u = Die foto heb ik niet bewaard. U kunt hem straks nog een keer sturen.
caption-kept = De woorden erbij heb ik wel bewaard.
caption-not-kept = De woorden erbij heb ik ook niet bewaard.
caption-too-much = De woorden bij deze foto passen er niet meer bij. Die heb ik niet bewaard.
refuse-file =
    Met dit bestand kan ik niets. Een foto of schermafdruk kan straks wel.
refuse-file-here =
    Met dit bestand kan ik niets. Stuur een foto of schermafdruk.
refuse-video =
    Een filmpje kan ik niet bewaren. Vertel in woorden wat erop te zien is.
refuse-animation =
    Een bewegend plaatje kan ik niet bewaren. Vertel in woorden wat erop te zien is.
refuse-voice =
    Naar een spraakbericht kan ik niet luisteren. Kun je het typen?
    .u = Naar een spraakbericht kan ik niet luisteren. Kunt u het typen?
refuse-sticker =
    Een sticker kan ik niet lezen. Typ het in woorden.
refuse-location =
    Een locatie bewaar ik niet. Typ waar het is.
refuse-contact =
    Een contact bewaar ik niet. Typ in woorden wat je wilt vertellen.
    .u = Een contact bewaar ik niet. Typ in woorden wat u wilt vertellen.
refuse-other =
    Dit kan ik niet lezen. Typ het in woorden.
edit-kept =
    Ik heb je verbetering overgenomen.
    .u = Ik heb uw verbetering overgenomen.
edit-not-kept =
    Een oud bericht veranderen helpt niet meer. Typ het als nieuw bericht.
added-to-story =
    Dat heb ik bij je verhaal gezet.
    .u = Dat heb ik bij uw verhaal gezet.
story-begun =
    Dat bewaar ik als begin van je verhaal.
    .u = Dat bewaar ik als begin van uw verhaal.
added-to-more = Dat heb ik erbij gezet.

# In Telegram's own menu beside the place to type: one short line each.
command-melden = Vertellen wat er is gebeurd
command-hulp = Nu hulp nodig: telefoonnummers
command-mijn = Mijn meldingen, en hoe het ermee staat
command-code = Verder met een code
command-terug = Een vraag terug
command-stop = Stoppen met deze melding
command-snelweg = Dit gesprek snel weghalen
command-privacy = Wat er bewaard wordt en wie het leest

unknown-command =
    Dat ken ik niet. Dit kan wel: /melden, /hulp, /terug, /stop, /snelweg, /code, /mijn en /privacy.
nothing-open =
    Dit heb ik niet bewaard. Wil je iets vertellen? Typ /melden. Heb je een code? Typ /code.
    .u = Dit heb ik niet bewaard. Wilt u iets vertellen? Typ /melden. Hebt u een code? Typ /code.
typed-at-rest =
    Dit heb ik niet bewaard. Niemand van school leest het, want hier staat nu geen melding open.

    Wil je iets nieuws vertellen? Typ /melden.
    Had je een melding met een code? Typ /code. Alleen zo kom je daar weer bij.
    Koos je geen contact? Dan kan ik die melding niet meer voor je openen. Typ /melden, dan begin je opnieuw.
    Wil je met iemand praten? Typ /hulp.
    .u =
    Dit heb ik niet bewaard. Niemand van school leest het, want hier staat nu geen melding open.

    Wilt u iets nieuws vertellen? Typ /melden.
    Had u een melding met een code? Typ /code. Alleen zo komt u daar weer bij.
    Koos u geen contact? Dan kan ik die melding niet meer voor u openen. Typ /melden, dan begint u opnieuw.
    Wilt u met iemand praten? Typ /hulp.
not-kept-yet =
    Ik kan je bericht nu nog niet bewaren. Ik probeer het zelf opnieuw. Je hoeft het niet nog een keer te sturen.
    .u = Ik kan uw bericht nu nog niet bewaren. Ik probeer het zelf opnieuw. U hoeft het niet nog een keer te sturen.
update-set-aside =
    Iets wat je stuurde kon ik niet lezen. Stuur het nog een keer, in andere woorden.
    .u = Iets wat u stuurde kon ik niet lezen. Stuur het nog een keer, in andere woorden.

## Stoppen en terugkomen

stopped =
    Je melding is nog niet verstuurd. Ik bewaar alles twee dagen. Daarna gooi ik het weg.

    Wil je verder? Tik op Verder of typ /melden. Moet alles nu al weg? Tik op Weggooien.
    .u =
    Uw melding is nog niet verstuurd. Ik bewaar alles twee dagen. Daarna gooi ik het weg.

    Wilt u verder? Tik op Verder of typ /melden. Moet alles nu al weg? Tik op Weggooien.
stopped-nothing =
    Gestopt. Er is niets bewaard. Kom gerust terug met /melden.
stopped-more =
    Gestopt. Wat je al verstuurde, is bij school.
    .u = Gestopt. Wat u al verstuurde, is bij school.
nothing-to-stop = Er loopt nu niets.
discarded =
    Alles is weggegooid. Opnieuw beginnen kan altijd met /melden.
draft-expired =
    Je was aan een melding begonnen en ging 30 dagen niet verder. Die is nu weggegooid. Opnieuw beginnen kan met /melden.
    .u = U was aan een melding begonnen en ging 30 dagen niet verder. Die is nu weggegooid. Opnieuw beginnen kan met /melden.
stopped-expired =
    Je was hier gestopt. Wat je had verteld, is nu weggegooid. Opnieuw beginnen kan met /melden.
    .u = U was hier gestopt. Wat u had verteld, is nu weggegooid. Opnieuw beginnen kan met /melden.
finish-first =
    Je melding is nog niet verstuurd. Maak die eerst af, of stop met /stop.
    .u = Uw melding is nog niet verstuurd. Maak die eerst af, of stop met /stop.
quick-exit = Hoi! Alles goed. Tot later 👋
quick-exit-typed = Dit heb ik niet bewaard. Typ /start om verder te gaan.
quick-exit-stopped = Gestopt. Wat hier niet af is, gooi ik na twee dagen weg. Typ /start om verder te gaan.

## Hulp

clock-school-closed = Het is { $now }. Op school leest nu niemand dit. Bel { $emergency } of { $suicide }.
clock-school-open = Het is { $now }. Dit is geen alarm: het kan even duren voor iemand op school dit leest. Bel bij gevaar { $emergency } of { $suicide }.
help-danger =
    Is er nu gevaar, of wil je niet meer leven? Wacht niet op school en bel:
    .u = Is er nu gevaar, of wil iemand niet meer leven? Wacht niet op school en bel:
help-lines =
    Wil je met iemand praten? Dat kan hier:
    .u = Wilt u met iemand praten? Dat kan hier:
help-lines-police =
    Wil je iets aan de politie vertellen? Dat kan hier:
    .u = Wilt u iets aan de politie vertellen? Dat kan hier:
help-at-home =
    Is het thuis niet veilig? Dan kun je op school praten met { $name }. Dat is de aandachtsfunctionaris: die helpt als het thuis niet goed gaat.
    .u = Is het thuis niet veilig? Dan kunt u op school praten met { $name }. Dat is de aandachtsfunctionaris: die helpt als het thuis niet goed gaat.
help-line = 📞 { $label }: { $where }
help-line-with-hours = 📞 { $label }: { $where } ({ $hours })
help-line-number-and-site = { $number } of { $site }
privacy =
    { $school } gebruikt Meldmaatje om te horen wat er misgaat. Wat je vertelt, wordt versleuteld bewaard. Voordat je iets verstuurt, zie je wie het leest. Telegram ziet dat je met mij praat. Is iemand in gevaar, dan moet school iets doen. Een melding die niet is verstuurd, verdwijnt na 30 dagen. Stop je ermee, dan al na twee dagen. Wil je iets laten weghalen? Vraag het op school.
    .u = { $school } gebruikt Meldmaatje om te horen wat er misgaat. Wat u vertelt, wordt versleuteld bewaard. Voordat u iets verstuurt, ziet u wie het leest. Telegram ziet dat u met mij praat. Is iemand in gevaar, dan moet school iets doen. Een melding die niet is verstuurd, verdwijnt na 30 dagen. Stopt u ermee, dan al na twee dagen. Wilt u iets laten weghalen? Vraag het op school.

## Foto's

picture-ask-first =
    Een foto laten zien kan. Ik heb hem nog niet bewaard. Eerst een vraag.
picture-coming = Ik haal de foto op.
picture-kept = Foto { $number } is bewaard.
picture-gone = Die foto is er niet meer.
picture-not-fetched = Het lukte niet om deze foto op te halen. Stuur hem nog een keer.
picture-later =
    Het lukt nu niet om deze foto op te halen. Ik blijf het een dag proberen. Je kunt hem ook nog een keer sturen.
    .u = Het lukt nu niet om deze foto op te halen. Ik blijf het een dag proberen. U kunt hem ook nog een keer sturen.
picture-removed = De foto is weg.
pictures-removed = Weg. Niemand op school kan nog foto’s zien van deze melding.
picture-refused-too-large =
    Deze foto is te groot. Maak hem kleiner of maak er een schermafdruk van.
picture-refused-too-many =
    Meer dan { $most } foto’s kan niet. De eerste { $most } zijn bewaard.
picture-refused-too-many-pixels =
    Deze foto is te groot om te openen. Maak er een schermafdruk van.
picture-refused-not-a-picture =
    Dit bestand is geen foto. Ik heb het niet bewaard.
picture-refused-truncated =
    Deze foto is niet heel aangekomen. Stuur hem nog een keer.
picture-refused-animated =
    Een bewegend plaatje kan ik niet bewaren. Een gewone foto kan wel.
picture-refused-unsupported =
    Dit soort foto ken ik niet. Maak er een schermafdruk van en stuur die.

## Daarna

told-kept =
    Ik heb het doorgegeven aan { $reader }.
told-kept-for-later =
    Ik heb het bij je melding gezet. Wie je melding straks leest, leest dit ook.
    .u = Ik heb het bij uw melding gezet. Wie uw melding straks leest, leest dit ook.
report-read =
    Je melding is gelezen door { $reader }.
    .u = Uw melding is gelezen door { $reader }.
report-picture-lost =
    Een foto die je stuurde, kon ik niet ophalen. School kan die foto niet zien. Heb je hem nog? Stuur hem dan nog een keer.
    .u = Een foto die u stuurde, kon ik niet ophalen. School kan die foto niet zien. Hebt u hem nog? Stuur hem dan nog een keer.
report-taken-up = Goed nieuws: { $reader } pakt het op.
report-new-number =
    Je melding had nummer { $before } en heeft nu nummer { $number }. Alles wat je hebt verteld, is er nog.
    .u = Uw melding had nummer { $before } en heeft nu nummer { $number }. Alles wat u hebt verteld, is er nog.
report-read-too =
    Er helpt nog iemand mee. Je melding kan nu ook gelezen worden door { $names }.
    .u = Er helpt nog iemand mee. Uw melding kan nu ook gelezen worden door { $names }.
report-read-by-more =
    Er helpen nog meer mensen mee. Je melding kan nu ook gelezen worden door { $names }.
    .u = Er helpen nog meer mensen mee. Uw melding kan nu ook gelezen worden door { $names }.
report-handler-unreachable =
    { $reader } is nu niet te bereiken via deze chat. Ik heb het ook laten weten aan { $names }. Wacht niet als er gevaar is: bel 112.
report-passed-on =
    Je melding gaat naar iemand anders. Uiterlijk { $read_by } leest { $reader } die.
    .u = Uw melding gaat naar iemand anders. Uiterlijk { $read_by } leest { $reader } die.
report-nobody-left =
    Het is nog niet gelukt om iemand te vinden die je melding leest. De beheerder weet dat en zoekt iemand. Wacht niet als er gevaar is: bel 112.
    .u = Het is nog niet gelukt om iemand te vinden die uw melding leest. De beheerder weet dat en zoekt iemand. Wacht niet als er gevaar is: bel 112.
report-nobody-left-at-all =
    Het is nog niet gelukt om iemand te vinden die je melding leest. Ik probeer het elke schooldag opnieuw. Vertel het ook aan iemand die je vertrouwt. Is er gevaar? Bel 112.
    .u = Het is nog niet gelukt om iemand te vinden die uw melding leest. Ik probeer het elke schooldag opnieuw. Vertel het ook aan iemand die u vertrouwt. Is er gevaar? Bel 112.
report-all-asked = { $read ->
    [yes] Je melding is gelezen, maar nog niemand heeft die opgepakt.
   *[no] Je melding is nog niet gelezen.
} Ik vraag het elke schooldag opnieuw. Vertel het ook aan iemand die je vertrouwt. Is er gevaar? Bel 112.
    .u = { $read ->
        [yes] Uw melding is gelezen, maar nog niemand heeft die opgepakt.
       *[no] Uw melding is nog niet gelezen.
    } Ik vraag het elke schooldag opnieuw. Vertel het ook aan iemand die u vertrouwt. Is er gevaar? Bel 112.
report-nobody-there =
    Op dit moment is er niemand op school die met je melding verder kan. De beheerder weet dat en zoekt iemand. Wacht niet als er gevaar is: bel 112.
    .u = Op dit moment is er niemand op school die met uw melding verder kan. De beheerder weet dat en zoekt iemand. Wacht niet als er gevaar is: bel 112.
report-nobody-there-at-all =
    Op dit moment is er niemand op school die met je melding verder kan. Ik probeer het elke schooldag opnieuw. Vertel het ook aan iemand die je vertrouwt. Is er gevaar? Bel 112.
    .u = Op dit moment is er niemand op school die met uw melding verder kan. Ik probeer het elke schooldag opnieuw. Vertel het ook aan iemand die u vertrouwt. Is er gevaar? Bel 112.
report-somebody-there =
    Er is weer iemand die met je melding verder kan: { $names }.
    .u = Er is weer iemand die met uw melding verder kan: { $names }.
report-closed =
    Je melding is afgerond. Gaat het weer mis? Typ dan /melden.
    .u = Uw melding is afgerond. Gaat het weer mis? Typ dan /melden.
ask-again =
    Die foto heb ik nog niet bewaard. Je melding is afgerond. Wil je weer iets vertellen?
    .u = Die foto heb ik nog niet bewaard. Uw melding is afgerond. Wilt u weer iets vertellen?
ask-again-kept =
    Goed dat je het zegt. Je melding is afgerond. Daarom heeft school dit nog niet. Ik heb het wel bewaard. Begint het weer? Dan maken we er samen een nieuwe melding van.
    .u = Goed dat u het zegt. Uw melding is afgerond. Daarom heeft school dit nog niet. Ik heb het wel bewaard. Begint het weer? Dan maken we er samen een nieuwe melding van.
again-again = Het begint weer
again-other = Iets anders
small-leave = { button-quick-exit }
small-again = Het begint weer
told-again = De melder zegt: het begint weer. Er was al eerder een melding.
told-again-number = De melder zegt: het begint weer. Eerder was dit zaak { $number }.
summary-again =
    Jij zegt: het begint weer. Je vertelde het al eerder.
    .u = U zegt: het begint weer. U vertelde het al eerder.
summary-again-number =
    Jij zegt: het begint weer. Eerder was dit melding { $number }.
    .u = U zegt: het begint weer. Eerder was dit melding { $number }.
report-is-gone =
    Deze melding is er niet meer. Is er iets nieuws? Typ dan /melden.
about-flag = Dit gaat over de flits van { $day }, { $at } uur: { $place } (melding { $number }).
about-flag-of-day = Dit gaat over de flits van { $day }: { $place } (melding { $number }).
about-report = Dit gaat over melding { $number }, van { $sent_on }.
message-from-staff = Bericht van { $name }:
message-waited = Dit bericht van { $name }, { $day }, lag nog klaar:
own-reports =
    Dit zijn je meldingen:
    .u = Dit zijn uw meldingen:
own-reports-none =
    Hier staan geen meldingen. Meldingen met een code bekijk je met /code.
    .u = Hier staan geen meldingen. Meldingen met een code bekijkt u met /code.
own-report-received = Melding { $number }: verstuurd. Straks leest { $reader } het.
own-report-read = Melding { $number }: gelezen door { $reader }.
own-report-late = Melding { $number }: { $read ->
    [yes] gelezen, maar nog niemand heeft die opgepakt
   *[no] nog niet gelezen
}. Ik vraag het elke schooldag opnieuw.
own-report-read-before = Melding { $number }: gelezen door { $seen_by }. Nu ligt die bij { $reader }, om uiterlijk { $read_by } te lezen.
own-report-taken-up = Melding { $number }: wordt opgepakt door { $reader }.
own-report-to-take-up = Melding { $number }: ligt nu bij { $names }, om op te pakken.
own-report-closed = Melding { $number }: afgerond.
own-report-also = Dit mag ook gelezen worden door { $names }.
report-new-step =
    Er is een nieuwe stap in jouw melding. Kijk met /mijn.
    .u = Er is een nieuwe stap in uw melding. Kijk met /mijn.

## Wat de leerling die het overkomt van de zaak ziet

pupil-now = Nu, sinds { $since }: { $step }
pupil-next = Hierna: { $step }
pupil-step-default =
    School werkt verder aan je melding.
    .u = School werkt verder aan uw melding.
pupil-step-judged = School kijkt hoe het dan gaat, en of er meer nodig is.
pupil-asked-on =
    Uiterlijk { $date } vraagt iemand van school je hoe het gaat.
    .u = Uiterlijk { $date } vraagt iemand van school u hoe het gaat.
pupil-asked-soon =
    Iemand van school vraagt je nog hoe het gaat. Duurt dat lang? Typ het hier.
    .u = Iemand van school vraagt u nog hoe het gaat. Duurt dat lang? Typ het hier.
pupil-done-head = Dit is gedaan:
pupil-done-last = Dit zijn de laatste zes dingen die zijn gedaan:
pupil-done =
    { $before }
    – { $date }: { $what }
pupil-done-talk =
    Iemand van school praatte met jou.
    .u = Iemand van school praatte met u.
somebody-at-school = iemand van school

## Met een code

ask-code =
    Typ je code: vijf woorden, met spaties ertussen.
    .u = Typ uw code: vijf woorden, met spaties ertussen.
code-closed-again = Dit staat nog niet bij je melding: je code is niet meer open. Typ /code met je vijf woorden erachter, en stuur het dan nog een keer.
    .u = Dit staat nog niet bij uw melding: uw code is niet meer open. Typ /code met uw vijf woorden erachter, en stuur het dan nog een keer.
ask-which-at-rest =
    Wat je typte heb ik bewaard. Niemand van school leest het al, want hier staat nu geen melding open. Kies je niets, dan gooi ik het na twee dagen weg. Wil je met iemand praten? Typ /hulp.
    .u = Wat u typte heb ik bewaard. Niemand van school leest het al, want hier staat nu geen melding open. Kiest u niets, dan gooi ik het na twee dagen weg. Wilt u met iemand praten? Typ /hulp.
ask-which =
    Waar hoort dit bij? Ik geef het pas door als je kiest.
    .u = Waar hoort dit bij? Ik geef het pas door als u kiest.
ask-which-picture = Die foto heb ik nog niet bewaard. Bij welke melding hoort hij?
which-first =
    Eerst dit nog. Daarna gaan we verder waar je gebleven was.
    .u = Eerst dit nog. Daarna gaan we verder waar u gebleven was.
which-report = Bij melding { $number }
which-draft = Bij wat ik nu aan het vertellen ben
which-new = Bij een nieuwe melding
which-code = Bij een melding met een code of zonder contact
which-away = Gooi dit weg
ask-which-waits =
    Ik heb dit bewaard, maar nog niet doorgegeven. Had je een code? Typ /code met je vijf woorden erachter, dan kan het er alsnog bij. Koos je geen contact? Die melding kan ik niet meer openen. Kies dan hieronder waar dit bij hoort. Kies je niets, dan gooi ik het na twee dagen weg.
    .u = Ik heb dit bewaard, maar nog niet doorgegeven. Had u een code? Typ /code met uw vijf woorden erachter, dan kan het er alsnog bij. Koos u geen contact? Die melding kan ik niet meer openen. Kies dan hieronder waar dit bij hoort. Kiest u niets, dan gooi ik het na twee dagen weg.
which-thrown-away =
    Wat je typte, is niet doorgegeven. Het is nu weggegooid.
    .u = Wat u typte, is niet doorgegeven. Het is nu weggegooid.
which-not-passed =
    Die foto heb ik niet doorgegeven. Had je een code? Typ /code met je vijf woorden erachter, en stuur hem dan nog een keer. Koos je geen contact? Die melding kan ik niet meer openen. Typ /melden om het opnieuw te vertellen.
    .u = Die foto heb ik niet doorgegeven. Had u een code? Typ /code met uw vijf woorden erachter, en stuur hem dan nog een keer. Koos u geen contact? Die melding kan ik niet meer openen. Typ /melden om het opnieuw te vertellen.
which-expired =
    Wat je hier twee dagen geleden typte, is niet doorgegeven. Het is nu weggegooid.
    .u = Wat u hier twee dagen geleden typte, is niet doorgegeven. Het is nu weggegooid.
which-open-code =
    Typ /code met je vijf woorden erachter. Kies daarna waar dit bij hoort.
    .u = Typ /code met uw vijf woorden erachter. Kies daarna waar dit bij hoort.
code-unknown =
    Deze code ken ik niet. Kijk de vijf woorden na. Typ dan /code met de woorden erachter.
code-too-many-tries =
    Dit was vandaag te vaak een verkeerde code. Probeer het morgen weer. Is er nu gevaar? Bel 112.
code-status-received =
    Je melding is aangekomen. Straks leest { $reader } die.
    .u = Uw melding is aangekomen. Straks leest { $reader } die.
code-status-read =
    Je melding is gelezen door { $reader }.
    .u = Uw melding is gelezen door { $reader }.
code-status-read-before =
    Je melding is gelezen door { $seen_by }. Nu ligt die bij { $reader }, om uiterlijk { $read_by } te lezen.
    .u = Uw melding is gelezen door { $seen_by }. Nu ligt die bij { $reader }, om uiterlijk { $read_by } te lezen.
code-status-taken-up =
    Je melding wordt opgepakt door { $reader }.
    .u = Uw melding wordt opgepakt door { $reader }.
code-status-to-take-up =
    Je melding ligt nu bij { $names }, om op te pakken.
    .u = Uw melding ligt nu bij { $names }, om op te pakken.
code-status-closed =
    Je melding is afgerond.
    .u = Uw melding is afgerond.
code-thread-you =
    Jij schreef op { $day }:
    .u = U schreef op { $day }:
code-thread-school = Bericht van { $name }, { $day }:
code-pictures = { $count ->
    [one] Er is 1 foto bewaard.
   *[other] Er zijn { $count } foto’s bewaard.
}
code-picture-failed = Een foto kon niet worden bewaard.
code-opened =
    Wil je iets terugschrijven? Typ het hier. Na een tijdje gaat dit weer dicht. Dan typ je opnieuw je code.
    .u = Wilt u iets terugschrijven? Typ het hier. Na een tijdje gaat dit weer dicht. Dan typt u opnieuw uw code.
