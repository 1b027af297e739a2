## De demo: wie de telefoons hebben, en wat erachter zit

demo-pupil = Noor
demo-other-pupil = Sem
demo-third-pupil = Lieke
demo-fourth-pupil = Daan
demo-story = In de groepsapp van de klas zetten ze foto's van mij met gemene teksten erbij. In de pauze lachen ze erom.
demo-story-confidant = Ik word in de kleedkamer uitgescholden. Ik wil er eerst met iemand anders over praten.
demo-pupil-role = leerling in { $label }
demo-coach-role = { $title } van { $classes }
demo-deputy = neemt waar voor { $name }
demo-child-protection-officer = aandachtsfunctionaris
demo-admin = beheerder
demo-reporter = melder
demo-about-case = zaak { $number }
demo-about-school = hele school
demo-about-talk = gesprek
demo-open = Meldmaatje staat klaar op { $address }
