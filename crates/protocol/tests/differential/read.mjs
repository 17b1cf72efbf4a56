// Reads tokens with jose: one per line in, one JSON answer per line out.
import { createInterface } from "node:readline";
import { decodeJwt, decodeProtectedHeader } from "jose";

for await (const line of createInterface({ input: process.stdin })) {
  const token = JSON.parse(line);
  let answer;
  try {
    answer = { header: decodeProtectedHeader(token), claims: decodeJwt(token) };
  } catch (error) {
    answer = { refused: String(error.message) };
  }
  console.log(JSON.stringify(answer));
}
