//! Numbers about the client, its credential and the form of the request.

use super::{ErrorRow, known, unsure};

pub(super) const CLIENTS: &[ErrorRow] = &[
    known(
        7000215,
        "The client secret is wrong. Often it is the secret's id instead of its value, or its special characters were not encoded.",
        "Paste the value of the secret; in a form body, + / = and & must be percent-encoded.",
        "client_secret client_id",
    ),
    known(
        7000222,
        "The client secret or certificate has expired.",
        "Create a new credential for the blueprint or app and use that.",
        "client_secret client_assertion",
    ),
    known(
        7000218,
        "The request has neither client_assertion nor client_secret.",
        "Add a credential; for device code, allow public client flows in the registration instead.",
        "credential client_secret client_assertion platform client_id",
    ),
    known(
        7000216,
        "client_credentials needs a client_secret or a client_assertion.",
        "Add the credential; with an assertion, client_assertion_type must be there too.",
        "credential client_secret client_assertion",
    ),
    known(
        700025,
        "The client is public, so it may present neither a secret nor an assertion.",
        "Remove the credential, or register a redirect URI of the type web.",
        "credential platform extra",
    ),
    known(
        700027,
        "The client assertion's signature does not check out, or its certificate is not registered.",
        "Register this certificate, check x5t#S256, and sign with the key that belongs to it, using PS256 or RS256.",
        "client_assertion blueprint_token agent_token",
    ),
    known(
        700024,
        "The client assertion is outside its time range.",
        "Check the clock, nbf and exp. An exchange token lives about an hour: request a new one.",
        "client_assertion blueprint_token agent_token",
    ),
    unsure(
        700023,
        "The client assertion's audience is not this token endpoint.",
        "Set aud to the token endpoint's address; for a federated credential, to the token exchange audience.",
        "client_assertion tenant cloud",
    ),
    known(
        700021,
        "The client assertion was issued for another application than client_id.",
        "Set iss and sub of the assertion to client_id.",
        "client_assertion client_id blueprint_id",
    ),
    known(
        70002,
        "The client's credential was refused.",
        "Read the number inside the message: it names the reason.",
        "credential client_secret client_assertion",
    ),
    known(
        50027,
        "A token in the request is malformed.",
        "Copy the token again: complete, on one line, without quotes.",
        "client_assertion blueprint_token assertion user_token agent_token",
    ),
    known(
        700016,
        "No such application in this tenant.",
        "Check client_id and tenant. Use the application (client) id, not an object id; a blueprint needs its principal in this tenant.",
        "client_id blueprint_id agent_identity_id tenant",
    ),
    known(
        700005,
        "The code or refresh token belongs to another tenant.",
        "Redeem it in the tenant that issued it.",
        "tenant code refresh_token",
    ),
    known(
        90002,
        "No such tenant in this cloud.",
        "Check the tenant's id or domain, and the cloud.",
        "tenant cloud",
    ),
    known(
        90014,
        "A required parameter is missing.",
        "Add the parameter that the message names.",
        "extra scope",
    ),
    known(
        900144,
        "The body lacks a parameter that the message names.",
        "Add it. If it is there, the body is not form-encoded or the Content-Type is wrong.",
        "extra scope",
    ),
    known(
        9002313,
        "The request is malformed.",
        "Check the encoding, and that no parameter occurs twice.",
        "extra",
    ),
    known(900561, "The token endpoint takes POST only.", "Send the request with POST.", ""),
    known(
        900023,
        "The tenant in the address is neither a domain nor a GUID.",
        "Correct the tenant.",
        "tenant",
    ),
    known(
        9001023,
        "This grant does not work over common or consumers.",
        "Put the tenant's id or domain into the address.",
        "tenant",
    ),
    known(
        50194,
        "The application lives in one tenant only, so common does not work.",
        "Put the tenant's id or domain into the address.",
        "tenant",
    ),
];
