# Wat voor de hele school terugkomt: het bericht als het aan de beurt is, en de lijst van /jaar.

periodic-today = { $what }: vandaag aan de beurt.
periodic-late = { $what }: dit staat nog open, sinds { $due }.
periodic-ahead = { $what }: dit is aan de beurt op { $due }.
periodic-how-often = { $origin ->
    [protocol] Dit komt terug: { $often }.
    [open] Het protocol noemt hiervoor geen vaste tijd. De dag is een afspraak van de school.
   *[school] Dit komt terug: { $often }. De dag is een afspraak van de school.
}
periodic-together = Samen met: { $who }.
periodic-deputy = Je krijgt dit omdat je waarneemt voor { $name }.
periodic-nobody = Je krijgt dit als beheerder: op school is er nu niemand die dit doet. Zorg jij dat iemand het oppakt?
small-periodic-done = Gedaan
small-periodic-later = Later
toast-not-your-duty = Dit is niet jouw taak.

ask-periodic-day = Wanneer is het gedaan? Tik, of typ een dag zoals 3-11 of 3-11-2025.
ask-periodic-until = Wanneer kan het wel? Tik, of typ een dag zoals 3-11 of 3 november.
periodic-in-weeks = { $weeks ->
    [one] Over een week, { $day }
   *[other] Over { $weeks } weken, { $day }
}
periodic-weeks-later = { $weeks ->
    [one] Een week later, { $day }
   *[other] { $weeks } weken later, { $day }
}
periodic-day-ahead = Die dag moet nog komen. Schrijf de dag waarop het is gedaan.
periodic-day-too-old = Die dag is te lang geleden. Schrijf de laatste keer dat het is gedaan.
periodic-day-over = Die dag is al geweest, of het is vandaag. Kies een dag die nog komt.
periodic-day-too-far = Die dag is te ver weg. Kies een dag binnen een jaar.
periodic-noted = Genoteerd: { $what }. Gedaan op { $day }. De volgende keer is { $again }.
periodic-waits = { $what }: dat komt terug op { $day }.
periodic-answered-already = Dit is intussen al beantwoord. Met /jaar zie je hoe het staat.

periodic-head = Dit komt op school steeds terug. Tik hieronder op wat jij hebt gedaan, ook als dat al langer geleden is.
periodic-none = In dit protocol komt niets elk jaar terug.
periodic-line = { $what } ({ $often }; { $who }). { $asked ->
    [yes] Volgende keer: { $due }.
    [late] Staat open sinds { $due }.
   *[no] De bot herinnert hier niet aan.
}{ $times ->
    [none] {""}
    [own] {" "}Laatst gedaan: { $done }.
   *[by] {" "}Laatst gedaan: { $done }, { $by }.
}
