// Talking to the server, and the words it gave the page.

const data = JSON.parse(document.getElementById("page-data").textContent);

export const words = data.words;
export const presentSchool = data.school;

const deepLink = new RegExp(`^https://t\\.me/${data.bot}(?:\\?start=([A-Za-z0-9_-]*))?$`);

// The payload of a link that starts this bot; null for any other link.
export function startPayload(url) {
  const found = deepLink.exec(url);
  return found ? found[1] || "" : null;
}

export async function callServer(path, body) {
  const isForm = body instanceof FormData;
  let response;
  try {
    response = await fetch(path, {
      method: "POST",
      headers: isForm ? {} : { "Content-Type": "application/json" },
      body: isForm ? body : JSON.stringify(body),
    });
  } catch {
    throw new Error(words.disconnected);
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error || words.failed);
  return answer;
}
