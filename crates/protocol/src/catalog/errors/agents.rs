//! Numbers of agents and of federated credentials.

use super::{ErrorRow, known, unsure};

const CHOOSE_GUID: &str =
    "Name the resource by its application id (the GUID) instead of its App ID URI.";
const FIC_FIELDS: &str = "Compare issuer, subject and audience of the assertion with the federated identity credential, character by character.";
const FIC_SOURCE: &str = "Use a managed identity's token for api://AzureADTokenExchange, or a token of an issuer outside Entra.";
const FIC_SUBJECT: &str = "Make the fmi_path of the blueprint's request the same id as the client_id of this request. With a managed identity, its principal (object) id is the subject.";
const FIC_AUDIENCE: &str = "Give assertion and credential the same audience: api://AzureADTokenExchange, or this cloud's form of it.";

pub(super) const AGENTS: &[ErrorRow] = &[
    known(
        82001,
        "A blueprint asked for an app-only token for an ordinary API, which it may not.",
        "Let the blueprint ask for api://AzureADTokenExchange/.default with fmi_path, then ask again as the agent identity with that token as client_assertion.",
        "scope",
    ),
    known(
        82002,
        "A blueprint tried on-behalf-of as itself.",
        "Use the agent identity as client_id, the blueprint's exchange token as client_assertion and the user's token as assertion.",
        "client_id agent_identity_id assertion",
    ),
    known(
        82006,
        "A blueprint or an agent identity tried to sign someone in; agents have no interactive sign-in.",
        "Sign the person in with a separate client app; the agent only redeems tokens.",
        "client_id",
    ),
    unsure(
        82007,
        "Consent for the agent was blocked.",
        "Grant the permission through Microsoft Graph, or on the blueprint so that its agents inherit it.",
        "scope",
    ),
    known(
        82008,
        "The request for an exchange token has no fmi_path in its body.",
        "Put fmi_path with the agent identity's client id into the form body, not into the address.",
        "agent_identity_id scope extra",
    ),
    known(
        82014,
        "Someone tried to consent interactively to a single agent identity.",
        "Consent to the blueprint and let its agents inherit, or grant the permission through Microsoft Graph.",
        "client_id",
    ),
    known(
        82018,
        "Blueprints and agent identities may use no response type but none.",
        "Sign in with a separate client app.",
        "response_type client_id",
    ),
    known(
        700211,
        "No federated identity credential fits the assertion's issuer: it comes from another tenant, or the blueprint asked for a resource instead of the token exchange.",
        "Ask for the blueprint's token with the scope api://AzureADTokenExchange/.default, and make every call in the agent's own tenant.",
        "blueprint_token tenant client_assertion agent_token",
    ),
    known(
        700213,
        "No federated identity credential fits the assertion's subject.",
        FIC_SUBJECT,
        "agent_identity_id blueprint_token client_assertion agent_token",
    ),
    known(
        7002131,
        "No federated identity credential, and no expression of one, fits the assertion's subject.",
        FIC_SUBJECT,
        "agent_identity_id blueprint_token client_assertion",
    ),
    known(
        700212,
        "No federated identity credential fits the assertion's audience.",
        FIC_AUDIENCE,
        "client_assertion blueprint_token",
    ),
    known(
        7002121,
        "No federated identity credential, and no expression of one, fits the assertion's audience.",
        FIC_AUDIENCE,
        "client_assertion blueprint_token",
    ),
    known(
        7002138,
        "The assertion's subject fits a federated identity credential only when upper and lower case are ignored.",
        "Copy the subject exactly, with its case.",
        "agent_identity_id blueprint_token client_assertion subject",
    ),
    unsure(
        7002137,
        "No federated identity credential fits the assertion.",
        FIC_FIELDS,
        "client_assertion blueprint_token",
    ),
    known(
        70021,
        "No federated identity credential fits the assertion.",
        FIC_FIELDS,
        "client_assertion blueprint_token",
    ),
    known(
        70025,
        "This client has no federated identity credential at all.",
        "Check client_id (blueprint or agent identity), or add a federated identity credential.",
        "client_id blueprint_id client_assertion",
    ),
    known(
        700231,
        "A token that came from a federated credential was used as a federated credential again.",
        "Give the blueprint the first token itself: the managed identity's or the outside issuer's.",
        "client_assertion",
    ),
    known(
        700222,
        "A token of Entra's own cannot serve as this federated credential.",
        FIC_SOURCE,
        "client_assertion",
    ),
    known(
        700226,
        "Of Entra's own tokens, only a managed identity's can serve as a federated credential.",
        FIC_SOURCE,
        "client_assertion",
    ),
    known(
        700236,
        "The tenant that issued the assertion may not vouch for apps of this tenant.",
        FIC_SOURCE,
        "client_assertion tenant",
    ),
    known(
        700229,
        "A user's token was used as a federated credential; only app-only tokens can be.",
        "Put the blueprint's exchange token or a managed identity's token into client_assertion.",
        "client_assertion blueprint_token",
    ),
    known(
        7002206,
        "The federated credential names an audience that is not this cloud's token exchange.",
        "Use the token exchange audience of the cloud you are in.",
        "agent_token audience cloud",
    ),
    known(
        7000229,
        "The application has no service principal in this tenant.",
        "Create the blueprint's principal, or the agent identity, in this tenant.",
        "blueprint_id agent_identity_id client_id tenant",
    ),
    known(
        7000112,
        "The application is disabled.",
        "Enable the agent identity or the blueprint's principal again.",
        "blueprint_id agent_identity_id client_id",
    ),
    known(
        7000114,
        "The assertion of an on-behalf-of request is an app-only token.",
        "Use a user's token as assertion, or client_credentials when no user is involved.",
        "assertion user_token",
    ),
    unsure(
        50000,
        "Entra failed inside. In the agent user's last step this is often a user name placed in user_id.",
        "Put an object id into user_id and a user name into username, then try again.",
        "agent_user agent_user_variant",
    ),
    known(
        65001,
        "Nobody has consented that this client acts for this person at this API: it has no delegated permission there.",
        "Grant the scopes that it asked for to this client: with an oauth2PermissionGrant in Microsoft Graph, one for each API, or on a consent page.",
        "scope agent_identity_id agent_user client_id",
    ),
    known(
        501051,
        "The API demands an assigned role, and the agent has none.",
        "Assign an app role to the agent, or turn off the API's assignment requirement.",
        "agent_identity_id scope",
    ),
    known(
        53003,
        "Conditional Access blocked the request.",
        "Have an admin allow the agent in the policy, or leave it out: an agent can satisfy neither MFA nor device rules.",
        "claims agent_identity_id",
    ),
    known(
        90009,
        "The application asked for a token for itself by its App ID URI.",
        CHOOSE_GUID,
        "scope",
    ),
];
