// Signs tokens with jose, damages half of them, and asks jose which are good:
// one JSON object per line. The keys are made anew each time.
//
//   node sign.mjs <folder with node_modules/jose> <count>
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [folder, count] = process.argv.slice(2);
const found = createRequire(`${folder}/package.json`).resolve("jose");
const jose = await import(pathToFileURL(found));

const ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"];
const DAMAGES = [
  "wrong key",
  "bit of the signature",
  "bit of the claims",
  "bit of the header",
  "other algorithm",
  "unknown key id",
  "cut signature",
  "no signature",
  "algorithm none",
];
const FORMS = ["set", "key", "pem"];

const own = await keys();
const other = await keys();
for (let at = 0; at < count; at++) {
  // Every second one is as it was signed, and every combination comes up.
  const alg = ALGORITHMS[at % ALGORITHMS.length];
  const turn = Math.floor(at / ALGORITHMS.length);
  const damage = turn % 2 ? DAMAGES[Math.floor(turn / 2) % DAMAGES.length] : "none";
  const form = FORMS[Math.floor(turn / 2 / DAMAGES.length + turn) % FORMS.length];
  const token = await made(at, alg, damage);
  const [text, key] = given(damage === "wrong key" ? other : own, alg, form);
  const good = await jose.compactVerify(token, key).then(
    () => true,
    () => false,
  );
  console.log(JSON.stringify({ alg, damage, form, token, keys: text, good }));
}

async function keys() {
  const made = {};
  for (const alg of ALGORITHMS) {
    const { publicKey, privateKey } = await jose.generateKeyPair(alg, { extractable: true });
    const jwk = { ...(await jose.exportJWK(publicKey)), kid: `key of ${alg}` };
    made[alg] = { publicKey, privateKey, jwk, pem: await jose.exportSPKI(publicKey) };
  }
  return made;
}

async function made(at, alg, damage) {
  const kid = damage === "unknown key id" ? "nobody's" : `key of ${alg}`;
  const signed = await new jose.SignJWT({ sub: `subject ${at}`, name: "Zoë 😀".repeat(at % 5) })
    .setProtectedHeader({ alg, kid, typ: "JWT" })
    .setExpirationTime("1h")
    .sign(own[alg].privateKey);
  const [header, claims, signature] = signed.split(".");
  const headed = (changes) =>
    jose.base64url.encode(JSON.stringify({ alg, kid, typ: "JWT", ...changes }));
  switch (damage) {
    case "bit of the signature":
      return [header, claims, flipped(signature, at)].join(".");
    case "bit of the claims": {
      const changed = new TextDecoder().decode(jose.base64url.decode(claims));
      return [header, jose.base64url.encode(changed.replace("subject", "subjecu")), signature].join(".");
    }
    case "bit of the header":
      return [headed({ typ: "JWU" }), claims, signature].join(".");
    case "other algorithm":
      return [headed({ alg: ALGORITHMS[(at + 1) % ALGORITHMS.length] }), claims, signature].join(".");
    case "cut signature":
      return signed.slice(0, -8);
    case "no signature":
      return `${header}.${claims}.`;
    case "algorithm none":
      return [headed({ alg: "none" }), claims, signature].join(".");
    default:
      return signed;
  }
}

/** The signature with one bit of one byte turned over. */
function flipped(signature, at) {
  const bytes = jose.base64url.decode(signature);
  bytes[(at * 7) % bytes.length] ^= 1 << at % 8;
  return jose.base64url.encode(bytes);
}

/** The keys as a text, and the same for jose. */
function given(keys, alg, form) {
  const { publicKey, jwk, pem } = keys[alg];
  if (form === "set") {
    const set = { keys: ALGORITHMS.map((one) => keys[one].jwk) };
    return [JSON.stringify(set), jose.createLocalJWKSet(set)];
  }
  return [form === "key" ? JSON.stringify(jwk) : pem, publicKey];
}
