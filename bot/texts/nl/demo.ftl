## De demo: wie de telefoons hebben, en wat erachter zit

demo-pupil = Noor
demo-pupil-role = leerling in { $label }
demo-coach-role = { $title } van { $classes }
demo-reporter = melder
demo-about-case = zaak { $number }
demo-about-talk = gesprek
demo-open = Meldmaatje staat klaar op { $address }
