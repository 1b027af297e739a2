# What `meldmaatje check` and `run` say about a school's file. Every text gets `line`: a number, or "none".

school-line = { $line ->
    [none] {""}
   *[other] Regel { $line }:{" "}
}
school-weekday = { $weekday ->
    [mon] maandag
    [tue] dinsdag
    [wed] woensdag
    [thu] donderdag
   *[fri] vrijdag
}

## The file cannot be read

school-problem-yaml = { school-line }dit is geen geldige YAML. Kijk naar het inspringen, de dubbele punten en de aanhalingstekens.
school-problem-yaml-open = { school-line }wat hier begint, wordt nergens afgesloten. Zet er { $bracket } achter waar het eindigt.
school-problem-yaml-unseen = { school-line }hier staat een teken dat je niet ziet en dat niet in dit bestand kan. Typ de regel opnieuw.
school-problem-yaml-tab = { school-line }deze regel begint met een tab. Vervang hem door spaties.
school-problem-yaml-colon = { school-line }deze dubbele punt kan hier niet. Staat hij in een naam of een zin? Zet daar dan aanhalingstekens om. Kijk anders naar het inspringen.
school-problem-yaml-beginning = { school-line }een tekst kan niet beginnen met { $sign }. Zet aanhalingstekens om de hele tekst.
school-problem-yaml-points-nowhere = { school-line }{ $name } verwijst naar iets wat er niet is. Moet de tekst met een ster beginnen? Zet er dan aanhalingstekens om.
school-problem-not-a-map = { school-line }het bestand moet beginnen met namen en waarden, zoals “name: Onze School”.
school-problem-alias = { school-line }{ $key } gebruikt een verwijzing (& en *) naar een heel blok. Schrijf het blok helemaal uit.
school-problem-twice = { school-line }{ $key } staat er twee keer; de eerste keer op regel { $first }. Haal er een weg.
school-problem-unknown-key = { school-line }{ $key } bestaat niet. Kijk of het goed gespeld is, of haal het weg.
school-problem-unknown-key-near = { school-line }{ $key } bestaat niet. Bedoel je { $near }?
school-problem-missing = { school-line }{ $key } ontbreekt. Zet het erbij.
school-problem-not-one-of = { school-line }bij { $key } staat "{ $written }". Kies uit: { $allowed }.
school-problem-hours = { school-line }bij { $key } staat "{ $written }". Schrijf tijden als 08:15-16:30, de vroegste eerst.
school-problem-free-period = { school-line }{ $key }: de laatste dag ligt voor de eerste, of meer dan 100 dagen later. Kijk de datums na.
school-problem-too-few = { school-line }{ $key } is leeg. Zet er minstens één in.
school-problem-too-many = { school-line }{ $key } heeft er te veel. Er passen er hoogstens { $allowed }.
school-problem-empty = { school-line }{ $key } is leeg. Vul het in.
school-problem-date = { school-line }bij { $key } staat "{ $written }". Schrijf een datum als 2027-01-31.
school-problem-no-such-day = { school-line }bij { $key } staat { $written }. Die dag bestaat niet. Kijk de datum na.
school-problem-one-text = { school-line }bij { $key } hoort één naam of tekst, geen lijst of blok.
school-problem-number = { school-line }bij { $key } staat "{ $written }". Schrijf een heel getal van { $least } tot en met { $most }.
school-problem-yes-or-no = { school-line }bij { $key } staat "{ $written }". Schrijf true of false.
school-problem-list = { school-line }{ $key } moet een lijst zijn: [een, twee].
school-problem-block = { school-line }{ $key } moet een blok met sleutels zijn, geen los woord.
school-problem-value = { school-line }wat er bij { $key } staat, kan niet. Vergelijk het met het voorbeeldbestand.

## Something is mentioned that is not there

school-problem-unknown-person = { school-line }{ $key } noemt { $person }, maar die staat niet bij people. Zet die persoon erbij of verbeter de naam.
school-problem-unknown-name = { school-line }{ $key } bestaat niet. Kies uit: { $allowed }.
school-problem-unknown-protocol = { school-line }het protocol { $protocol } is er niet. Kies een meegeleverd protocol ({ $shipped }) of noem het pad naar een bestand, gezien vanaf dit bestand.
school-problem-classes-alike = { school-line }de klassen { $class } en { $other } verschillen alleen in hoofdletters. Geef een van de twee een andere naam.

## The school is not ready

school-problem-class-without-coach = { school-line }klas { $class } heeft geen { $title }. Zet bij de klas een coach.
school-problem-coach-without-deputy = { school-line }{ $person } is { $title } van { $class } maar heeft geen waarnemer. Zet bij deze persoon een deputy.
school-problem-role-without-holder = { school-line }niemand is { $title }. Zet bij roles, { $role } een of meer holders.
school-problem-duty-without-holder = { school-line }voor wat elk jaar terugkomt ("{ $duty }") is er niemand: geen { $titles }. Zet bij roles, { $roles } een of meer holders, anders krijgt de beheerder het bericht.
school-problem-role-without-deputy = { school-line }de rol { $title } heeft geen waarnemer. Zet bij roles, { $role } een deputy.
school-problem-nobody-for-staff = { school-line }voor meldingen over iemand die op school werkt, is er niemand: geen schoolleiding, directeur of bestuur. Zet bij roles, head of management of board een holder.
school-problem-no-board = { school-line }er is niemand van het bestuur. Meldingen over de schoolleiding zelf, en over seksueel gedrag van personeel, leest dan de schoolleiding. Zet bij roles: board, met title, holders en deputy.
school-problem-nobody-for-home = { school-line }niemand is aandachtsfunctionaris. { $title ->
    [none] Is het voor een leerling thuis misschien niet veilig, dan beslist wie de zaak heeft of de ouders bericht krijgen.
   *[other] Is het voor een leerling thuis misschien niet veilig, dan beslist de { $title } of de ouders bericht krijgen.
} Vul bij aandachtsfunctionaris in wie het is.
school-problem-own-deputy = { school-line }{ $person } is de eigen waarnemer. Kies iemand anders als deputy.
school-problem-nobody = { school-line }op { school-weekday } is er niemand die een melding over klas { $class } kan lezen. Kijk de dagen bij present_on na, of kies een andere waarnemer.
school-problem-nobody-near = { school-line }op { school-weekday } zijn de mentor van klas { $class } en de waarnemer er allebei niet. Een melding gaat dan verder naar boven. Kies liever een waarnemer die er dan wel is.
school-problem-telegram-not-approved = { school-line }niemand heeft goedgekeurd dat leerlingen Telegram gebruiken. Telegram vraagt in de EU een leeftijd van 18 jaar. Laat de schoolleiding hierover beslissen en vul dan bij channels, telegram_pupils in wie het goedkeurde (approved_by) en wanneer (approved_on).
school-problem-telegram-approved-later = { school-line }bij approved_on staat { $date }. Dat is nog niet geweest. Vul de dag in waarop het is goedgekeurd.
school-problem-holidays-missing = { school-line }de schoolvakanties van { $year } voor regio { $region } zijn niet bekend. Zet ze zelf bij free_days.
school-problem-no-school-day = { school-line }er komt de eerste vier maanden geen schooldag meer. Kijk hours en free_days na.
school-problem-helpline-stale = { school-line }hulplijn { $helpline } is voor het laatst nagekeken op { $date }, langer dan een schooljaar geleden. Bel of bekijk de lijn en zet bij helplines, { $id } de datum als verified_on.
