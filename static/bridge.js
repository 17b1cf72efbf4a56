// The redirect URI of a sign-in. It hands the answer to the playground's window
// and knows nothing of it: who asked compares and redeems.
//
// A sign-in page with a Cross-Origin-Opener-Policy cuts the link between the two
// windows, so the answer goes over a BroadcastChannel, whose name only the window
// that began the sign-in knows: it is the first part of `state`.

"use strict";

/** Longer than any answer of Entra, id token included. */
const LIMIT = 100_000;

const query = location.search.slice(1);
const fragment = location.hash.slice(1);
// The address holds a code: out of it, before anything else.
history.replaceState(null, "", location.pathname);

const outcome = document.getElementById("outcome");
const channel = channelName();
if (query.length + fragment.length > LIMIT) {
  outcome.textContent = "This answer is larger than any of Entra's and was dropped. Go back to the playground and sign in again.";
} else if (channel === null) {
  outcome.textContent = "This answer belongs to no sign-in of the playground. Start the sign-in there; you can close this window.";
} else {
  const broadcast = new BroadcastChannel(channel);
  broadcast.postMessage({ v: 1, query, fragment });
  broadcast.close();
  outcome.textContent = "The playground has the answer. You can close this window.";
  window.close();
}

/**
 * `sign-in-` and the id in front of the dot of `state`. What else is wrong with
 * the answer, such as a second `state`, is for the playground to say.
 */
function channelName() {
  const states = [query, fragment].flatMap((part) => new URLSearchParams(part).getAll("state"));
  const id = /^([A-Za-z0-9_-]{22,64})\.[A-Za-z0-9_-]+$/.exec(states[0] ?? "")?.[1];
  return id === undefined ? null : `sign-in-${id}`;
}
