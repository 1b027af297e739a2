# Wat de opdracht `meldmaatje` zegt: voor wie de bot beheert.

## Uitleg bij de opdrachten

help-meldmaatje = Meldmaatje: de bot waarmee leerlingen pesten melden.
    {""}
    Gebruik: meldmaatje OPDRACHT
    {""}
      keygen    maakt een sleutel voor MELDMAATJE_SECRET_KEY
      check     kijkt na of het bestand van de school af is
      invite    maakt een link waarmee een medewerker een account koppelt
      run       start de bot
      erase     wist een zaak voorgoed
      set-aside toont berichten die de bot niet kon verwerken
      demo      laat de bot zien met vier telefoons, zonder Telegram
      protocol  probeert een protocol uit
    {""}
    Meer over een opdracht: meldmaatje OPDRACHT --help
    De instellingen staan in .env; .env.example legt ze uit.
help-keygen = Gebruik: meldmaatje keygen
    {""}
    Maakt een nieuwe sleutel en laat alleen die zien. Zet haar bij MELDMAATJE_SECRET_KEY
    en bewaar ook een kopie op een andere plek: zonder de sleutel is niets meer te lezen.
help-check = Gebruik: meldmaatje check [BESTAND]
    {""}
    Noemt alles wat er nog ontbreekt in het bestand van de school, met de regel erbij.
    Zonder BESTAND: het bestand van MELDMAATJE_SCHOOL. Geeft 1 als er iets moet gebeuren.
help-invite = Gebruik: meldmaatje invite PERSOON
    {""}
    Maakt een link die één keer werkt, 7 dagen lang. Wie hem opent, is voor de bot deze
    persoon. PERSOON is de sleutel bij people, zoals sanne_de_boer. Geef de link alleen
    aan die persoon zelf.
help-run = Gebruik: meldmaatje run
    {""}
    Start de bot. Stoppen kan altijd, met Ctrl+C of SIGTERM: er gaat niets verloren.
help-erase = Gebruik: meldmaatje erase ZAAK [--yes]
    {""}
    Vernietigt de sleutel van een zaak. Niemand kan haar daarna nog lezen, ook niet in
    een oudere kopie van de gegevens. Vraagt eerst om het nummer nog eens te typen.
    {""}
      --yes     vraagt niets
help-set-aside = Gebruik: meldmaatje set-aside
    {""}
    Toont de berichten die de bot niet kon verwerken, met de fout en de inhoud. Wat een
    leerling schreef, kan erbij staan. Ze verdwijnen na retention.set_aside_days dagen.
    Dat je ze las, komt in het logboek.
help-demo = Gebruik: meldmaatje demo [--port POORT] [--school SCHOOL]
    {""}
    Laat de bot zien op http://127.0.0.1:8080, met vier telefoons van een verzonnen school.
    Op de pagina kies je een van de vijf scholen, elk met een eigen protocol.
    {""}
      --port    een andere poort; ook met de variabele PORT
      --school  begint met splitting, kluiverboom, noordhoek, oplossingsgericht of het-sticht
help-protocol = Gebruik: meldmaatje protocol OPDRACHT
    {""}
      check     kijkt na of een protocol in orde is
      show      laat een protocol zien als tabellen, bladzijde of diagram
      replay    speelt een zaak na en laat zien wat het protocol doet
    {""}
    Meer over een opdracht: meldmaatje protocol OPDRACHT --help
help-protocol-check = Gebruik: meldmaatje protocol check PROTOCOL
    {""}
    Noemt alles wat niet in orde is, met de regel erbij en wat eraan te doen is.
    PROTOCOL is de naam van een meegeleverd protocol, of het pad naar een bestand.
    Geeft 1 als er iets niet in orde is, 2 als het bestand niet te lezen is.
help-protocol-show = Gebruik: meldmaatje protocol show PROTOCOL [--markdown] [--diagram]
    {""}
    Laat het hele protocol zien als tabellen: wie een melding krijgt, de stappen met acties,
    mensen, datums en verslagen, wat ernaast kan, en wat elk jaar terugkomt.
    {""}
      --markdown  als bladzijde in Markdown, met het diagram
      --diagram   alleen het diagram, in Mermaid
help-protocol-replay = Gebruik: meldmaatje protocol replay ZAAK
    {""}
    Speelt de zaak na die in het bestand ZAAK staat en laat als JSON zien wie een melding
    krijgt, wie bericht krijgt, wat er mag, wat er wanneer moet en wat er in een dossier
    hoort. docs/naspelen.md legt het bestand uit. Er wordt niets verstuurd of bewaard.
    Geeft 1 als er niet uitkomt wat er bij expect staat, 2 als het bestand niet klopt.
usage-wrong = Zo werkt deze opdracht niet. Kijk hoe het wel moet met: { $command } --help

## Een instelling ontbreekt of klopt niet

settings-missing-telegram-token = { $variable } ontbreekt. Vraag een token aan @BotFather in Telegram en zet het in .env.
settings-missing-secret-key = { $variable } ontbreekt. Maak een sleutel met "meldmaatje keygen" en zet die in .env.
settings-missing-school = { $variable } ontbreekt. Zet in .env het pad naar het bestand van de school, zoals examples/school.yaml.
settings-wrong-telegram-token = Wat bij { $variable } staat, is geen token. Neem het precies over van @BotFather: cijfers, een dubbele punt, letters.
settings-wrong-telegram-api = Wat bij { $variable } staat, is geen adres van een server. Schrijf het als https://api.telegram.org, of haal het weg.
settings-wrong-database-url = Wat bij { $variable } staat, is geen SQLite-bestand. Schrijf het als sqlite:///meldmaatje.sqlite3, of haal het weg.
settings-wrong-secret-key = Wat bij { $variable } staat, is geen sleutel. Maak er een met "meldmaatje keygen" en neem die helemaal over.
settings-wrong-school = Wat bij { $variable } staat, is geen pad. Zet er het pad naar het bestand van de school.
settings-wrong-sweep-seconds = Wat bij { $variable } staat, is geen goed aantal seconden. Kies een getal tussen 1 en 3600, of haal het weg.
settings-wrong-log-level = Wat bij { $variable } staat, kan niet. Kies DEBUG, INFO, WARNING of ERROR, of haal het weg.
settings-wrong-telegram-token-file = Wat bij { $variable } staat, is geen pad. Zet er het pad naar het bestand met het token.
settings-wrong-secret-key-file = Wat bij { $variable } staat, is geen pad. Zet er het pad naar het bestand met de sleutel.
settings-wrong-port = Wat bij { $variable } staat, is geen poort. Kies een getal tussen 0 en 65535, of haal het weg.
settings-secret-twice = { $variable } en { $file_variable } staan er allebei. Haal er een weg.
settings-secret-file = Het bestand van { $file_variable } is niet te lezen of leeg. Kijk of het pad klopt en of de bot erbij mag.
settings-env-file = Het bestand .env is niet te lezen. Kijk of de bot erbij mag en of het gewone tekst is.
settings-database-folder = De map van { $variable } bestaat niet. Maak die map, of kies een andere.

## De bot kan niet beginnen

start-school-unreadable = Het bestand { $file } is niet te lezen. Kijk of het er staat en of MELDMAATJE_SCHOOL het goed noemt.
start-school-too-large = Het bestand { $file } is veel te groot. Kijk of het het bestand van de school is.
start-school-not-utf-8 = Het bestand { $file } is niet als UTF-8 bewaard. Open het en bewaar het opnieuw, met de codering UTF-8.
start-wrong-key = Deze database is met een andere sleutel gemaakt. Zet bij { $variable } de sleutel van toen terug.
start-keys-missing = Naast de database van { $variable } hoort het bestand met haar sleutels (….keys.sqlite3), en dat is er niet of het is leeg. Zet het terug. Zonder dat bestand is geen enkele melding te lezen.
start-schema-too-new = De database van { $variable } is van een nieuwere Meldmaatje. Gebruik die versie of een latere.
start-database-busy = De database van { $variable } is niet te openen: een ander programma houdt haar vast, of de bot mag er niet bij. Probeer het zo nog eens.
start-database-fault = Wat { $variable } noemt, is geen database van Meldmaatje, of ze is beschadigd. Kies een ander bestand of zet een reservekopie terug.
settings-token-refused = Telegram kent het token van MELDMAATJE_TELEGRAM_TOKEN niet. Neem het opnieuw over van @BotFather.
bot-api-unreachable = De server van MELDMAATJE_TELEGRAM_API antwoordt niet. Kijk of er internet is en probeer het zo nog eens.
demo-unknown-school = { $school } is geen school van de demo. Kies uit: { $known }.
start-port-taken = Poort { $port } is niet vrij. Kies een andere, zoals PORT=8081.
school-not-ready = { $count ->
    [one] De bot kan nog niet beginnen: 1 ding moet eerst in orde zijn.
   *[other] De bot kan nog niet beginnen: { $count } dingen moeten eerst in orde zijn.
}

## Nakijken, uitnodigen en wissen

check-must = Moet in orde: { $problem }
check-may = Let op: { $problem }
check-in-protocol = protocol { $protocol }: { $problem }
check-without-account = Let op: { $person } heeft nog geen account. Maak een link met "meldmaatje invite { $person }".
check-accounts-unknown = Of iedereen al een account heeft, is niet nagekeken. Zet daarvoor { $variable } in .env.
check-acts-broken = Het logboek klopt niet vanaf regel { $line }: daar is iets gewijzigd of weggehaald. Bewaar de bestanden zoals ze zijn en vraag de functionaris gegevensbescherming.
check-ready = De school is klaar om te beginnen.
invite-unknown-person = { $person } staat niet bij people in het bestand van de school. Wel bekend: { $known }.
erase-confirm = Zaak { $case } wordt voorgoed gewist. Typ het nummer nog eens om door te gaan:
erase-not-confirmed = Zaak { $case } is niet gewist.
erase-unknown-case = Er is geen zaak { $case }.
erase-done = Zaak { $case } is voorgoed gewist.
set-aside-none = Er zijn geen berichten die niet verwerkt konden worden.
set-aside-one = { $at }, fout { $reason }:
set-aside-update = { $update }
set-aside-erased = De inhoud is al gewist.
