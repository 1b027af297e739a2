### The page with the four phones, for people who try Meldmaatje out.

playground-title = Meldmaatje – { $school }
playground-subtitle = Meldmaatje om uit te proberen. Alles hier is verzonnen.
playground-skip = Ga naar de telefoons

playground-school-picker = Kies een school
playground-school-option = { $school } · { $protocol }
playground-school-again = Begin opnieuw
playground-school-opening = De school gaat open. Een ogenblik.
playground-unknown-school = Deze school is er niet.

playground-clock = Klok van de school
playground-clock-next-school-day = Volgende schooldag
playground-clock-two-weeks = Twee weken later
playground-clock-field = Dag en tijd
playground-clock-set = Zet de klok
playground-clock-unreadable = Deze dag of tijd klopt niet. Kies een dag en een tijd.
playground-clock-too-far = Deze dag ligt te ver weg. Kies een dag tussen 2000 en 2100.

playground-phones = Telefoons
playground-phone = Telefoon van { $name }
playground-phone-away = Haal de telefoon van { $name } weg
playground-others = Nog iemand erbij
playground-others-hint = Wie moet er nog een telefoon bij krijgen?
playground-start = Starten
playground-start-hint = Dit gesprek is nog leeg. Druk op Starten.
playground-bot = bot
playground-conversation = Gesprek met Meldmaatje
playground-composer = Bericht van { $name }
playground-composer-hint = Bericht
playground-send = Bericht sturen
playground-attach = Foto of bestand kiezen
playground-drop = Laat de foto hier los
playground-keyboard = Vaste knoppen
playground-edited = bewerkt
playground-protected = Beschermd: niet door te sturen en niet te bewaren
playground-spoiler = Toon wat hier staat
playground-spoiler-picture = Toon de foto
playground-picture = Foto
playground-file = Bestand
playground-sticker = Sticker
playground-voice = Spraakbericht
playground-video = Video
playground-location = Locatie
playground-contact = Contact
playground-sent-by-bot = Meldmaatje
playground-close = Sluiten
playground-copied = Gekopieerd
playground-jump-down = Naar het nieuwste bericht

playground-behind = Achter de schermen
playground-duties = Taken
playground-duties-none = Niemand heeft nu een taak.
playground-duty-due = uiterlijk { $day }
playground-duty-late = te laat
playground-outbox = Postvak uit
playground-outbox-none = Er is nog niets gestuurd.
playground-outbox-to = aan { $to }
playground-outbox-waiting = wacht
playground-outbox-sending = onderweg
playground-outbox-sent = gestuurd
playground-outbox-failed = niet aangekomen

playground-disconnected = Geen verbinding. De pagina probeert het opnieuw.
playground-failed = Dat lukte niet. Probeer het nog een keer.
playground-too-large = Dit bestand is te groot om hier te sturen. Kies een bestand tot { $megabytes } MB.
playground-no-such-button = Deze knop is er niet meer.
playground-nothing-to-send = Er is niets om te sturen. Typ een bericht of kies een foto.
playground-unknown-phone = Deze telefoon is er niet.
