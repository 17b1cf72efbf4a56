//! AADSTS numbers: why Entra refused, and what to change. The sentences are
//! printable as they stand. Source: Microsoft Entra documentation, "Microsoft
//! Entra authentication and authorization error codes" and "Agent ID error
//! codes"; rows marked uncertain rest on a single report.

/// One number.
#[derive(Debug, PartialEq, Eq)]
pub struct ErrorRow {
    /// The number without `AADSTS`.
    pub code: u32,
    /// Why Entra refused.
    pub cause: &'static str,
    /// What to change.
    pub fix: &'static str,
    /// Whether the meaning is not settled by documentation.
    pub uncertain: bool,
}

/// The row of a number; `None` for numbers that are not explained here.
#[must_use]
pub fn error(code: u32) -> Option<&'static ErrorRow> {
    ERRORS.iter().find(|row| row.code == code)
}

const fn known(code: u32, cause: &'static str, fix: &'static str) -> ErrorRow {
    ErrorRow { code, cause, fix, uncertain: false }
}

const fn unsure(code: u32, cause: &'static str, fix: &'static str) -> ErrorRow {
    ErrorRow { code, cause, fix, uncertain: true }
}

const CHOOSE_GUID: &str =
    "Name the resource by its application id (the GUID) instead of its App ID URI.";
const FIC_FIELDS: &str = "Compare issuer, subject and audience of the assertion with the federated identity credential, character by character.";
const FIC_SOURCE: &str = "Use a managed identity's token for api://AzureADTokenExchange, or a token of an issuer outside Entra.";
const FIC_SUBJECT: &str = "Make the fmi_path of the blueprint's request the same id as the client_id of this request. With a managed identity, its principal (object) id is the subject.";
const FIC_AUDIENCE: &str = "Give assertion and credential the same audience: api://AzureADTokenExchange, or this cloud's form of it.";

/// All rows: agents first, then client authentication, origins, grants and
/// scopes.
pub const ERRORS: &[ErrorRow] = &[
    known(
        82001,
        "A blueprint asked for an app-only token for an ordinary API, which it may not.",
        "Let the blueprint ask for api://AzureADTokenExchange/.default with fmi_path, then ask again as the agent identity with that token as client_assertion.",
    ),
    known(
        82002,
        "A blueprint tried on-behalf-of as itself.",
        "Use the agent identity as client_id, the blueprint's exchange token as client_assertion and the user's token as assertion.",
    ),
    known(
        82006,
        "A blueprint or an agent identity tried to sign someone in; agents have no interactive sign-in.",
        "Sign the person in with a separate client app; the agent only redeems tokens.",
    ),
    unsure(
        82007,
        "Consent for the agent was blocked.",
        "Grant the permission through Microsoft Graph, or on the blueprint so that its agents inherit it.",
    ),
    known(
        82008,
        "The request for an exchange token has no fmi_path in its body.",
        "Put fmi_path with the agent identity's client id into the form body, not into the address.",
    ),
    known(
        82014,
        "Someone tried to consent interactively to a single agent identity.",
        "Consent to the blueprint and let its agents inherit, or grant the permission through Microsoft Graph.",
    ),
    known(
        82018,
        "Blueprints and agent identities may use no response type but none.",
        "Sign in with a separate client app.",
    ),
    known(
        700211,
        "No federated identity credential fits the assertion's issuer: it comes from another tenant, or the blueprint asked for a resource instead of the token exchange.",
        "Ask for the blueprint's token with the scope api://AzureADTokenExchange/.default, and make every call in the agent's own tenant.",
    ),
    known(700213, "No federated identity credential fits the assertion's subject.", FIC_SUBJECT),
    known(
        7002131,
        "No federated identity credential fits the assertion's subject, and no expression of one does either.",
        FIC_SUBJECT,
    ),
    known(700212, "No federated identity credential fits the assertion's audience.", FIC_AUDIENCE),
    known(
        7002121,
        "No federated identity credential fits the assertion's audience, and no expression of one does either.",
        FIC_AUDIENCE,
    ),
    known(
        7002138,
        "The assertion's subject fits a federated identity credential only when upper and lower case are ignored.",
        "Copy the subject exactly, with its case.",
    ),
    unsure(7002137, "No federated identity credential fits the assertion.", FIC_FIELDS),
    known(70021, "No federated identity credential fits the assertion.", FIC_FIELDS),
    known(
        70025,
        "This client has no federated identity credential at all.",
        "Check client_id (blueprint or agent identity), or add a federated identity credential.",
    ),
    known(
        700231,
        "A token that came from a federated credential was used as a federated credential again.",
        "Give the blueprint the first token itself: the managed identity's or the outside issuer's.",
    ),
    known(700222, "A token of Entra's own cannot serve as this federated credential.", FIC_SOURCE),
    known(
        700226,
        "Of Entra's own tokens, only a managed identity's can serve as a federated credential.",
        FIC_SOURCE,
    ),
    known(
        700236,
        "The tenant that issued the assertion may not vouch for apps of this tenant.",
        FIC_SOURCE,
    ),
    known(
        700229,
        "A user's token was used as a federated credential; only app-only tokens can be.",
        "Put the blueprint's exchange token or a managed identity's token into client_assertion.",
    ),
    known(
        7002206,
        "The federated credential names an audience that is not this cloud's token exchange.",
        "Use the token exchange audience of the cloud you are in.",
    ),
    known(
        7000229,
        "The application has no service principal in this tenant.",
        "Create the blueprint's principal, or the agent identity, in this tenant.",
    ),
    known(
        7000112,
        "The application is disabled.",
        "Enable the agent identity or the blueprint's principal again.",
    ),
    known(
        7000114,
        "The assertion of an on-behalf-of request is an app-only token.",
        "Use a user's token as assertion, or client_credentials when no user is involved.",
    ),
    unsure(
        50000,
        "Entra failed inside. In the agent user's last step this is often a user name placed in user_id.",
        "Put an object id into user_id and a user name into username, then try again.",
    ),
    known(
        65001,
        "This client has no consent for this resource, so no delegated permission.",
        "Grant it: for an agent identity, create an oauth2PermissionGrant with clientId set to its service principal, one for each resource; for an agent user set principalId to the user. Elsewhere an admin can consent.",
    ),
    known(
        501051,
        "The API demands an assigned role, and the agent has none.",
        "Assign an app role to the agent, or turn off the API's assignment requirement.",
    ),
    known(
        53003,
        "Conditional Access blocked the request.",
        "Have an admin allow the agent in the policy, or leave it out: an agent can satisfy neither MFA nor device rules.",
    ),
    known(90009, "The application asked for a token for itself by its App ID URI.", CHOOSE_GUID),
    known(
        7000215,
        "The client secret is wrong. Often it is the secret's id instead of its value, or its special characters were not encoded.",
        "Paste the value of the secret; in a form body, + / = and & must be percent-encoded.",
    ),
    known(
        7000222,
        "The client secret or certificate has expired.",
        "Create a new credential for the blueprint or app and use that.",
    ),
    known(
        7000218,
        "The request has neither client_assertion nor client_secret.",
        "Add a credential; for device code, allow public client flows in the registration instead.",
    ),
    known(
        7000216,
        "client_credentials needs a client_secret or a client_assertion.",
        "Add the credential; with an assertion, client_assertion_type must be there too.",
    ),
    known(
        700025,
        "The client is public, so it may present neither a secret nor an assertion.",
        "Remove the credential, or register a redirect URI of the type web.",
    ),
    known(
        700027,
        "The client assertion's signature does not check out, or its certificate is not registered.",
        "Register this certificate, check x5t#S256, and sign with the key that belongs to it, using PS256 or RS256.",
    ),
    known(
        700024,
        "The client assertion is outside its time range.",
        "Check the clock, nbf and exp. An exchange token lives about an hour: request a new one.",
    ),
    unsure(
        700023,
        "The client assertion's audience is not this token endpoint.",
        "Set aud to the token endpoint's address; for a federated credential, to the token exchange audience.",
    ),
    known(
        700021,
        "The client assertion was issued for another application than client_id.",
        "Set iss and sub of the assertion to client_id.",
    ),
    known(
        70002,
        "The client's credential was refused.",
        "Read the number inside the message: it names the reason.",
    ),
    known(
        50027,
        "A token in the request is malformed.",
        "Copy the token again: complete, on one line, without quotes.",
    ),
    known(
        700016,
        "No such application in this tenant.",
        "Check client_id and tenant. Use the application (client) id, not an object id; a blueprint needs its principal in this tenant.",
    ),
    known(
        700005,
        "The code or refresh token belongs to another tenant.",
        "Redeem it in the tenant that issued it.",
    ),
    known(
        90002,
        "No such tenant in this cloud.",
        "Check the tenant's id or domain, and the cloud.",
    ),
    known(90014, "A required parameter is missing.", "Add the parameter that the message names."),
    known(
        900144,
        "The body lacks a parameter that the message names.",
        "Add it. If it is there, the body is not form-encoded or the Content-Type is wrong.",
    ),
    known(
        9002313,
        "The request is malformed.",
        "Check the encoding, and that no parameter occurs twice.",
    ),
    known(900561, "The token endpoint takes POST only.", "Send the request with POST."),
    known(
        900023,
        "The tenant in the address is neither a domain nor a GUID.",
        "Correct the tenant.",
    ),
    known(
        9001023,
        "This grant does not work over common or consumers.",
        "Put the tenant's id or domain into the address.",
    ),
    known(
        50194,
        "The application lives in one tenant only, so common does not work.",
        "Put the tenant's id or domain into the address.",
    ),
    known(
        9002326,
        "The request came from a web page, and Entra allows that only for redirect URIs of the type spa.",
        "Send the request through the proxy, which leaves Origin out, or register a redirect URI of the type spa.",
    ),
    known(
        9002327,
        "This token was issued to a single-page app and can be redeemed only by a web page.",
        "Send the request directly from the page, not through the proxy.",
    ),
    known(
        9002325,
        "A web page redeemed a code without PKCE.",
        "Send code_challenge with the sign-in and code_verifier with the code.",
    ),
    known(700082, "The refresh token expired because nobody used it.", "Sign in again."),
    known(
        700084,
        "A single-page app's refresh token lives 24 hours, and this one is older.",
        "Sign in again.",
    ),
    known(
        50013,
        "The assertion's signature, issuer or audience does not fit.",
        "Use a token made for this application as assertion: in agent flows, for the blueprint. A token for Microsoft Graph can never serve.",
    ),
    known(
        500131,
        "The assertion was made for another application than the one that presents it.",
        "Get the user's token with the scope api://{blueprint}/…, so that its audience is the blueprint.",
    ),
    known(500133, "The assertion is outside its time range.", "Get a new token of the user."),
    known(
        70003,
        "Entra does not support this grant type.",
        "Check its spelling. Entra has no token-exchange grant (RFC 8693).",
    ),
    known(
        70011,
        "The scope is invalid.",
        "Name one resource only, and do not mix /.default with other scopes.",
    ),
    known(
        1002012,
        "With client_credentials the scope must end with /.default.",
        "Write the scope as {resource}/.default.",
    ),
    known(
        28000,
        "The scope names more than one resource.",
        "Ask for one resource in each request.",
    ),
    known(
        700022,
        "The scope names more than one resource.",
        "Ask for one resource in each request.",
    ),
    known(
        500011,
        "The resource has no service principal in this tenant.",
        "Check the App ID URI in the scope, or have an admin install the API in this tenant.",
    ),
];

#[cfg(test)]
mod tests {
    use super::{ERRORS, error};

    #[test]
    fn every_row_is_found_by_its_number_and_says_what_to_do() {
        for row in ERRORS {
            assert_eq!(error(row.code), Some(row));
            for sentence in [row.cause, row.fix] {
                assert!(sentence.ends_with('.') && !sentence.contains(['!', '\n']), "{sentence}");
            }
        }
        assert_eq!(error(1), None);
    }
}
