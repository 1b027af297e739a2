"""The files of the page with the phones; plain HTML, CSS and JavaScript, served as they are."""
