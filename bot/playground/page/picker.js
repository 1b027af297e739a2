// The picker of schools: choosing one opens it afresh, for every page that is open.

import { callServer, presentSchool, words } from "./server.js";
import { addedQuery } from "./others.js";

const form = document.getElementById("picker");
const select = document.getElementById("school");

// The page of another school than the one that is open now begins anew.
export function isOtherSchool(school) {
  return school !== presentSchool;
}

export function listenToPicker(showNotice) {
  const open = async () => {
    const wanted = select.value;
    form.setAttribute("aria-busy", "true");
    select.disabled = true;
    showNotice(words["school-opening"]);
    try {
      await callServer("/school", { id: wanted });
      sessionStorage.setItem("focus", "school");
      // Who was added stays when the same school begins anew; another school has other people.
      location.replace(wanted === presentSchool ? `/${addedQuery()}` : "/");
    } catch (error) {
      showNotice(error.message);
      select.value = presentSchool;
      select.disabled = false;
      form.removeAttribute("aria-busy");
      select.focus();
    }
  };
  select.addEventListener("change", open);
  select.addEventListener("keydown", (event) => {
    // An arrow opens the list, so that looking through the names does not open each school on the way.
    if (!["ArrowDown", "ArrowUp"].includes(event.key) || event.altKey || !select.showPicker) return;
    event.preventDefault();
    select.showPicker();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    open();
  });
  if (sessionStorage.getItem("focus") === "school") {
    sessionStorage.removeItem("focus");
    select.focus({ preventScroll: true });
  }
}
