//! Numbers about origins, codes, assertions and grants.

use super::{ErrorRow, known, unsure};

pub(super) const GRANTS: &[ErrorRow] = &[
    known(
        9002326,
        "The request came from a web page, and Entra allows that only for redirect URIs of the type spa.",
        "Send the request through the proxy, which leaves Origin out, or register a redirect URI of the type spa.",
        "platform",
    ),
    known(
        9002327,
        "This token was issued to a single-page app and can be redeemed only by a web page.",
        "Send the request directly from the page, not through the proxy.",
        "platform",
    ),
    known(
        9002325,
        "A web page redeemed a code without PKCE.",
        "Send code_challenge with the sign-in and code_verifier with the code.",
        "code_verifier",
    ),
    known(
        700082,
        "The refresh token expired because nobody used it.",
        "Sign in again.",
        "refresh_token",
    ),
    known(
        700084,
        "A single-page app's refresh token lives 24 hours, and this one is older.",
        "Sign in again.",
        "refresh_token",
    ),
    known(
        50013,
        "The assertion's signature, issuer or audience does not fit.",
        "Use a token made for this application as assertion: in agent flows, for the blueprint. A token for Microsoft Graph can never serve.",
        "assertion user_token",
    ),
    known(
        500131,
        "The assertion was made for another application than the one that presents it.",
        "Get the user's token with the scope api://{blueprint}/…, so that its audience is the blueprint.",
        "assertion user_token scope",
    ),
    known(
        500133,
        "The assertion is outside its time range.",
        "Get a new token of the user.",
        "assertion user_token",
    ),
    known(
        70003,
        "Entra does not support this grant type.",
        "Check its spelling. Entra has no token-exchange grant (RFC 8693).",
        "extra agent_user_variant agent_identity_id",
    ),
    known(
        70000,
        "The code or refresh token is not valid, or does not cover the scope.",
        "Sign in again and ask for the scope then.",
        "code refresh_token client_id scope",
    ),
    known(
        70008,
        "The code or refresh token has expired. A code lives about 10 minutes.",
        "Sign in again.",
        "code refresh_token",
    ),
    known(
        54005,
        "The code was redeemed before. A code works once.",
        "Sign in again for a new one.",
        "code",
    ),
    known(
        501481,
        "The code_verifier does not belong to the code_challenge of this sign-in.",
        "Use the verifier of this very request, and the method S256 if it was S256.",
        "code_verifier code",
    ),
    known(
        50147,
        "The code_challenge has a wrong length or wrong characters.",
        "Send the S256 challenge: 43 characters of base64url.",
        "code_verifier",
    ),
    known(
        50011,
        "The redirect URI is not registered for this application.",
        "Register it exactly: scheme, host, port, path and final slash count.",
        "redirect_uri client_id platform",
    ),
    unsure(
        500112,
        "The redirect_uri of the redemption is not the one of the sign-in.",
        "Send the same address in both, character by character; behind a proxy, the public one.",
        "redirect_uri",
    ),
    known(
        50173,
        "The sign-in was revoked, for example by a new password.",
        "Sign in again.",
        "refresh_token code",
    ),
    known(
        70005,
        "The application may not use this response type.",
        "Use the response type code.",
        "response_type",
    ),
    known(
        700054,
        "The application may not get an ID token from the sign-in address.",
        "Use the response type code, or allow ID tokens in the registration.",
        "response_type client_id",
    ),
    known(
        70007,
        "This response mode does not go with the response type.",
        "With id_token use fragment or form_post, not query.",
        "response_mode response_type",
    ),
    known(
        240002,
        "An ID token was used as the assertion.",
        "Send an access token for this application instead.",
        "assertion user_token",
    ),
    known(
        70016,
        "The person has not finished the device code sign-in yet.",
        "Keep polling, not more often than the answer said.",
        "device_code",
    ),
    known(
        70018,
        "The device code or user code is wrong.",
        "Start the device code sign-in again.",
        "device_code",
    ),
    known(
        70019,
        "The device code has expired.",
        "Start the device code sign-in again.",
        "device_code",
    ),
    known(
        50196,
        "The client asks for the same token again and again.",
        "Wait a few minutes, and keep tokens until they expire.",
        "",
    ),
];
